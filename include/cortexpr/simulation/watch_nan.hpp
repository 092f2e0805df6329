// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/simulation/find_not_finite.hpp>
#include <cortexpr/detail/simulation/interval_timer.hpp>
#include <cstdint>

namespace cortexpr {

/// Option of `run`: stops it with `not_finite` soon after a variable of any neuron of any population, or a weight that
/// rules or operations change, is not finite any more: `sim.run(10_s, watch_nan{})`. Without it a run looks at its end,
/// and every two seconds of work. Looks at neurons once per `interval` and at the end; `watch_nan{0_ms}` looks in
/// every step. Weights are many and one that fails soon makes a neuron fail: they are looked at in turn, so that each
/// is seen once per second of biological time and at the end.
struct watch_nan {
  static constexpr bool works_on_ranks = true;
  quantity<dim::second> interval = 10_ms;

  constexpr explicit watch_nan(quantity<dim::second> every = 10_ms) : interval(every) {}

  void begin(auto& sim, auto&, std::int64_t) {
    turn_.begin(interval, sim.dt(), "an interval", "watch_nan");
    const double looks = 1 / (static_cast<double>(turn_.period) * sim.dt());
    parts_ = static_cast<std::size_t>(std::clamp(looks, 1.0, 1e6));
    part_ = 0;
  }
  template <class Sim>
  bool after_step(Sim& sim, auto&) {
    if (!turn_.due()) return false;
    detail::check_neurons<typename Sim::network_type>(sim.state());
    detail::check_synapses<typename Sim::network_type>(sim.state(), part_, parts_);
    part_ = (part_ + 1) % parts_;
    return false;
  }
  template <class Sim>
  void end(Sim& sim, auto&) {
    detail::check_neurons<typename Sim::network_type>(sim.state());
    detail::check_synapses<typename Sim::network_type>(sim.state());
  }

  [[nodiscard]] bool acts(std::int64_t) const { return turn_.comes(); }

private:
  detail::interval_timer turn_;
  std::size_t part_ = 0, parts_ = 1;
};

} // namespace cortexpr
