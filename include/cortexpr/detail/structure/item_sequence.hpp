// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/at.hpp>
#include <boost/hana/concept/sequence.hpp>
#include <boost/hana/core/make.hpp>
#include <boost/hana/drop_front.hpp>
#include <boost/hana/is_empty.hpp>
#include <boost/hana/tuple.hpp>
#include <boost/hana/unpack.hpp>
#include <cortexpr/description/items.hpp>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail {

template <fixed_string Name, class Model, class Size, class... Options>
constexpr auto describe_population(const population_item<Name, Model, Size, Options...>& item) {
  if constexpr (std::is_same_v<Model, spike_times>) {
    using none = no_described_values;
    return described_population<Model, Size, none, none>{Name.view(), {}, {}, item.size, none(item), none(item)};
  } else {
    using parameters = described_values<parameters_of<Model, checked>, parameter_option, Options...>;
    using start = described_values<state_of<Model, checked>, start_option, Options...>;
    return described_population<Model, Size, parameters, start>{
        Name.view(), {}, {}, item.size, parameters(item.options), start(item.options)};
  }
}

template <EventItem Item>
constexpr auto describe_population(const Item& item) {
  using none = no_described_values;
  return described_population<spike_times, given_later, none, none>{Item::name.view(), {},         {},
                                                                    item.size,         none(item), none(item)};
}

template <class Item>
constexpr auto describe_projection(const Item& item) {
  const auto rules = std::apply([](const auto&... rule) { return boost::hana::make_tuple(rule...); }, item.list.rules);
  using described = described_projection<decltype(item.rule), decltype(plain_value(item.weight)),
                                         decltype(plain_value(item.delay)), std::remove_const_t<decltype(rules)>>;
  return described{Item::label,
                   {},
                   Item::path.source,
                   Item::path.target,
                   Item::path.receptor,
                   item.rule,
                   plain_value(item.weight),
                   plain_value(item.delay),
                   rules};
}

/// An item of a description as `net::items` shows it.
template <class Item>
constexpr auto described_item(const Item& item) {
  if constexpr (Item::kind == item_kind::population)
    return describe_population(item);
  else if constexpr (Item::kind == item_kind::projection)
    return describe_projection(item);
  else if constexpr (Item::kind == item_kind::modulation || Item::kind == item_kind::synapse_coupling)
    return describe_projection(item.given);
  else if constexpr (Item::kind == item_kind::drive)
    return described_drive<decltype(item.policy)>{
        Item::path.view(), {}, Item::target.item, Item::target.part, item.policy};
  else if constexpr (Item::kind == item_kind::poisson_input)
    return described_poisson_input<decltype(item.weight), decltype(item.rate)>{
        Item::label, {}, Item::path.target, Item::path.receptor, item.rate, item.weight};
  else if constexpr (Item::kind == item_kind::record)
    return described_recording{Item::path.view(), {}, Item::target.item, Item::target.part, item.period.period};
  else
    return described_operation<decltype(item.operation)>{
        Item::name.view(), {}, Item::target.view(), item.period.period, item.operation};
}

struct item_sequence_tag {};

/// All items of a description in its order.
template <class Description>
constexpr auto described_items(const Description& d) {
  return boost::hana::unpack(d.items,
                             [](const auto&... item) { return boost::hana::make_tuple(described_item(item)...); });
}

/// All items of description D, a boost::hana::Sequence. Networks refer to it without knowing it, so that programs that
/// do not use it do not compile it.
template <auto const& D>
struct item_sequence {
  using hana_tag = item_sequence_tag;
  decltype(described_items(D)) items = described_items(D);

  template <class N>
  constexpr const auto& operator[](const N& n) const {
    return boost::hana::at(items, n);
  }
};
template <auto const& D>
inline constexpr item_sequence<D> item_sequence_of{};

} // namespace cortexpr::detail

namespace boost::hana {

// What Hana asks of a sequence. Algorithms make tuples from it.
template <>
struct Sequence<cortexpr::detail::item_sequence_tag> {
  static constexpr bool value = true;
};
template <>
struct make_impl<cortexpr::detail::item_sequence_tag> : make_impl<tuple_tag> {};
template <>
struct at_impl<cortexpr::detail::item_sequence_tag> {
  template <class Items, class N>
  static constexpr decltype(auto) apply(Items&& all, const N& n) {
    return at(static_cast<Items&&>(all).items, n);
  }
};
template <>
struct drop_front_impl<cortexpr::detail::item_sequence_tag> {
  template <class Items, class N>
  static constexpr auto apply(Items&& all, const N& n) {
    return drop_front(static_cast<Items&&>(all).items, n);
  }
};
template <>
struct is_empty_impl<cortexpr::detail::item_sequence_tag> {
  template <class Items>
  static constexpr auto apply(const Items& all) {
    return is_empty(all.items);
  }
};
template <>
struct unpack_impl<cortexpr::detail::item_sequence_tag> {
  template <class Items, class F>
  static constexpr decltype(auto) apply(Items&& all, F&& f) {
    return unpack(static_cast<Items&&>(all).items, static_cast<F&&>(f));
  }
};

} // namespace boost::hana
