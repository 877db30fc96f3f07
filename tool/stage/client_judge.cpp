#include "stage/client_judge.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

namespace out_of_step {

namespace {

using Deed = Act::Deed;
using Kind = Finding::Kind;
using Proof = Finding::Proof;

bool needs_the_client(const Act& act) {
    return act.deed == Deed::says || act.deed == Deed::awaits || act.deed == Deed::awaits_count;
}

std::string hexadecimal(char byte) {
    return fmt::format("{:02x}", static_cast<unsigned char>(byte));
}

}  // namespace

bool is_end(const Act& act) { return act.deed == Deed::ends_well || act.deed == Deed::ends_badly; }

void ClientJudge::act_begins(const Act& act) {
    act_ = &act;
    if (act.deed == Deed::awaits || act.deed == Deed::awaits_count) awaited_ += act.count;
}

std::optional<std::size_t> ClientJudge::first_wrong_byte() const {
    if (act_->deed != Deed::awaits) return std::nullopt;
    const std::size_t begin = awaited_ - act_->count;
    const std::string& received = client_.server().received();
    for (std::size_t i = begin; i < std::min(received.size(), awaited_); ++i) {
        if (received[i] != act_->bytes[i - begin]) return i;
    }
    return std::nullopt;
}

// Whether this scene lets it end by itself before the next act.
bool ClientJudge::may_have_ended() const {
    const Act* const behind = scene_.data() + scene_.size();
    return std::any_of(scene_.data(), behind, is_end) &&
           std::none_of(act_ + 1, behind, needs_the_client);
}

Finding ClientJudge::has_not_connected(Proof proof) const {
    Finding finding =
        finding_of(proof == Proof::ended ? Kind::ended : Kind::never_connected, proof);
    finding.port = client_.port();
    return finding;
}

Finding ClientJudge::has_no_effect(Ending ending) const {
    switch (ending) {
        case Ending::spinning: return finding_of(Kind::spin, Proof::spinning);
        case Ending::deadline: return what_is_missing(Proof::deadline);
        case Ending::ended: break;
        default: return what_is_missing(Proof::asleep);
    }
    const bool is_silent = act_->deed == Deed::tells && may_have_ended();
    if (!is_silent || !client_.process().exit_code()) return finding_of(Kind::ended, Proof::ended);
    return misreport(Proof::ended, fmt::format("does not tell \"{}\"", act_->text));
}

std::optional<Finding> ClientJudge::had_effect() const {
    if (is_end(*act_)) return of_exit_code();
    if (act_->deed == Deed::awaits) return of_bytes();
    return of_what_is_not_so(*act_);
}

std::optional<Finding> ClientJudge::has_ended() const {
    if (client_.process().exit_code() && may_have_ended()) return std::nullopt;
    return finding_of(Kind::ended, Proof::ended);
}

std::optional<Finding> ClientJudge::of_exit_code() const {
    const std::optional<std::int64_t> code = client_.process().exit_code();
    if (!code) return finding_of(Kind::ended, Proof::ended);
    const bool well = act_->deed == Deed::ends_well;
    if ((*code == 0) == well) return std::nullopt;
    return misreport(Proof::seen, well
                                      ? fmt::format("has ended badly, {}, though all has gone well",
                                                    client_.process().last_words(source_))
                                      : "has ended with exit code 0, as if all had gone well");
}

std::optional<Finding> ClientJudge::of_bytes() const {
    const std::optional<std::size_t> wrong = first_wrong_byte();
    if (!wrong) return std::nullopt;
    const std::size_t begin = awaited_ - act_->count;
    Finding finding = finding_of(Kind::bytes_sent_wrong, Proof::seen);
    finding.what = fmt::format("behind the first {} comes {}, where {} is due", bytes(*wrong),
                               hexadecimal(client_.server().received()[*wrong]),
                               hexadecimal(act_->bytes[*wrong - begin]));
    return finding;
}

std::optional<Finding> ClientJudge::of_what_is_not_so(const Act& act) const {
    if (act.deed != Deed::never_tells || client_.times_told(act.bytes) == 0) return std::nullopt;
    return misreport(Proof::seen, fmt::format("tells \"{}\", which is not so", act.text));
}

std::optional<Finding> ClientJudge::of_what_is_told_too_often(const Act& act) const {
    if (act.deed != Deed::tells) return std::nullopt;
    std::size_t times = 0;
    for (const Act& other : scene_) {
        if (other.deed != Deed::tells) continue;
        if (other.bytes == act.bytes) {
            ++times;
        } else if (other.bytes.find(act.bytes) != std::string::npos) {
            return std::nullopt;  // it is told with that one, too
        }
    }
    const std::size_t told = client_.times_told(act.bytes);
    if (told <= times) return std::nullopt;
    return misreport(Proof::seen, fmt::format("tells \"{}\" {} times, and not {}", act.text, told,
                                              times == 1 ? "once" : std::to_string(times)));
}

std::optional<Finding> ClientJudge::of_the_whole() const {
    bool knows_all = false;
    for (const Act& act : scene_) {
        if (const auto finding = of_what_is_not_so(act)) return finding;
        if (const auto finding = of_what_is_told_too_often(act)) return finding;
        knows_all = knows_all || act.deed == Deed::awaits;
    }
    if (!knows_all || client_.server().received_count() <= awaited_) return std::nullopt;
    Finding finding = finding_of(Kind::bytes_sent_wrong, Proof::seen);
    finding.what = fmt::format("behind the first {}, which are all, {} more come", bytes(awaited_),
                               client_.server().received_count() - awaited_);
    return finding;
}

// It sleeps, or is not to be waited for any longer, and what was to come has not.
Finding ClientJudge::what_is_missing(Proof proof) const {
    if (act_->deed == Deed::leaves || act_->deed == Deed::vanishes) {
        return finding_of(Kind::never_released, proof);
    }
    if (client_.unread() > 0) return finding_of(Kind::byte_unread, proof);
    if (act_->deed == Deed::tells) {
        return misreport(proof, fmt::format("does not tell \"{}\"", act_->text));
    }
    if (is_end(*act_)) {
        Finding finding = finding_of(Kind::never_ended, proof);
        finding.what = "does not end";
        return finding;
    }
    const bool closed = client_.has_server() && client_.server().client_closed();
    return finding_of(Kind::never_answered, closed ? Proof::closed : proof);
}

Finding ClientJudge::finding_of(Kind kind, Proof proof) const {
    Finding finding{kind, scene_.front().client, proof, client_.unread()};
    finding.program = "client";
    if (proof == Proof::ended) {
        finding.last_words = client_.process().last_words(source_);
    }
    if (act_->deed == Deed::awaits || act_->deed == Deed::awaits_count) {
        finding.awaited = act_->count;
        finding.answered = client_.server().received_count() - (awaited_ - act_->count);
    }
    return finding;
}

Finding ClientJudge::misreport(Proof proof, const std::string& what) const {
    Finding finding = finding_of(Kind::misreported, proof);
    finding.what = what;
    return finding;
}

}  // namespace out_of_step
