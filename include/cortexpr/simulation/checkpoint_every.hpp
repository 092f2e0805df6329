// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/place_in_use.hpp>
#include <cortexpr/simulation/checkpoint.hpp>

namespace cortexpr {

/// Option of `run`: saves the state to `path` at every multiple of `period` and at the end of the run. A process that
/// was killed continues from there with the same result to the last bit.
///
/// At every moment the file is complete: the latest checkpoint. All other options act first, so that the output of a
/// `stream_to` of the same run reaches as far as the checkpoint. A file that holds another network or a later state is
/// refused when the run begins, because it would be lost; `.replacing()` replaces it. Throws `io_error` with the path,
/// at a step boundary, and leaves the former checkpoint in place.
///
/// Example (examples/reference/checkpoint_every.cpp):
///
///     simulation<net> sim{seed{42}};
///     if (std::filesystem::exists("run.state"))
///       sim.load_state("run.state");
///     sim.run(2_s - sim.time() * 1_s, checkpoint_every(1_s, "run.state"));
class checkpoint_every {
public:
  static constexpr bool comes_last = true, writes_files = true, works_on_ranks = true;

  checkpoint_every(quantity<dim::second> period, const detail::file_path& path) : path_(path), period_(period.si()) {}

  /// Whatever the file holds now is replaced.
  [[nodiscard]] checkpoint_every replacing() const {
    checkpoint_every changed = *this;
    changed.replaces_ = true;
    return changed;
  }

  void begin(auto& sim, auto&, std::int64_t) {
    const std::string owner = detail::joined({"checkpoint_every(..., \"", path_.string(), "\")"});
    steps_ = detail::whole_steps(period_, sim.dt(), "a period", owner);
    written_ = sim.state().step;
    if (sim.state().rank != 0) return; // only the first rank writes
    in_use_ = detail::place_in_use(path_.string());
    const std::string folder = path_.folder();
    if (!folder.empty() && detail::kind_of(folder.c_str()) != detail::file_kind::folder)
      detail::refuse({path_.string(), ": there is no folder ", folder, "; create it first"});
    if (!replaces_ && detail::kind_of(path_.c_str()) != detail::file_kind::none) check_former(sim);
  }
  bool after_step(auto& sim, auto&) {
    if (sim.state().step % steps_ == 0) write(sim);
    return false;
  }
  void end(auto& sim, auto&) {
    if (sim.state().step != written_) write(sim);
    in_use_ = {};
  }

  [[nodiscard]] bool sees(std::int64_t step) const { return step % steps_ == 0; }

private:
  void write(auto& sim) {
    sim.save_state(path_);
    written_ = sim.state().step;
  }
  template <class Net>
  [[gnu::cold]] void check_former(const simulation<Net>& sim) const {
    detail::state_reader file(path_);
    detail::read_heading(file, detail::structure_text<Net::description_value, typename Net::real>());
    std::int64_t step = 0;
    file(step);
    if (step > sim.state().step)
      detail::refuse({path_.string(), ": holds the state of step ", step, ", this simulation is at step ",
                      sim.state().step,
                      "; go on from it with sim.load_state(path), name another file, or replace it with "
                      "checkpoint_every(...).replacing()"});
  }

  detail::file_path path_;
  double period_;
  bool replaces_ = false;
  std::int64_t steps_ = 1, written_ = 0;
  detail::place_in_use in_use_;
};

} // namespace cortexpr
