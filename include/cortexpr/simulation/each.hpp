// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr {

namespace detail {

template <class F>
class period_call {
public:
  static constexpr bool works_on_ranks = true, comes_before_steps = true;

  period_call(quantity<dim::second> period, F f) : period_(period), f_(std::move(f)) {}

  template <class Sim>
  void begin(Sim& sim, auto&, std::int64_t) {
    static_assert(std::is_invocable_v<F&, Sim&>, "cortexpr: each(every{...}, f) takes a function of the simulation: "
                                                 "each(every{1_ms}, [](auto& sim) { ... })");
    steps_ = period_steps(period_.si(), sim.dt(), "each(every{...}, f)");
  }
  template <class Sim>
  void before_step(Sim& sim, auto&) {
    if constexpr (std::is_invocable_v<F&, Sim&>)
      if (sim.state().step % steps_ == 0) f_(sim);
  }
  bool after_step(auto&, auto&) { return false; }
  void end(auto&, auto&) {}
  [[nodiscard]] bool sees(std::int64_t step) const { return step % steps_ == 0; }

private:
  quantity<dim::second> period_;
  F f_;
  std::int64_t steps_ = 1;
};

} // namespace detail

/// Option of `run`: calls `f(sim)` before the steps at t = 0, period, 2 period, ... (`every{}`: before every step).
///
/// There the simulation is open: `f` reads (`sim.get<"n.v">()`, `sim["n.spikes"_name]`) and changes
/// (`sim.set<"n.V_th">(-53_mV)`, `sim.freeze<"S", stdp>()`); a step sees what was changed before it. Of several
/// functions the one that is named first is called first. A run that was cut in two, or that goes on from a
/// checkpoint, makes the same calls as one run. What `f` keeps of its own is in no checkpoint.
///
/// `f` runs in the thread that called `run` while the others wait: a call on a due step costs two barriers of the team
/// (about a microsecond) and `f` itself; `get` copies, and `set` of a parameter derives propagators anew. Operations
/// (`regularly`) are faster where each neuron or synapse is for itself, and belong to the description.
///
/// Example (examples/reference/each.cpp):
///
///     quantity<dim::volt> goal = -52_mV;
///     sim.run(1_s, each(every{100_ms}, [&](auto& s) { s.template set<"cells.V_th">(goal), goal += 1_mV; }));
template <class F>
[[nodiscard]] auto each(every period, F f) {
  return detail::period_call<F>(period.period, std::move(f));
}

} // namespace cortexpr
