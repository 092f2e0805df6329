// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr {

// A synapse rule is a class. What it defines is what it gets:
//   struct synapse { double spike_count = 0; };   variables of every synapse, with their start values
//   static void on_pre(auto& s)                   runs when a spike arrives: s.w is the weight, s.spike_count the
//                                                 variable, s.receptor the target's receptor variable
// Data members of the rule are its parameters; then on_pre is a const member function.

namespace detail {

// Empty stand-ins carry the rule as a tag, because two empty members of one type would take space.
template <class Rule>
struct no_synapse {};

template <class Rule>
struct synapse_part {
  using type = no_synapse<Rule>;
};
template <class Rule>
  requires requires { typename Rule::synapse; }
struct synapse_part<Rule> {
  using type = typename Rule::synapse;
};

} // namespace detail

/// The variables that a rule asks for in every synapse.
template <class Rule>
using synapse_part = typename detail::synapse_part<Rule>::type;

/// A list of rules; an arriving spike runs them in this order.
template <class... Rules>
struct plasticity {
  std::tuple<Rules...> rules;

  constexpr plasticity() = default;
  constexpr explicit plasticity(Rules... list) requires(sizeof...(Rules) > 0) : rules(list...) {}
  [[nodiscard]] bool operator==(const plasticity&) const = default;
};

template <class>
inline constexpr bool is_plasticity = false;
template <class... Rules>
inline constexpr bool is_plasticity<plasticity<Rules...>> = true;

/// The variables of one synapse under a list of rules, all by their names (the rules' parts lend theirs).
template <class List>
struct synapse_variables;
template <class... Rules>
struct synapse_variables<plasticity<Rules...>> : synapse_part<Rules>... {
  // Spelt out: g++ 12 does not take an array initialised by {} for a constant in time.
  static constexpr std::array<std::string_view, sizeof...(Rules)> member_names{
      (static_cast<void>(sizeof(Rules)), std::string_view())...};
  constexpr auto members() { return fields(static_cast<synapse_part<Rules>&>(*this)...); }
  constexpr auto members() const { return fields(static_cast<const synapse_part<Rules>&>(*this)...); }
};

namespace detail {
template <class List>
struct fan_in_needs;
template <class... Rules>
struct fan_in_needs<plasticity<Rules...>> {
  static constexpr bool value = ((requires { Rules::needs_fan_in; }) || ... || false);
};
} // namespace detail

/// Whether a rule of the list looks at all synapses of the target (`static constexpr bool needs_fan_in = true`);
/// it then reads `s.incoming_sum` and `s.in_degree`, kept up to date while weights change.
template <class List>
inline constexpr bool needs_fan_in = detail::fan_in_needs<List>::value;

/// What rules and operations see of one synapse: its variables by name, the weight `w`, and, when a spike arrives,
/// the variable of the target that it acts on.
template <class List, class Real>
struct synapse_view : synapse_variables<List> {
  Real w{};
};

/// A synapse at which a spike arrives.
template <class List, class Real>
struct arrival : synapse_view<List, Real> {
  Real& receptor;          ///< the receptor's variable in the target neuron; what is written is lost while it is held
  double t = 0;            ///< time of arrival (s)
  double incoming_sum = 0; ///< sum of the target's weights in this projection, if a rule needs it
  double in_degree = 0;    ///< number of the target's synapses in this projection, if a rule needs it

  arrival(const synapse_view<List, Real>& s, Real& variable, double now)
      : synapse_view<List, Real>(s), receptor(variable), t(now) {}
};

} // namespace cortexpr
