// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equation_models/cells.hpp>
#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_rules/bounds_of_text.hpp>
#include <cortexpr/detail/equation_rules/synapse_layout.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/plasticity/with_equations/synapse_equations.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

template <class Text, std::size_t Name>
inline constexpr auto name_constant_of = [] {
  constexpr std::string_view word = program_of<Text>.names[Name].name;
  constexpr std::string_view name = is_of_a_pair(word) ? word : name_in_neuron(word);
  return name_constant<to_fixed<name.size()>(name)>{};
}();

/// The values of names where a rule acts on a synapse: its variables, the rule's parameters, its neurons.
template <class Text, class Rule, class Synapse, class Locals>
struct leaves_of_event {
  const Rule& rule;
  Synapse& s;
  const Locals& locals;

  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] constexpr auto at() const {
    constexpr const entry& e = program_of<Text>.names[K];
    if constexpr (e.what == role::parameter)
      return cell_of<K, Text>(rule);
    else if constexpr (e.what == role::local)
      return locals.template at<K>();
    else if constexpr (e.what == role::variable && layout_of<Text>.of[K] == home::weight)
      return as_value(s.w);
    else if constexpr (e.what == role::variable)
      return cell_of<K, Text>(s);
    else if constexpr (e.random_uniform)
      return s.uniform();
    else if constexpr (e.random_normal)
      return s.normal();
    else if constexpr (e.name == "t")
      return s.t;
    else if constexpr (e.name == "dt")
      return s.dt;
    else if constexpr (is_of_a_pair(e.name))
      return number_of_pair<K>();
    else if constexpr (is_of_source(e.name))
      return as_value(s.pre[name_constant_of<Text, K>]);
    else
      return as_value(s.post[name_constant_of<Text, K>]);
  }
  template <std::int16_t N>
  [[nodiscard, gnu::always_inline]] constexpr double constant() const {
    return constant_of<Text, N>(rule);
  }
  template <std::size_t K>
  [[nodiscard]] constexpr double number_of_pair() const {
    constexpr std::string_view name = program_of<Text>.names[K].name;
    if constexpr (name == "i")
      return s.pair.i;
    else if constexpr (name == "j")
      return s.pair.j;
    else if constexpr (name == "N_pre")
      return s.pair.sources;
    else if constexpr (name == "N_post")
      return s.pair.targets;
    else if constexpr (name == "N_incoming")
      return s.pair.in_degree;
    else
      return s.pair.out_degree;
  }
};

/// The values of names in the equations of a synapse, in any reading: `n` is what is around it.
template <class Text, class Rule, class Synapse, class Around>
struct leaves_of_synapse {
  const Rule& rule;
  const Synapse& s;
  const Around& n;

  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] constexpr auto at() const {
    constexpr const entry& e = program_of<Text>.names[K];
    if constexpr (e.what == role::parameter)
      return cell_of<K, Text>(rule);
    else if constexpr (e.what == role::variable && layout_of<Text>.of[K] == home::weight)
      return n.w;
    else if constexpr (e.what == role::variable)
      return cell_of<K, Text>(s);
    else if constexpr (e.name == "i" || e.name == "N_pre" || e.name == "N_outgoing" || is_of_source(e.name))
      return n.pre[name_constant_of<Text, K>];
    else
      return n.post[name_constant_of<Text, K>];
  }
};

} // namespace cortexpr::detail::equation
