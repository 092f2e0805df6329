// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_models/local_values.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

template <class List, class Real, dimension Unit>
constexpr std::type_identity<List> rules_of(const synapse_view<List, Real, Unit>&);
template <class T>
concept ShowsSynapse = requires(const T& s) {
  rules_of(s);
};

/// Whether synapses have a value of that name.
template <class Synapse>
[[nodiscard]] constexpr bool is_of_synapse(std::string_view name) {
  using list = typename decltype(rules_of(std::declval<const Synapse&>()))::type;
  return name == "w" || find_variable<synapse_variables<list>>(name) != not_found ||
         find_variable<source_variables<list>>(name) != not_found ||
         find_variable<target_variables<list>>(name) != not_found;
}
template <bool Known>
constexpr void require_variable_of_synapses() {
  static_assert(Known,
                "cortexpr: a text that works on synapses names what they do not have: they have w, t, dt and the "
                "variables of their rules");
}
/// The variable of synapse s of that name.
template <fixed_string Name, class Synapse>
[[nodiscard, gnu::always_inline]] constexpr auto& variable_of_synapse(Synapse& s) {
  using list = typename decltype(rules_of(s))::type;
  constexpr std::size_t of_synapse = find_variable<synapse_variables<list>>(Name.view()),
                        of_source = find_variable<source_variables<list>>(Name.view()),
                        of_target = find_variable<target_variables<list>>(Name.view());
  if constexpr (Name.view() == "w")
    return s.w;
  else if constexpr (of_synapse != not_found)
    return variable<of_synapse>(static_cast<synapse_variables<list>&>(s));
  else if constexpr (of_source != not_found)
    return variable<of_source>(static_cast<source_variables<list>&>(s));
  else if constexpr (of_target != not_found)
    return variable<of_target>(static_cast<target_variables<list>&>(s));
  else {
    require_variable_of_synapses<is_of_synapse<Synapse>(Name.view())>();
    return s.w;
  }
}

/// The values of names where an operation in words works on a synapse.
template <class Text, class Synapse, class Locals>
struct leaves_of_operation {
  Synapse& s;
  const Locals& locals;

  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] constexpr auto at() const {
    constexpr const entry& e = program_of<Text>.names[K];
    if constexpr (e.what == role::local && !is_of_synapse<Synapse>(e.name))
      return locals.template at<K>();
    else if constexpr (e.random_uniform)
      return s.uniform();
    else if constexpr (e.random_normal)
      return s.normal();
    else if constexpr (e.name == "t")
      return s.t;
    else if constexpr (e.name == "dt")
      return s.dt;
    else
      return as_value(variable_of_synapse<to_fixed<e.name.size()>(e.name)>(s));
  }
};

/// Runs the statements of a text at a synapse, from number S on.
template <class Text, std::size_t S, class Synapse, class Locals>
constexpr void operate_on_synapse(Synapse& s, const Locals& locals) {
  if constexpr (S < program_of<Text>.statement_count) {
    constexpr const statement& t = program_of<Text>.statements[S];
    constexpr auto name = static_cast<std::size_t>(t.target);
    constexpr std::string_view word = program_of<Text>.names[name].name;
    const auto value =
        value_of<Text, computed{purpose::assignment, S}, t.root>(leaves_of_operation<Text, Synapse, Locals>{s, locals});
    if constexpr (program_of<Text>.names[name].what == role::local && !is_of_synapse<Synapse>(word)) {
      operate_on_synapse<Text, S + 1>(s, with_local<name, decltype(value), Locals>{value, locals});
    } else {
      variable_of_synapse<to_fixed<word.size()>(word)>(s) = value;
      operate_on_synapse<Text, S + 1>(s, locals);
    }
  }
}

} // namespace cortexpr::detail::equation
