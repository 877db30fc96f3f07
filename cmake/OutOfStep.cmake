# What every target of the project shares: the language, the warnings, the sanitizers.
include_guard()
include(CheckLinkerFlag)
include(${CMAKE_CURRENT_LIST_DIR}/Course.cmake)

set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)

set(OUT_OF_STEP_SANITIZE "" CACHE STRING "Sanitizers for everything built here, e.g. address,undefined or thread")
if(OUT_OF_STEP_SANITIZE AND NOT MSVC)
    add_compile_options(-fsanitize=${OUT_OF_STEP_SANITIZE} -fno-sanitize-recover=all
                        -fno-omit-frame-pointer)
    add_link_options(-fsanitize=${OUT_OF_STEP_SANITIZE})
elseif(OUT_OF_STEP_SANITIZE MATCHES "address")
    add_compile_options(/fsanitize=address)
endif()

# Our own code: full warnings, as errors. UBSan leaves out what it looks for at every access: a null
# pointer stops the program without it, and the judge is a third faster.
function(out_of_step_own_code target)
    if(OUT_OF_STEP_SANITIZE MATCHES "undefined" AND NOT MSVC)
        target_compile_options(${target} PRIVATE -fno-sanitize=null,alignment,vptr)
    endif()
    if(MSVC)
        target_compile_options(${target} PRIVATE /W4 /WX /permissive- /utf-8)
    else()
        target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wconversion -Wshadow -Werror)
        # GCC 12 takes "x" + std::string for overlapping copies at -O3 (its bug 105651, gone in 13).
        if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU" AND CMAKE_CXX_COMPILER_VERSION VERSION_LESS 13)
            target_compile_options(${target} PRIVATE -Wno-restrict)
        endif()
    endif()
endfunction()

# Reading the standard library and GoogleTest is half of what a compiler does here. With
# OUT_OF_STEP_PRECOMPILE it does so once for each target. Not in the study build: there each file has
# to include what it uses, and clangd and clang-tidy cannot read what GCC has precompiled.
option(OUT_OF_STEP_PRECOMPILE "Precompile the headers of libraries" OFF)
function(out_of_step_precompile target)
    if(OUT_OF_STEP_PRECOMPILE)
        target_precompile_headers(${target} PRIVATE
            <algorithm> <array> <atomic> <cstdint> <filesystem> <functional> <map> <memory> <optional>
            <span> <sstream> <stdexcept> <string> <string_view> <utility> <vector> ${ARGN})
    endif()
endfunction()

# A lesson, a solution, an attempt: the one file `source`, relative to the calling CMakeLists.txt,
# becomes the target `name`. The program lies in the same folder of the build tree and bears the
# file's name: lessons/03_.../server.cpp becomes build/.../lessons/03_.../server.
#
# Its author wrote Winsock as it was written then: an int index that takes a DWORD, a name used
# twice. -Wconversion and -Wshadow would point at some of the mistakes before the learner has
# looked; -Wuninitialized at lesson 01's. So a lesson has -Wall, without those, and no -Werror.
#
# What an uninitialised local variable holds is decided here, where the compiler can: zeroes. A
# program that reads one misbehaves in the same way each time, on every machine.
function(out_of_step_program name source)
    get_filename_component(directory ${source} DIRECTORY)
    get_filename_component(program ${source} NAME_WE)
    add_executable(${name} ${source})
    set_target_properties(${name} PROPERTIES
        OUTPUT_NAME ${program}
        RUNTIME_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${directory})
    target_link_libraries(${name} PRIVATE winsock::winsock)
    if(MSVC)
        target_compile_options(${name} PRIVATE /W3 /utf-8)
    else()
        target_compile_options(${name} PRIVATE -Wall -Wno-uninitialized -Wno-maybe-uninitialized)
        out_of_step_stack_holds(${name} zero)
    endif()
    if(TARGET winsock_sim)
        out_of_step_modules(${name} ${source} zero garbage)
    endif()
endfunction()

# The same file for the simulator: a module for each of zero, garbage that is named. The global
# property OUT_OF_STEP_MODULES names all.
function(out_of_step_modules name source)
    get_filename_component(directory ${source} DIRECTORY)
    get_filename_component(program ${source} NAME_WE)
    foreach(contents IN LISTS ARGN)
        out_of_step_module(${name} ${source} ${directory} ${program} ${contents})
        set_property(GLOBAL APPEND PROPERTY OUT_OF_STEP_MODULES ${name}.${contents})
    endforeach()
endfunction()

# out_of_step_stack_holds(target zero|garbage): what its uninitialised local variables hold.
function(out_of_step_stack_holds target contents)
    if(contents STREQUAL "garbage")
        target_compile_options(${target} PRIVATE -ftrivial-auto-var-init=pattern)
        return()
    endif()
    target_compile_options(${target} PRIVATE -ftrivial-auto-var-init=zero)
    if(CMAKE_CXX_COMPILER_ID MATCHES "Clang")
        include(CheckCXXCompilerFlag)
        check_cxx_compiler_flag(-ftrivial-auto-var-init=zero OUT_OF_STEP_HAS_ZERO_INIT)
        if(NOT OUT_OF_STEP_HAS_ZERO_INIT)
            target_compile_options(${target} PRIVATE
                -enable-trivial-auto-var-init-zero-knowing-it-will-be-removed-from-clang)
        endif()
    endif()
