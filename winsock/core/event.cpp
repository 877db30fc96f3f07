#include "core/event.h"

namespace winsock {

void Event::change(bool signalled) {
    if (signalled_.load(std::memory_order_relaxed) == signalled) return;
    signalled_.store(signalled, std::memory_order_release);
    for_each_watch(
        [=](const Watch& watch) { watch.watcher->event_changed(watch.index, signalled); });
}

void Event::set() {
    const std::lock_guard lock(lock_);
    change(true);
}

void Event::reset() {
    const std::lock_guard lock(lock_);
    change(false);
}

bool Event::take() {
    if (manual_reset_) return signalled();
    const std::lock_guard lock(lock_);
    if (!signalled()) return false;
    change(false);
    return true;
}

void Event::watch(EventWatcher& watcher, unsigned index) {
    const std::lock_guard lock(lock_);
    if (first_watch_.watcher == nullptr) {
        first_watch_ = {&watcher, index};
    } else {
        more_watches_.push_back({&watcher, index});
    }
    watcher.event_changed(index, signalled());
}

void Event::unwatch(EventWatcher& watcher) {
    const std::lock_guard lock(lock_);
    std::erase_if(more_watches_, [&](const Watch& watch) { return watch.watcher == &watcher; });
    if (first_watch_.watcher != &watcher) return;
    first_watch_ = {};
    if (more_watches_.empty()) return;
    first_watch_ = more_watches_.back();
    more_watches_.pop_back();
}

void Event::add_source(const std::shared_ptr<Object>& source) {
    const std::lock_guard lock(lock_);
    std::erase_if(sources_, [](const std::weak_ptr<Object>& known) { return known.expired(); });
    for (const std::weak_ptr<Object>& known : sources_) {
        if (known.lock() == source) return;
    }
    sources_.push_back(source);
}

void Event::remove_source(const Object& source) {
    const std::lock_guard lock(lock_);
    std::erase_if(sources_, [&](const std::weak_ptr<Object>& known) {
        const std::shared_ptr<Object> object = known.lock();
        return !object || object.get() == &source;
    });
}

std::vector<std::shared_ptr<Object>> Event::sources() {
    const std::lock_guard lock(lock_);
    std::vector<std::shared_ptr<Object>> alive;
    for (const std::weak_ptr<Object>& known : sources_) {
        if (std::shared_ptr<Object> object = known.lock()) alive.push_back(std::move(object));
    }
    return alive;
}

}  // namespace winsock
