// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
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
/// The weight and the names of variables.
template <class... Variables>
constexpr auto names_among() {
  std::array<std::string_view, (variable_count<Variables> + ... + 1)> all{"w"};
  std::size_t n = 1;
  const auto add = [&]<class V>(std::type_identity<V>) {
    for (std::size_t k = 0; k < variable_count<V>; ++k) all[n++] = variable_names<V>[k].view();
  };
  (add(std::type_identity<Variables>{}), ...);
  return all;
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
  else
    return variable<of_target>(static_cast<target_variables<list>&>(s));
}
/// What a synapse on which an operation works has by name.
template <class Synapse>
struct named_synapse {
  static constexpr bool of_synapse = true;
  struct known_names {
    static constexpr bool says_whose = true;
    static constexpr std::string_view words = "variable of these synapses, which have w, t, dt and the variables of "
                                              "their rules";
    static constexpr auto names() {
      using list = typename decltype(rules_of(std::declval<const Synapse&>()))::type;
      return names_among<synapse_variables<list>, source_variables<list>, target_variables<list>>();
    }
  };
  template <fixed_string Name>
  auto operator[](name_constant<Name>) const -> decltype(as_value(variable_of_synapse<Name>(std::declval<Synapse&>())));
};

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
