// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_rules/events_of_text.hpp>
#include <cortexpr/detail/equation_rules/leaves_of_synapse.hpp>
#include <cortexpr/detail/equation_rules/neurons_of_rule.hpp>
#include <cortexpr/detail/equation_rules/synapse_layout.hpp>
#include <cortexpr/model/integrators/euler.hpp>
#include <cortexpr/plasticity/with_equations/synapse_equations.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// What equations of synapses have.
struct equations_of_synapses {
  bool flow = false, flow_sees_around = false, current = false;
  bool noise = false, noise_sees_around = false, noise_is_common = false;
  bool event_driven = false, clock_driven = false; ///< flagged so
};
template <class Text>
inline constexpr equations_of_synapses has_equations = [] {
  constexpr auto& program = program_of<Text>;
  equations_of_synapses has;
  bool all_by_event = true;
  for (std::size_t k = 0; k < program.name_count; ++k) {
    const entry& e = program.names[k];
    has.current = has.current || e.summed;
    if (e.what != role::variable || !e.has_flow || layout_of<Text>.of[k] != home::synapse) continue;
    has.flow = true;
    has.clock_driven = has.clock_driven || e.clock_driven;
    all_by_event = all_by_event && e.event_driven;
    has.flow_sees_around = has.flow_sees_around || reads_role(program, e.root, role::input);
    has.noise = has.noise || e.noise[0] != none;
    has.noise_is_common = has.noise_is_common || e.noise_is_common;
    has.noise_sees_around = has.noise_sees_around || reads_role(program, e.noise[0], role::input);
    for (const std::size_t weight : names_at_home<Text, home::weight>) {
      has.flow_sees_around = has.flow_sees_around || reads_name(program, e.root, weight);
      has.noise_sees_around = has.noise_sees_around || reads_name(program, e.noise[0], weight);
    }
  }
  has.event_driven = has.flow && all_by_event && !has.current;
  has.flow = has.flow || has.current; // who feeds its target in every step has equations
  return has;
}();

/// The derivatives of the variables of a synapse, or the amplitudes of their noise.
template <class Text, purpose What, class Out, class Leaves>
[[nodiscard, gnu::always_inline]] constexpr Out flow_of_synapse(const Leaves& leaves) {
  constexpr auto& names = names_at_home<Text, home::synapse>;
  using evaluation = compiled<Text, computed{What}>;
  Out out{};
  const typename evaluation::template kept_values<Leaves> kept(leaves);
  const auto one = [&]<std::size_t Name>(std::integral_constant<std::size_t, Name>) __attribute__((always_inline)) {
    using type = std::remove_cvref_t<decltype(cell_of<Name, Text>(out))>;
    constexpr const entry& e = program_of<Text>.names[Name];
    constexpr std::int16_t root = What == purpose::noise ? e.noise[0] : e.root;
    if constexpr (e.has_flow && root != none)
      cell_of<Name, Text>(out) = type(evaluation::template root<root>(leaves, kept));
    else
      cell_of<Name, Text>(out) = type(0);
  };
  [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline)) {
    (one(std::integral_constant<std::size_t, names[K]>{}), ...);
  }
  (std::make_index_sequence<names.size()>{});
  return out;
}
template <class Text, bool Present, bool SeesAround>
struct rule_flow {};
template <class Text>
struct rule_flow<Text, true, false> {
  template <class S>
  [[gnu::always_inline]] constexpr auto flow(const row<Text, names_at_home<Text, home::synapse>, S>& s) const {
    using out = row<Text, names_at_home<Text, home::synapse>, ddt<S>>;
    using synapse = std::remove_cvref_t<decltype(s)>;
    const leaves_of_synapse<Text, text_rule<Text>, synapse, synapse> leaves{static_cast<const text_rule<Text>&>(*this),
                                                                            s, s};
    return flow_of_synapse<Text, purpose::derivatives, out>(leaves);
  }
};
template <class Text>
struct rule_flow<Text, true, true> {
  template <class S>
  [[gnu::always_inline]] constexpr auto flow(const row<Text, names_at_home<Text, home::synapse>, S>& s,
                                             const text_rule<Text>& rule, const auto& n) const {
    using out = row<Text, names_at_home<Text, home::synapse>, ddt<S>>;
    using synapse = std::remove_cvref_t<decltype(s)>;
    using around = std::remove_cvref_t<decltype(n)>;
    return flow_of_synapse<Text, purpose::derivatives, out>(
        leaves_of_synapse<Text, text_rule<Text>, synapse, around>{rule, s, n});
  }
};

template <class Text, bool Present>
struct rule_noise {};
template <class Text>
struct rule_noise<Text, true> {
  static_assert(
      !has_equations<Text>.noise_sees_around,
      "cortexpr: the noise of a text of synapses depends on variables of the synapse and on parameters, not on "
      "w, x_pre or x_post");
  static_assert(
      !has_equations<Text>.noise_is_common,
      "cortexpr: one xi in two equations of a synapse is one noise, which synapses do not have; xi_1 and xi_2 "
      "are two");
  template <class S>
  [[gnu::always_inline]] constexpr auto noise(const row<Text, names_at_home<Text, home::synapse>, S>& s) const {
    using out = row<Text, names_at_home<Text, home::synapse>, per_root_second<S>>;
    using synapse = std::remove_cvref_t<decltype(s)>;
    return flow_of_synapse<Text, purpose::noise, out>(
        leaves_of_synapse<Text, text_rule<Text>, synapse, synapse>{static_cast<const text_rule<Text>&>(*this), s, s});
  }
};

/// What `x_post = ... (summed)` feeds into the target in every step.
template <class Text>
inline constexpr std::size_t summed_name = [] {
  for (std::size_t k = 0; k < program_of<Text>.name_count; ++k)
    if (program_of<Text>.names[k].summed) return k;
  return no_part;
}();
/// Whether a rule feeds its target without a variable of its own that moves: any integrator does.
template <class Text>
concept StandsStill = summed_name<Text>
!= no_part&& names_at_home<Text, home::synapse>.size() == 0;
template <class Text>
struct rule_integrator {};
template <StandsStill Text>
struct rule_integrator<Text> {
  using integrator = euler;
};
template <class Text>
  requires(!StandsStill<Text>)
&&requires { typename Text::integrator; }
struct rule_integrator<Text> {
  using integrator = typename Text::integrator;
};

/// What the flags (event-driven) and (clock-driven) ask for.
template <class Text>
struct rule_update {};
template <class Text>
  requires(has_equations<Text>.event_driven)
struct rule_update<Text> {
  using update = cortexpr::event_driven;
};
template <class Text>
  requires(has_equations<Text>.clock_driven)
struct rule_update<Text> {
  using update = cortexpr::clock_driven;
};
template <class Text, bool Present>
struct rule_current {};
template <class Text>
struct rule_current<Text, true> {
  template <class Synapse>
  [[gnu::always_inline]] constexpr auto current(const Synapse& s) const {
    constexpr std::int16_t root = program_of<Text>.names[summed_name<Text>].root;
    return value_of<Text, computed{purpose::shorthand, summed_name<Text>}, root>(
        leaves_of_synapse<Text, text_rule<Text>, Synapse, Synapse>{static_cast<const text_rule<Text>&>(*this), s, s});
  }
};

} // namespace cortexpr::detail::equation
