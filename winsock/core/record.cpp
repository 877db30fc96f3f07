#include "core/record.h"

#include <bit>

namespace winsock {

// [arrive]
void NetworkEventRecord::arrive(int bit, int status) {
    active_ |= 1L << bit;
    status_[static_cast<std::size_t>(bit)] = status;
    if ((mask_ & (1L << bit)) != 0) event_->set();
}
// [arrive]

void NetworkEventRecord::select(std::shared_ptr<Event> event, long mask) {
    event_ = mask != 0 ? std::move(event) : nullptr;
    mask_ = mask;
    if (pending() != 0) event_->set();
}

void NetworkEventRecord::enumerate(Event* to_reset, WSANETWORKEVENTS& out) {
    if (to_reset != nullptr) to_reset->reset();
    out.lNetworkEvents = pending();
    for (auto left = static_cast<unsigned long>(pending()); left != 0; left &= left - 1) {
        const int bit = std::countr_zero(left);
        out.iErrorCode[bit] = status_[static_cast<std::size_t>(bit)];
    }
    active_ &= ~out.lNetworkEvents;
}

void NetworkEventRecord::inherit(const NetworkEventRecord& listener) {
    event_ = listener.event_;
    mask_ = listener.mask_;
}

void NetworkEventRecord::dissociate() {
    event_ = nullptr;
    mask_ = 0;
}

}  // namespace winsock
