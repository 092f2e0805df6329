// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/run/watch.hpp>

namespace cortexpr {

namespace detail {

/// Whether weights of projection K change during a run in a form that can stop being a number.
template <class Structure, std::size_t K, class Real>
constexpr bool weights_may_fail() {
  using item = typename Structure::template item<K>;
  using store = typename item::template weights<Real>;
  if constexpr (store::per_synapse && std::is_floating_point_v<typename store::element>) {
    bool changes = !std::is_same_v<typename item::rules, plasticity<transmit>>;
    Structure::template for_each<item_kind::operation>(
        [&](auto o) { changes = changes || Structure::template item<o>::target.view() == Structure::names[K]; });
    return changes;
  } else {
    return false;
  }
}

} // namespace detail

/// Option of `run`: stops it with `run_stopped` when a variable of any neuron of any population, or a weight that rules
/// or operations change, is not finite any more: `sim.run(10_s, watch_nan{})`. Looks at neurons once per `interval` and
/// at the end; `watch_nan{0_ms}` looks in every step. Weights are many and one that fails soon makes a neuron fail:
/// they are looked at in turn, so that each is seen once per second of biological time and at the end.
struct watch_nan {
  quantity<dim::second> interval = 10_ms;

  constexpr explicit watch_nan(quantity<dim::second> every = 10_ms) : interval(every) {}

  void begin(auto& sim, auto&, std::int64_t) {
    turn_.begin(interval, sim.dt(), "an interval", "watch_nan");
    const double looks = 1 / (static_cast<double>(turn_.period) * sim.dt());
    parts_ = static_cast<std::size_t>(std::clamp(looks, 1.0, 1e6));
    part_ = 0;
  }
  bool after_step(auto& sim, auto&) {
    if (!turn_.due()) return false;
    look_at_neurons(sim);
    look_at_weights(sim, part_, parts_);
    part_ = (part_ + 1) % parts_;
    return false;
  }
  void end(auto& sim, auto&) {
    look_at_neurons(sim);
    look_at_weights(sim, 0, 1);
  }

private:
  template <class State>
  [[noreturn, gnu::cold]] static void stop(const State& state, std::string_view what, std::string_view where,
                                           std::uint64_t number, std::string_view advice) {
    raise<run_stopped>({detail::where_stopped(state.step, state.dt), "'", what, "' of ", where, number,
                        " is not finite; see diagnose(sim): ", advice});
  }

  template <class Sim>
  static void look_at_neurons(const Sim& sim) {
    using structure = typename Sim::structure;
    using real = typename Sim::network_type::real;
    const auto& state = sim.state();
    structure::template for_each<item_kind::population>([&](auto k) {
      if constexpr (!structure::template item<k>::listed) {
        const auto& p = item_at<k>(state.items);
        using vars = state_of<typename structure::template model<k>, checked>;
        const auto test = [&]<std::size_t V>(std::integral_constant<std::size_t, V>) {
          const auto& values = variable<V>(p.variables);
          const std::size_t i = detail::first_bad(values.data(), p.size, [](real x) { return x - x == real(0); });
          if (i != p.size)
            stop(state, std::string(structure::names[k]) + "." + std::string(variable_names<vars>[V].view()), "neuron ",
                 i, "a time step that is too long, or weights that are too large");
        };
        [&]<std::size_t... V>(std::index_sequence<V...>) {
          static_cast<void>(test); // of a model without variables
          (test(std::integral_constant<std::size_t, V>{}), ...);
        }
        (std::make_index_sequence<variable_count<vars>>{});
      }
    });
  }

  /// One of `parts` equal parts of the weights of every projection.
  template <class Sim>
  static void look_at_weights(const Sim& sim, std::size_t part, std::size_t parts) {
    using structure = typename Sim::structure;
    using real = typename Sim::network_type::real;
    const auto& state = sim.state();
    structure::template for_each<item_kind::projection>([&](auto k) {
      if constexpr (detail::weights_may_fail<structure, k, real>()) {
        const auto& p = item_at<k>(state.items);
        const auto finite = [](auto x) { return x - x == 0; };
        for (std::size_t s = 0; s < p.values.size(); ++s) {
          const auto& weights = p.values[s].weights.values;
          const std::size_t begin = weights.size() * part / parts, n = weights.size() * (part + 1) / parts - begin;
          if (const std::size_t bad = detail::first_bad(weights.data() + begin, n, finite); bad != n)
            stop(state, std::string(structure::names[k]) + ".w", "synapse ",
                 creation_number(*p.connections, s, begin + bad),
                 "a rule that divides by zero, or weights without a bound");
        }
      }
    });
  }

  detail::look_out turn_;
  std::size_t part_ = 0, parts_ = 1;
};

} // namespace cortexpr
