// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr {

// A synapse rule is a class. What it defines is what it gets:
//
//   struct synapse   { double spike_count = 0; };  variables of every synapse, with their start values
//   struct at_source { double x = 0; };            variables of every source neuron (of every delay, if they are mixed)
//   struct at_target { double y = 0; };            variables of every target neuron
//   at_source time_constants(at_source) const      makes them traces that decay to 0: a time constant (s) for each;
//   at_target time_constants(at_target) const      traces change by `spike` alone
//   void spike(at_source& x) const                 what a spike does to the traces of its source, after its on_pre
//   void spike(at_target& y) const                 ... of its target, after its on_post
//   void on_pre(auto& s) const                     runs for every synapse at which a spike arrives
//   void on_post(auto& s) const                    runs for every synapse of a target that spikes
//   void on_step(auto& s) const                    runs for every synapse in every step (s.dt)
//   bool on_step_if(const auto& post) const        on_step runs at those targets for which it is true
//   using services = needs<incoming_sum, ...>;     what else it looks at
//   using reads = post<"v">; using writes = ...;   variables of its neurons: s.post["v"_name]
//   static constexpr bool transmits = true;        it acts on the target itself: no `transmit{}` is put in front
//   static constexpr dimension weight_unit = dim::one;   the unit of its weights, where that is not the receptor's
//
// `s` shows all variables by their names, the weight `s.w`, the time `s.t`, and in on_pre `s.receptor`, the variable of
// the target that the projection acts on. Data members of the rule are its parameters.

/// Service: `s.incoming_sum`, the sum of the target's weights in this projection at the start of the step (after
/// the operations of slot start), and `s.in_degree`, the number of its synapses.
struct incoming_sum {};
/// Service: `s.each_sibling(f)` calls f(sibling) for all other synapses of the target, sources ascending; sibling.w
/// is a reference to its weight. `s.w_before` is the synapse's weight before the spike was looked at
/// (`rules_in_turn`: before the spikes of the step were).
struct siblings {};
/// Service: `s.uniform()`, a random number in [0, 1), and `s.normal()`, one of the standard normal distribution, of its
/// own for every synapse, step and call.
struct rng {};

/// Service: `s.pair`, which synapse this is: `s.pair.i` and `s.pair.j`, the numbers of its source and target (in the
/// slices of the route), `s.pair.sources` and `s.pair.targets`, how many there are, `s.pair.in_degree` and
/// `s.pair.out_degree`, how many synapses of this projection the target has, and the source. Equations see them as
/// `n.pre["i"_name]`, "N_pre" and "N_outgoing", `n.post["j"_name]`, "N_post" and "N_incoming".
struct which_pair {};

/// Service (not called signal, as a function of C is): `s.signal`, one number for the whole projection (a reward, a
/// neuromodulator): `drive<"label.signal">(...)` or `sim.set<"label.signal">(value)`.
struct global_signal {};

/// What a rule looks at beyond its own synapse: `using services = needs<siblings>;`
///
/// Example (examples/reference/rule.cpp):
///
///     struct fair_share {
///       using services = needs<incoming_sum>;
///       double rate = 0.1;
///       void on_pre(auto& s) const { s.w += rate * (s.incoming_sum / s.in_degree - s.w); }
///       bool operator==(const fair_share&) const = default;
///     };
template <class... Services>
struct needs {};

/// Variables or parameters of the source neuron of a synapse, which a rule declares: it reads or changes them.
template <fixed_string... Names>
struct pre {};

/// The same of the target neuron.
///
///     using reads = post<"v", "u_minus">;             s.post["v"_name], s.post["u_minus"_name] in every hook
///     using writes = pre_and_post<pre<"x">, post<"x">>;       s.post["x"_name] += a,  s.pre["x"_name] += b
///
/// What is written may be read as well. Names are those of paths: "v", "exc.g", "V_th"; values have their units. Hooks
/// see neurons as they are when the event happens: a variable of the target with all that earlier events of the step
/// have done to it, a variable of the source as it was before the first event of the same kind. Many synapses act on
/// one source at a time, so that its variables can only be added to (+=, -=); sums are added when the last event is
/// over, in an order that does not depend on the number of threads. Parameters, and inputs of
/// targets, are read only. What is written to a
/// variable that a refractory neuron holds is lost.
///
/// Example (examples/reference/pre_post.cpp):
///
///     struct voltage_dependent {
///       using reads = pre_and_post<pre<"store">, post<"v">>;
///       using writes = pre<"store">;
///       static constexpr bool transmits = true;
///
///       void on_pre(auto& s) const {
///         const double open = 1 / (1 + exp(-(s.post["v"_name] + 60_mV) / 5_mV));
///         s.receptor += s.w * open * s.pre["store"_name];
///         s.pre["store"_name] -= 0.1 * s.pre["store"_name];
///       }
///       bool operator==(const voltage_dependent&) const = default;
///     };
template <fixed_string... Names>
struct post {};

/// Variables of both neurons: `using reads = pre_and_post<pre<"x">, post<"v">>;`
template <class... Sides>
struct pre_and_post {};

