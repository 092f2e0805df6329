// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/flow/event_flow.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail {

/// The moment at which rules run.
struct moment {
  double t = 0, dt = 1e-4; ///< s
  std::uint64_t step = 0;
  double signal = 0; ///< what rules that need `signal` read
};

/// Where a rule is called from: what its random numbers are told apart by.
enum class hook : std::uint64_t { pre, post, step, operation };

/// Every how many steps a rule's `on_step` runs: its `interval`, or every step.
template <class Rule>
[[gnu::cold]] std::int64_t interval_steps(const Rule& rule, double dt, std::string_view owner) {
  if constexpr (!NamesOnStep<Rule> || !requires { rule.interval; }) {
    return 1;
  } else {
    using interval = std::remove_cvref_t<decltype(rule.interval)>;
    constexpr bool is_time = std::is_same_v<interval, quantity<dim::second>>;
    static_assert(is_time,
                  "cortexpr: the `interval` of a rule with on_step is the time between two calls and has to be "
                  "one: quantity<dim::second> interval = 10_ms; for another meaning choose another name");
    if constexpr (is_time) return whole_steps(rule.interval.si(), dt, "an interval", owner);
    return 1;
  }
}

/// Derives what rules need to know in steps; all or none.
template <class Projection>
[[gnu::cold]] void prepare_rules(Projection& p, double dt, const std::string& label) {
  std::size_t k = 0;
  auto intervals = p.intervals;
  const std::string owner = "projection '" + label + "'";
  std::apply([&](const auto&... rule) { ((intervals[k++] = interval_steps(rule, dt, owner)), ...); }, p.rules.rules);
  if constexpr (flows_at_events<decltype(Projection::rules)>) prepare_tables(p.tables, p.rules, dt, owner);
  if constexpr (flows_every_step<decltype(Projection::rules)>) prepare_steppers(p.steppers, p.rules, dt);
  p.intervals = intervals;
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
      static_assert(
          OnPre<rule<K>, S> || !NamesOnPre<rule<K>>,
          "cortexpr: on_pre of a synapse rule cannot be called, or would change a copy; write void on_pre(auto& "
          "s) const, public: with & and const");
      if constexpr (OnPre<rule<K>, S>)
        if (AllAct || !frozen[K]) std::get<K>(list.rules).on_pre(s);
    };
    (run(std::integral_constant<std::size_t, R>{}), ...);
  }
  template <bool AllAct = false, class S, std::size_t... R>
  void post(S& s, std::index_sequence<R...>) const {
    const auto run = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      static_assert(
          OnPost<rule<K>, S> || !NamesOnPost<rule<K>>,
          "cortexpr: on_post of a synapse rule cannot be called, or would change a copy; write void on_post(auto& "
          "s) const, public: with & and const");
      if constexpr (OnPost<rule<K>, S>)
        if (AllAct || !frozen[K]) std::get<K>(list.rules).on_post(s);
    };
    (run(std::integral_constant<std::size_t, R>{}), ...);
  }
  /// The time since each rule's on_step ran last (s): the time step, or its interval; 0 if it is not due now.
  [[nodiscard]] std::array<double, count> due(const std::array<std::int64_t, count>& every, moment now) const {
    std::array<double, count> since{};
    for (std::size_t k = 0; k < count; ++k)
      if (now.step % static_cast<std::uint64_t>(every[k]) == 0) since[k] = static_cast<double>(every[k]) * now.dt;
    return since;
  }
  /// The same of the rules that run at some targets only, at the one that `post` shows; and of all others.
  template <class Post, std::size_t... R>
  [[nodiscard]] std::array<double, count> due_at(const Post& post, const std::array<double, count>& since,
                                                 std::index_sequence<R...>) const {
    std::array<double, count> here{};
    const auto ask = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      if constexpr (NamesOnStepIf<rule<K>>) {
        static_assert(
            OnStepIf<rule<K>, Post>,
            "cortexpr: on_step_if of a synapse rule cannot be called; write bool on_step_if(const auto& post) "
            "const { return post[\"v\"_name] > -45_mV; }, public, with const after it");
        if constexpr (OnStepIf<rule<K>, Post>)
          if (!frozen[K] && since[K] != 0 && std::get<K>(list.rules).on_step_if(post)) here[K] = since[K];
      }
    };
    (ask(std::integral_constant<std::size_t, R>{}), ...);
    return here;
  }
  template <std::size_t... R>
  [[nodiscard]] static std::array<double, count> due_everywhere(std::array<double, count> since,
                                                                std::index_sequence<R...>) {
    ((NamesOnStepIf<rule<R>> ? void(since[R] = 0) : void()), ...);
    return since;
  }
  template <class S, std::size_t... R>
  void step(S& s, const std::array<double, count>& since, std::index_sequence<R...>) const {
    const auto run = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      static_assert(
          OnStep<rule<K>, S> || !NamesOnStep<rule<K>>,
          "cortexpr: on_step of a synapse rule cannot be called, or would change a copy; write void on_step(auto& "
          "s) const, public: with & and const; the time since the last call is s.dt");
      if constexpr (OnStep<rule<K>, S>) {
        s.dt = quantity<dim::second>(since[K]);
        if (!frozen[K] && since[K] != 0) std::get<K>(list.rules).on_step(s);
      }
    };
    (run(std::integral_constant<std::size_t, R>{}), ...);
  }
};

} // namespace cortexpr::detail
