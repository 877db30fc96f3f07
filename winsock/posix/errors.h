#pragma once

namespace winsock::native {

/// The Winsock number for an errno.
int winsock_error(int host_error);

}  // namespace winsock::native
