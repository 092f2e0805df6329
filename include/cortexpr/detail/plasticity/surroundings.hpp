// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/plasticity/declared_neurons.hpp>
#include <cortexpr/detail/plasticity/neuron_values.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cstddef>
#include <string_view>
#include <type_traits>
#include <utility>

// What the equations of a rule see around a synapse, in the readings of models: the weight, what the rule declares of
// both neurons, and its own traces.

namespace cortexpr::detail {

/// The number of a neuron on one side, how many there are, and how many synapses it has, for rules that need
/// `which_pair`.
template <neuron_side Side, class Rule>
inline constexpr auto names_of_pair = [] {
  if constexpr (!list_needs<plasticity<Rule>, which_pair>)
    return std::array<std::string_view, 0>{};
  else if constexpr (Side == neuron_side::pre)
    return std::array<std::string_view, 3>{"i", "N_pre", "N_outgoing"};
  else
    return std::array<std::string_view, 3>{"j", "N_post", "N_incoming"};
}();

/// The names that equations of a rule may say of one side: what it declares, then its traces there, then those of the
/// pair.
template <neuron_side Side, class Rule>
struct names_around {
  using declared = declared_names<Side, plasticity<Rule>>;
  using traces = std::conditional_t<Side == neuron_side::pre, source_part<Rule>, target_part<Rule>>;
  static constexpr std::size_t of_neuron = declared::read.size() + declared::written.size();
  static constexpr std::size_t before_pair = of_neuron + variable_count<traces>,
                               count = before_pair + names_of_pair<Side, Rule>.size();
  static constexpr std::array<std::string_view, count> all = [] {
    std::array<std::string_view, count> names{};
    [[maybe_unused]] auto next = names.begin();
    next = std::copy(declared::read.begin(), declared::read.end(), next);
    next = std::copy(declared::written.begin(), declared::written.end(), next);
    for (std::size_t k = 0; k < variable_count<traces>; ++k) *next++ = variable_names<traces>[k].view();
    for (const std::string_view name : names_of_pair<Side, Rule>) *next++ = name;
    return names;
  }();
  /// The place of a name, or `not_found`.
  static constexpr std::size_t find(std::string_view name) {
    for (std::size_t k = 0; k < count; ++k)
      if (all[k] == name) return k;
    return not_found;
  }
};

/// Units of a rule by itself, which knows neither its neurons nor the receptor: for readings without units.
struct units_unknown {
  static constexpr dimension weight = dim::one;
  template <neuron_side, std::size_t>
  static constexpr dimension of = dim::one;
};

template <neuron_side Side, class I, class Units, class Places>
struct values_around;
template <neuron_side Side, class I, class Units, std::size_t... K>
struct values_around<Side, I, Units, std::index_sequence<K...>> {
  using type = item_list<typename I::template carrier<Units::template of<Side, K>>...>;
};

/// One side in reading I: `n.post["v"_name]`.
template <neuron_side Side, class Rule, class I, class Units>
struct side_around {
  using names = names_around<Side, Rule>;
  static constexpr std::array<std::string_view, names::count> member_names = names::all;
  typename values_around<Side, I, Units, std::make_index_sequence<names::count>>::type values{};

  template <fixed_string Name>
  [[nodiscard, gnu::always_inline]] constexpr auto operator[](name_constant<Name>) const {
    constexpr std::size_t k = names::find(Name.view());
    if constexpr (k != not_found) {
      return item_at<k>(values);
    } else {
      static_assert(
          is_declared_name<Name>,
          "cortexpr: equations of a rule look at a variable of its source or target that it has not declared; see "
          "`Name` beside this sentence; write into the rule: using reads = post<\"v\"> (of the target) or pre<\"v\"> "
          "(of the source); traces of the rule itself need no declaration");
      return typename I::template carrier<dim::one>();
    }
  }
  constexpr auto members() {
    return [this]<std::size_t... K>(std::index_sequence<K...>) { return detail::tie_fields(item_at<K>(values)...); }
    (std::make_index_sequence<names::count>{});
  }
  constexpr auto members() const {
    return [this]<std::size_t... K>(std::index_sequence<K...>) { return detail::tie_fields(item_at<K>(values)...); }
    (std::make_index_sequence<names::count>{});
  }
};

/// The third argument of equations, `flow(s, p, n)`.
template <class Rule, class I, class Units = units_unknown>
struct surroundings {
  static constexpr std::array<std::string_view, 5> member_names{"w", "dt", "active", "pre", "post"};
  typename I::template carrier<Units::weight> w{};
  typename I::template carrier<dim::second> dt{};
  typename I::template carrier<dim::one> active{}; ///< 1, while the rule is frozen 0
  side_around<neuron_side::pre, Rule, I, Units> pre{};
  side_around<neuron_side::post, Rule, I, Units> post{};

  constexpr auto members() { return detail::tie_fields(w, dt, active, pre, post); }
  constexpr auto members() const { return detail::tie_fields(w, dt, active, pre, post); }
};

} // namespace cortexpr::detail
