#include "sim/stuck.h"

#include <cstdio>
#include <cstdlib>
#include <string>

#include "sim/world.h"

namespace winsock::sim {

namespace {

std::string name_of_handle(const World& world, HandleValue value) {
    for (const auto& socket : world.sockets()) {
        if (socket->handle == value) return world.name_of(*socket);
    }
    for (const auto& event : world.events()) {
        if (event->handle == value) return world.name_of(*event);
    }
    for (const auto& thread : world.scheduler.threads()) {
        if (thread->handle == value) return "thread " + std::to_string(thread->number);
    }
    return "what has been closed";
}

std::string what_it_waits_for(const World& world, const Thread& thread) {
    switch (thread.call) {
        case Api::Sleep: return "nothing";
        case Api::condition_wait:
        case Api::atomic_wait: return "a notification";
        case Api::thread_join: return "the end of a thread";
        case Api::mutex_lock:
        case Api::EnterCriticalSection: return "a lock";
        case Api::WSAWaitForMultipleEvents:
        case Api::WaitForMultipleObjects:
        case Api::WaitForSingleObject:
            if (thread.waits_for == 0) return "several objects";
            [[fallthrough]];
        case Api::accept:
        case Api::recv:
        case Api::send: return name_of_handle(world, thread.waits_for);
        default: return "the others";
    }
}

}  // namespace

void abort_stuck(const World& world) {
    std::fputs("The simulated program is stuck: every thread waits, and nobody else acts.\n",
               stderr);
    for (const auto& thread : world.scheduler.threads()) {
        if (thread->ended) continue;
        std::fprintf(stderr, "  thread %u, in %s, waits for %s\n", thread->number,
                     name_of(thread->call), what_it_waits_for(world, *thread).c_str());
    }
    std::abort();
}

}  // namespace winsock::sim