endfunction()

# The program's file as a module for the simulator, beside the program: server.zero.so and
# server.garbage.so; client.zero.so and client.garbage.so. Its calls of the C library's that print, or end the process, come to the
# simulator (winsock/sim/wrap.cpp).
set(OUT_OF_STEP_WRITING strcpy strncpy strcat strncat memcpy memmove sprintf snprintf)
set(OUT_OF_STEP_WRAPPED
    printf vprintf fprintf vfprintf puts fputs putchar putc fputc fwrite fflush setvbuf setbuf perror
    exit _exit _Exit quick_exit
    strlen rand srand
    # std::mutex, and std::timed_mutex (wrap_mutex.cpp)
    pthread_mutex_lock pthread_mutex_trylock pthread_mutex_unlock
    pthread_mutex_clocklock pthread_mutex_timedlock
    # std::condition_variable (wrap_condition.cpp)
    _ZNSt18condition_variable4waitERSt11unique_lockISt5mutexE
    _ZNSt18condition_variable10notify_oneEv _ZNSt18condition_variable10notify_allEv
    pthread_cond_clockwait pthread_cond_timedwait
    syscall  # std::atomic::wait, semaphores, latches and barriers (wrap_futex.cpp)
    # statics in functions, and std::call_once (wrap_once.cpp)
    __cxa_guard_acquire __cxa_guard_release __cxa_guard_abort pthread_once
    # std::thread, the clocks of <chrono> and sleeping (wrap_thread.cpp)
    _ZNSt6thread15_M_start_threadESt10unique_ptrINS_6_StateESt14default_deleteIS1_EEPFvvE
    _ZNSt6thread4joinEv _ZNSt6thread6detachEv _ZNSt6thread20hardware_concurrencyEv
    pthread_self sched_yield nanosleep
    _ZNSt6chrono3_V212steady_clock3nowEv _ZNSt6chrono3_V212system_clock3nowEv
    # what it writes into its arrays (wrap_strings.cpp)
    ${OUT_OF_STEP_WRITING}
    # what it allocates and frees, and the destructors of its globals (wrap_memory.cpp)
    malloc calloc realloc free strdup
    _Znwm _Znam _ZnwmRKSt9nothrow_t _ZnamRKSt9nothrow_t _ZnwmSt11align_val_t _ZnamSt11align_val_t
    _ZdlPv _ZdaPv _ZdlPvm _ZdaPvm _ZdlPvRKSt9nothrow_t _ZdaPvRKSt9nothrow_t
    _ZdlPvSt11align_val_t _ZdaPvSt11align_val_t _ZdlPvmSt11align_val_t _ZdaPvmSt11align_val_t
    __cxa_atexit atexit)
function(out_of_step_module name source directory program contents)
    set(module ${name}.${contents})
    add_library(${module} MODULE ${source})
    set_target_properties(${module} PROPERTIES
        PREFIX "" OUTPUT_NAME ${program}.${contents} SUFFIX ".so"
        LIBRARY_OUTPUT_DIRECTORY ${CMAKE_CURRENT_BINARY_DIR}/${directory})
    target_link_libraries(${module} PRIVATE winsock_sim)
    # Unoptimised and with debugging information: the report shows lines and arrays.
    target_compile_options(${module} PRIVATE
        -Wall -Wno-uninitialized -Wno-maybe-uninitialized -O0 -g)
    out_of_step_stack_holds(${module} ${contents})
    if(NOT MSVC)
        # These are calls, and calls of these: not what the compiler would make of them.
        list(TRANSFORM OUT_OF_STEP_WRITING PREPEND "-fno-builtin-" OUTPUT_VARIABLE no_builtins)
        target_compile_options(${module} PRIVATE -U_FORTIFY_SOURCE ${no_builtins})
    endif()
    # The templates that libstdc++ brings along compiled, strings above all, are compiled here and
    # stay here: what they allocate is the program's.
    target_compile_definitions(${module} PRIVATE _GLIBCXX_EXTERN_TEMPLATE=0)
    if(CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
        # Two modules in one process do not share their inline variables.
        target_compile_options(${module} PRIVATE -fno-gnu-unique)
    endif()
    list(TRANSFORM OUT_OF_STEP_WRAPPED PREPEND "LINKER:--wrap=" OUTPUT_VARIABLE wraps)
    target_link_options(${module} PRIVATE ${wraps} "LINKER:-z,now" "LINKER:-Bsymbolic")
    # Two modules are linked at each save, and somebody waits: gold takes half as long.
    check_linker_flag(CXX -fuse-ld=gold OUT_OF_STEP_HAS_GOLD)
    if(OUT_OF_STEP_HAS_GOLD)
        target_link_options(${module} PRIVATE -fuse-ld=gold)
    endif()
endfunction()
