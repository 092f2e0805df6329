// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/weight_value.hpp>

namespace cortexpr {

/// A pool of weight in every target: a spike takes the share eta of it for its synapse.
///
///     w += eta pool,  pool -= eta pool        (w + pool of a target is conserved)
///
/// Parameter: eta, share of the pool per spike (default 0.8). Variable of the targets: pool (start 0; give it by
/// `set<"label.pool">(values(...))`). Cost: O(1) per event; bytes per synapse: the weight, per target 8.
/// Source: Bugmann, see `weight_exchange`.
///
/// Example (examples/reference/weight_pool.cpp):
///
///     projection<"S: in -> cell.exc">(all_to_all{}, weight(0_nS),
///                                     plasticity{weight_exchange{.W0 = 5_nS}, weight_pool{.eta = 0.8}, transmit{}})
///
///     simulation<network<d>> sim{set<"S.pool">(5_nS),
///                                set<"in">(spike_list::at_steps(std::vector{0, 10}, std::vector{0, 1}))};
struct weight_pool {
  double eta = 0.8;

  struct at_target {
    weight_amount pool;
  };
  constexpr void on_pre(auto& s) const {
    const weight_amount taken = eta * s.pool;
    s.w += taken;
    s.pool -= taken;
  }
  [[nodiscard]] bool operator==(const weight_pool&) const = default;
};

/// Heterosynaptic exchange: a spike at synapse i takes weight from every stronger synapse k of the same target.
///
///     w_k > w_i:  w_k -= d,  w_i += d,   d = w_k (w_k - w_i) / (W0 + w_k)     (the sum of weights is conserved)
///
/// Donors k are visited by ascending source with their present weights; w_i in the formula is the weight before the
/// spike (`sequential{}`) or before all spikes of the step (`rules_in_turn{}`). The order of this rule and
/// `weight_pool` in the list, and `sequential{}` or `rules_in_turn{}`, give the three meanings of simultaneous
/// spikes. Parameter: W0, in the unit of the weights (default 1). Cost: O(fan-in) per event; bytes per synapse: the
/// weight and, unless all-to-all, 4 for the way back. Source: G. Bugmann's rule of synaptic competition by a pool.
struct weight_exchange {
  using services = needs<siblings>;
  weight_value W0 = 1;

  constexpr void on_pre(auto& s) const {
    s.each_sibling([&](auto& donor) {
      if (!(donor.w > s.w_before)) return;
      const auto moved = s.w.rounded(donor.w * (donor.w - s.w_before) / (W0 + donor.w));
      donor.w -= moved;
      s.w += moved;
    });
  }
  [[nodiscard]] constexpr std::array<weight_value, 1> weight_values() const { return {W0}; }
  [[nodiscard]] bool operator==(const weight_exchange&) const = default;
};

} // namespace cortexpr