namespace detail {

// Empty stand-ins carry the rule as a tag, because two empty members of one type would take space.
template <class Rule>
struct no_synapse {};
template <class Rule>
struct no_source {};
template <class Rule>
struct no_target {};

template <class Rule>
struct parts_of {
  static auto synapse() {
    if constexpr (requires { typename Rule::synapse; })
      return std::type_identity<typename Rule::synapse>{};
    else if constexpr (requires { typename Rule::template synapse<checked>; })
      return std::type_identity<typename Rule::template synapse<checked>>{};
    else
      return std::type_identity<no_synapse<Rule>>{};
  }
  static auto source() {
    if constexpr (requires { typename Rule::at_source; })
      return std::type_identity<typename Rule::at_source>{};
    else if constexpr (requires { typename Rule::template at_source<checked>; })
      return std::type_identity<typename Rule::template at_source<checked>>{};
    else
      return std::type_identity<no_source<Rule>>{};
  }
  static auto target() {
    if constexpr (requires { typename Rule::at_target; })
      return std::type_identity<typename Rule::at_target>{};
    else if constexpr (requires { typename Rule::template at_target<checked>; })
      return std::type_identity<typename Rule::template at_target<checked>>{};
    else
      return std::type_identity<no_target<Rule>>{};
  }
};

template <class Rule, class Service>
inline constexpr bool needs_service = false;
template <class Rule, class Service>
  requires requires { typename Rule::services; }
inline constexpr bool needs_service<Rule, Service> = []<class... S>(std::type_identity<needs<S...>>) {
  return (std::is_same_v<S, Service> || ... || false);
}(std::type_identity<typename Rule::services>{});

/// The variables that a rule asks for in every synapse, source and target.
template <class Rule>
using synapse_part = typename decltype(parts_of<Rule>::synapse())::type;
template <class Rule>
using source_part = typename decltype(parts_of<Rule>::source())::type;
template <class Rule>
using target_part = typename decltype(parts_of<Rule>::target())::type;

/// Whether two rules are equal: by their own `==` if they have one, else member by member.
template <class T>
[[nodiscard]] constexpr bool equal_values(const T& a, const T& b) {
  if constexpr (requires { bool(a == b); }) {
    return a == b;
  } else if constexpr (std::is_empty_v<T>) {
    return true;
  } else if constexpr (std::is_aggregate_v<T> && !std::is_array_v<T>) {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
      return (equal_values(field_at<K>(tie_members(a)), field_at<K>(tie_members(b))) && ...);
    }
    (std::make_index_sequence<members_of<const T>::size>{});
  } else {
    static_assert(sizeof(T) == 0, "cortexpr: states of this network cannot be compared, because a rule holds a value "
                                  "that has no ==; give the rule `bool operator==(const my_rule&) const = default;`");
    return false;
  }
}

} // namespace detail

/// A list of rules; an arriving spike runs them in this order.
template <class... Rules>
struct plasticity {
  std::tuple<Rules...> rules;

  constexpr plasticity() = default;
  constexpr explicit plasticity(Rules... list) requires(sizeof...(Rules) > 0) : rules(list...) {}
  void exchange(auto& file) {
    std::apply([&](auto&... rule) { file(rule...); }, rules);
  }
  [[nodiscard]] constexpr bool operator==(const plasticity& o) const {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
      return (detail::equal_values(std::get<K>(rules), std::get<K>(o.rules)) && ... && true);
    }
    (std::index_sequence_for<Rules...>{});
  }
};

namespace detail {

template <class>
inline constexpr bool is_plasticity = false;
template <class... Rules>
inline constexpr bool is_plasticity<plasticity<Rules...>> = true;

/// Parts of several rules as one aggregate: all variables by their names.
template <class... Parts>
struct merged_parts : Parts... {
  // Spelt out: g++ 12 does not take an array initialised by {} for a constant in time.
  static constexpr std::array<std::string_view, sizeof...(Parts)> member_names{
      (static_cast<void>(sizeof(Parts)), std::string_view())...};
  constexpr auto members() { return detail::tie_fields(static_cast<Parts&>(*this)...); }
  constexpr auto members() const { return detail::tie_fields(static_cast<const Parts&>(*this)...); }
  [[nodiscard]] friend bool operator==(const merged_parts& a, const merged_parts& b) {
    return variables(a) == variables(b);
  }
};

template <class List>
struct parts_of_list;
template <class... Rules>
struct parts_of_list<plasticity<Rules...>> {
  using synapse = merged_parts<synapse_part<Rules>...>;
  using source = merged_parts<source_part<Rules>...>;
  using target = merged_parts<target_part<Rules>...>;
  template <class Service>
  static constexpr bool needs = (needs_service<Rules, Service> || ... || false);
};

/// The variables of one synapse under a list of rules, of one source, of one target.
template <class List>
using synapse_variables = typename parts_of_list<List>::synapse;
template <class List>
using source_variables = typename parts_of_list<List>::source;
template <class List>
using target_variables = typename parts_of_list<List>::target;

/// Whether a rule of the list needs a service.
template <class List, class Service>
inline constexpr bool list_needs = parts_of_list<List>::template needs<Service>;

template <class Rule>
inline constexpr bool is_transmitter = requires {
  requires Rule::transmits;
};

template <class Rule>
concept NamesWeightUnit = requires {
  Rule::weight_unit.V;
};
/// The unit of the weights of a projection: what one of its rules says, or `otherwise`. A Poisson input has no rules.
template <class Item>
constexpr dimension weight_unit_or(dimension otherwise) {
  const auto take = [&]<class... Rules>(std::type_identity<plasticity<Rules...>>) {
    const auto one = [&]<class Rule>(std::type_identity<Rule>) {
      if constexpr (NamesWeightUnit<Rule>) otherwise = Rule::weight_unit;
    };
    (one(std::type_identity<Rules>{}), ...);
  };
  if constexpr (requires { typename Item::rules; }) take(std::type_identity<typename Item::rules>{});
  return otherwise;
}

template <class List, template <class> class Has>
inline constexpr bool any_rule = false;
template <class... Rules, template <class> class Has>
inline constexpr bool any_rule<plasticity<Rules...>, Has> = (Has<Rules>::value || ... || false);

} // namespace detail

} // namespace cortexpr
