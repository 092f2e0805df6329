// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/description_checks/items_in_words.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/structure/known_names.hpp>
#include <cortexpr/detail/structure/place.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

// The texts of a description, each with the names and the unit that it has where it stands. The first mistake among
// them is found as a type, so that it is reported by the network itself: few lines of a compiler then lead to it.

namespace cortexpr::detail {

/// Values of a neuron by name, as texts about it may read them: those of `Rows`, of which `Names` lists the names.
template <class Names, class... Rows>
struct named_values {
  using known_names = Names;

  template <fixed_string Name>
  auto operator[](name_constant<Name>) const {
    return found<Name, Rows...>();
  }
  template <fixed_string Name>
  static constexpr bool has_variable(name_constant<Name>) {
    return find_variable<std::tuple_element_t<0, std::tuple<Rows...>>>(Name.view()) != not_found;
  }

private:
  template <fixed_string Name, class Row, class... Others>
  static auto found() {
    constexpr std::size_t k = find_variable<Row>(Name.view());
    if constexpr (k != not_found)
      return quantity<dimension_of<Row, k>>();
    else
      return found<Name, Others...>();
  }
};
template <class M>
using values_in_neuron = named_values<names_of_neuron<M>, state_of<M, checked>, parameters_of<M, checked>>;
template <class M>
using values_in_recording =
    named_values<names_with_inputs<M>, state_of<M, checked>, parameters_of<M, checked>, inputs_of<M, checked>>;
template <class M>
using values_in_operation = named_values<names_with_given<M>, state_of<M, checked>, parameters_of<M, checked>,
                                         shared_of<M, checked>, inputs_of<M, checked>>;
template <class M>
using values_of_population = named_values<names_of_population<M>, shared_of<M, checked>, parameters_of<M, checked>>;

template <class... Mistakes>
struct first_of_mistakes {
  using type = void;
};
template <class First, class... Others>
struct first_of_mistakes<First, Others...> {
  using type = First;
};
template <class... Others>
struct first_of_mistakes<void, Others...> : first_of_mistakes<Others...> {};
template <class... Mistakes>
using first_mistake = typename first_of_mistakes<Mistakes...>::type;

/// The mistake of F, if that is a text, as a value in the unit of `Wanted`, as a condition, or as statements.
template <use_of_text Use, class F, class Wanted, class Place>
constexpr auto find_mistake_of() {
  if constexpr (IsText<F>)
    return std::type_identity<typename F::template mistake<Use, Wanted, Place>>{};
  else
    return std::type_identity<void>{};
}
template <use_of_text Use, class F, class Wanted, class Place>
using mistake_of = typename decltype(find_mistake_of<Use, std::remove_cvref_t<F>, Wanted, Place>())::type;

/// The neurons of item K, or of the population whose event it is, as texts about pairs see them.
template <auto const& D, std::size_t K>
constexpr auto find_values_in_item() {
  using s = structure<D>;
  if constexpr (K == not_found) {
    return std::type_identity<named_values<names_of_listed>>{};
  } else {
    using item = typename s::template item<K>;
    if constexpr (EventItem<item>)
      return std::type_identity<values_in_neuron<typename item::neuron>>{};
    else if constexpr (item::kind != item_kind::population)
      return std::type_identity<named_values<names_of_listed>>{};
    else if constexpr (item::listed)
      return std::type_identity<named_values<names_of_listed>>{};
    else
      return std::type_identity<values_in_neuron<typename item::model>>{};
  }
}
template <auto const& D, std::size_t K>
using values_in_item = typename decltype(find_values_in_item<D, K>())::type;

template <class Option, class M>
constexpr auto find_mistake_of_option() {
  if constexpr (is_parameter<Option> || is_start<Option>) {
    constexpr place_kinds both{place_kind::parameter, place_kind::neuron_variable, place_kind::shared_variable};
    constexpr place at = find_in_model<M>(Option::variable.view(), both);
    if constexpr (at.exists())
      return std::type_identity<mistake_of<use_of_text::value, decltype(Option::value), quantity<at.dims>,
                                           place_of_text<values_in_neuron<M>, no_one, no_one, false, false>>>{};
    else
      return std::type_identity<void>{};
  } else {
    return std::type_identity<void>{};
  }
}
template <class M, class... Options>
first_mistake<typename decltype(find_mistake_of_option<Options, M>())::type...>
mistake_of_options(const std::tuple<Options...>&); // never defined

/// Of a rule for connections, alone or with filters after it.
template <class Rule, class Place>
constexpr auto find_mistake_of_rule() {
  if constexpr (requires(const Rule& r) { r.rule, r.filter; })
    return std::type_identity<
        first_mistake<typename decltype(find_mistake_of_rule<decltype(Rule::rule), Place>())::type,
                      typename decltype(find_mistake_of_rule<decltype(Rule::filter), Place>())::type>>{};
  else if constexpr (requires(const Rule& r) { r.holds; })
    return std::type_identity<mistake_of<use_of_text::condition, decltype(Rule::holds), void, Place>>{};
  else if constexpr (requires(const Rule& r) { r.partners.list; })
    return std::type_identity<mistake_of<use_of_text::partner, decltype(Rule::partners.list), void, Place>>{};
  else if constexpr (requires(const Rule& r) { r.p; })
    return std::type_identity<mistake_of<use_of_text::value, decltype(Rule::p), void, Place>>{};
  else
    return std::type_identity<void>{};
}
template <auto const& D, std::size_t K>
constexpr auto find_mistake_of_projection() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  using pre = values_in_item<D, s::template source_of<K>>;
  using post = values_in_item<D, s::template target_of<K>>;
  using of_pair = place_of_text<post, pre, post, false, false>;
  using rule = typename decltype(find_mistake_of_rule<decltype(item::rule), of_pair>())::type;
  using delay = mistake_of<use_of_text::value, decltype(item::delay), quantity<dim::second>, of_pair>;
  using dendrite = mistake_of<use_of_text::value, decltype(item::dendrite), quantity<dim::second>, of_pair>;
  if constexpr (s::template is_routed<K>())
    return std::type_identity<first_mistake<
        rule,
        mistake_of<use_of_text::value, decltype(item::weight), quantity<s::template weight_dimension<K>()>, of_pair>,
        delay, dendrite>>{};
  else
    return std::type_identity<first_mistake<rule, delay, dendrite>>{};
}
/// Of what is computed in every step for a neuron with model M, from the time and its values.
template <class M>
using place_at_each_step = place_of_text<values_in_neuron<M>, no_one, no_one, true, false, false>;
template <auto const& D, std::size_t K>
constexpr auto find_mistake_of_drive() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr place to = s::template target_place<K>;
  if constexpr (to.kind == place_kind::input && requires(const item& i) { i.policy.f; })
    return std::type_identity<mistake_of<use_of_text::value, decltype(item::policy.f), quantity<to.dims>,
                                         place_at_each_step<typename s::template model<to.item>>>>{};
  else
    return std::type_identity<void>{};
}
template <auto const& D, std::size_t K>
constexpr bool records_function_of_neurons() {
  constexpr place to = structure<D>::template target_place<K>;
  if constexpr (to.kind == place_kind::function)
    return !structure<D>::template item<to.item>::listed;
  else
    return false;
}
template <auto const& D, std::size_t K>
constexpr auto find_mistake_of_record() {
  using s = structure<D>;
  if constexpr (records_function_of_neurons<D, K>())
    return std::type_identity<
        mistake_of<use_of_text::value, typename s::template item<K>::function_type, void,
                   place_of_text<values_in_recording<typename s::template model<s::template target_place<K>.item>>,
                                 no_one, no_one, false, false, false>>>{};
  else
    return std::type_identity<void>{};
}
template <auto const& D, std::size_t P, class Operation>
constexpr auto find_mistake_at_synapses() {
  using s = structure<D>;
  if constexpr (IsText<Operation> && s::template is_routed<P>())
    return std::type_identity<typename Operation::template mistake_at_synapse<
        synapse_view<typename s::template item<P>::rules, double, s::template weight_dimension<P>()>>>{};
  else
    return std::type_identity<void>{};
}
template <auto const& D, std::size_t K>
constexpr auto find_mistake_of_poisson_input() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr std::size_t target = s::template target_of<K>;
  if constexpr (target == not_found || !item::weighs_by_function)
    return std::type_identity<void>{};
  else if constexpr (s::template item<target>::listed)
    return std::type_identity<void>{};
  else if constexpr (s::template target_variable<K>() == not_found)
    return std::type_identity<void>{};
  else
    return std::type_identity<
        mistake_of<use_of_text::value, decltype(item::weight.f), quantity<s::template weight_dimension<K>()>,
                   place_at_each_step<typename s::template model<target>>>>{};
}
template <auto const& D, std::size_t K>
constexpr auto find_mistake_of_operation() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr std::size_t population = s::find_population(item::target.view());
  constexpr std::size_t projection = s::find(item_kind::projection, item::target.view());
  if constexpr (population != not_found) {
    if constexpr (!s::template item<population>::listed) {
      using m = typename s::template model<population>;
      using one = values_in_operation<m>;
      using all = std::conditional_t<sets_shared<m, one, decltype(item::operation)>(), values_of_population<m>, one>;
      return std::type_identity<
          mistake_of<use_of_text::operation, decltype(item::operation), void, place_of_text<all>>>{};
    } else {
      return std::type_identity<void>{};
    }
  } else if constexpr (projection != not_found) {
    return find_mistake_at_synapses<D, projection, decltype(item::operation)>();
  } else {
    return std::type_identity<void>{};
  }
}

