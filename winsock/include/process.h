#pragma once
/// @file process.h
/// Threads as the C runtime of Windows starts them.

#include <windows.h>

/// As CreateThread(), with the C runtime's types; the handle is closed by CloseHandle(). 0 on
/// failure, with the same errors.
std::uintptr_t _beginthreadex(void* attributes, unsigned stack_size, unsigned (*function)(void*),
                              void* argument, unsigned flags, unsigned* thread_id);
