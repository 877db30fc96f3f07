#pragma once

namespace winsock {

/// Each backend's own: called before each interlocked operation, with the place of the call.
void before_interlocked(const void* return_address);

}  // namespace winsock
