#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "stage/client_on_stage.h"
#include "stage/effect.h"

namespace out_of_step {

/// Says what is wrong with a client, by what its server and the operating system see of it.
class ClientJudge {
public:
    /// `source` is the end of the path of the program's source.
    ClientJudge(const ClientOnStage& client, const Scene& scene, std::string source)
        : client_(client), scene_(scene), act_(&scene.front()), source_(std::move(source)) {}

    /// This act of the scene is the one that is played from now on.
    void act_begins(const Act& act);

    /// How many bytes the server has awaited, those of this act with them.
    std::size_t awaited() const { return awaited_; }

    /// Where what has come is not what this act awaits.
    std::optional<std::size_t> first_wrong_byte() const;

    /// @name What is found
    /// @{
    /// It has not come to its server, and never will.
    Finding has_not_connected(Finding::Proof proof) const;
    /// The act's effect will not come.
    Finding has_no_effect(Ending ending) const;
    /// It has come, and may not be what it should.
    std::optional<Finding> had_effect() const;
    /// The client has ended; perhaps the scene allows that.
    std::optional<Finding> has_ended() const;
    /// What shows only when the scene is over.
    std::optional<Finding> of_the_whole() const;
    /// @}

private:
    bool may_have_ended() const;
    Finding finding_of(Finding::Kind kind, Finding::Proof proof) const;
    Finding misreport(Finding::Proof proof, const std::string& what) const;
    Finding what_is_missing(Finding::Proof proof) const;
    std::optional<Finding> of_exit_code() const;
    std::optional<Finding> of_bytes() const;
    std::optional<Finding> of_what_is_not_so(const Act& act) const;
    std::optional<Finding> of_what_is_told_too_often(const Act& act) const;

    const ClientOnStage& client_;
    const Scene& scene_;
    const Act* act_;
    std::string source_;
    std::size_t awaited_ = 0;
};

/// Whether the act is that the client ends.
bool is_end(const Act& act);

}  // namespace out_of_step