/// The mistake of item K of a description; void without one.
template <auto const& D, std::size_t K>
constexpr auto find_mistake_of_item() {
  using item = typename structure<D>::template item<K>;
  if constexpr (OptionsInWords<item>)
    return std::type_identity<decltype(mistake_of_options<typename item::model>(item::options))>{};
  else if constexpr (ConnectedInWords<item>)
    return find_mistake_of_projection<D, K>();
  else if constexpr (DrivenInWords<item>)
    return find_mistake_of_drive<D, K>();
  else if constexpr (WeighedInWords<item>)
    return find_mistake_of_poisson_input<D, K>();
  else if constexpr (RecordedInWords<item>)
    return find_mistake_of_record<D, K>();
  else if constexpr (OperatedInWords<item>)
    return find_mistake_of_operation<D, K>();
  else
    return std::type_identity<void>{};
}
template <auto const& D, std::size_t... K>
first_mistake<typename decltype(find_mistake_of_item<D, K>())::type...>
    find_mistake_of_items(std::index_sequence<K...>); // never defined

/// The first mistake of a text in a description, whose instantiation is the error; void without one.
template <auto const& D>
using mistake_of_texts = decltype(find_mistake_of_items<D>(std::make_index_sequence<structure<D>::size>{}));

// A function fails that nothing evaluates: clang would report all that uses a class or a constant that does.
template <class Mistake>
constexpr auto checked_texts() {
  if constexpr (!std::is_void_v<Mistake>) static_assert(sizeof(Mistake) != 0);
  return std::true_type{};
}
/// Reports it.
template <class Mistake>
inline constexpr bool check_texts = decltype(checked_texts<Mistake>())::value;

} // namespace cortexpr::detail
