#include "sim/choices.h"

namespace winsock::sim {

void Choices::begin(std::span<const Deviation> deviations, Visitor* visitor) {
    deviations_ = deviations;
    visitor_ = visitor;
    next_ = 0;
    point_ = 0;
    pruned_ = false;
    diverged_ = false;
}

unsigned Choices::deviate(unsigned choices) {
    const Deviation& deviation = deviations_[next_++];
    const bool other_choices = choices != deviation.choices;
    const bool other_state =
        deviation.state != 0 && visitor_ != nullptr && visitor_->state_now() != deviation.state;
    diverged_ = diverged_ || other_choices || other_state;
    ++point_;
    return diverged_ ? 0 : deviation.chosen;
}

const char* name_of(Misfortune misfortune) {
    switch (misfortune) {
        case Misfortune::partial_send: return "send takes a part only";
        case Misfortune::short_read: return "recv gives one byte only";
        case Misfortune::spurious_wake: return "an event is signalled without news";
        case Misfortune::accept_fails: return "accept fails";
        case Misfortune::create_event_fails: return "WSACreateEvent fails";
        case Misfortune::event_select_fails: return "WSAEventSelect fails";
        case Misfortune::socket_fails: return "socket fails";
        case Misfortune::bind_fails: return "bind fails";
        case Misfortune::garbage_on_the_stack: return "the stack holds garbage";
    }
    return "";
}

}  // namespace winsock::sim
