// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/plasticity/views.hpp>
#include <cstdint>
#include <tuple>

namespace cortexpr {

/// The moment at which rules run.
struct moment {
  double t = 0, dt = 1e-4; ///< s
  std::uint64_t step = 0;
  double signal = 0; ///< what rules that need `signal` read
};

namespace detail {

/// Where a rule is called from: what its random numbers are told apart by.
enum class hook : std::uint64_t { pre, post, step, operation };

/// The time since a rule of every step ran last (s): the time step, or its interval; 0 if it is not due now.
template <class Rule>
double rule_interval(const Rule& rule, moment now) {
  if constexpr (requires { rule.interval.si(); }) {
    constexpr double never = 9e15; // steps
    const auto steps =
        static_cast<std::uint64_t>(std::min(std::max(1.0, std::round(rule.interval.si() / now.dt)), never));
    return now.step % steps == 0 ? static_cast<double>(steps) * now.dt : 0;
  } else {
    return now.dt;
  }
}

/// The traces of a rule, its `Part` of each element, decay by one step.
template <class Part, class Rule, class Elements>
void decay(const Rule& rule, Elements& elements, double dt) {
  const auto taus = time_constants_of<Part>(rule);
  [&]<std::size_t... V>(std::index_sequence<V...>) {
    const std::array<double, sizeof...(V)> factors{decay_factor<Rule>(taus[V], dt)...};
    for (auto& element : elements) ((variable<V>(static_cast<Part&>(element)) *= factors[V]), ...);
  }
  (std::make_index_sequence<variable_count<Part>>{});
}

/// Runs those rules of a list on a synapse that define a hook and are not frozen.
template <class List>
struct rule_runner {
  static constexpr std::size_t count = std::tuple_size_v<decltype(List::rules)>;
  template <std::size_t K>
  using rule = std::tuple_element_t<K, decltype(List::rules)>;

  const List& list;
  const std::array<bool, count>& frozen;

  [[nodiscard]] bool none_frozen() const { return std::find(frozen.begin(), frozen.end(), true) == frozen.end(); }
  /// `AllAct`: none is frozen, which need not be asked again.
  template <bool AllAct = false, class S, std::size_t... R>
  void pre(S& s, std::index_sequence<R...>) const {
    const auto run = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      if constexpr (OnPre<rule<K>, S>)
        if (AllAct || !frozen[K]) std::get<K>(list.rules).on_pre(s);
    };
    (run(std::integral_constant<std::size_t, R>{}), ...);
  }
  template <bool AllAct = false, class S, std::size_t... R>
  void post(S& s, std::index_sequence<R...>) const {
    const auto run = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      if constexpr (NamesOnPost<rule<K>>)
        if (AllAct || !frozen[K]) std::get<K>(list.rules).on_post(s);
    };
    (run(std::integral_constant<std::size_t, R>{}), ...);
  }
  template <class S, std::size_t... R>
  void step(S& s, moment now, std::index_sequence<R...>) const {
    const auto run = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      if constexpr (NamesOnStep<rule<K>>) {
        const double interval = rule_interval(std::get<K>(list.rules), now);
        s.dt = quantity<dim::second>(interval);
        if (!frozen[K] && interval != 0) std::get<K>(list.rules).on_step(s);
      }
    };
    (run(std::integral_constant<std::size_t, R>{}), ...);
  }
};

} // namespace detail

} // namespace cortexpr
