// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/description/projection.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

/// A projection whose route ends at another projection: "dopamine -> S.d". Its spikes add its weight to a variable of
/// the synapses of S. `describe` makes it of a projection when it knows all names.
template <class Projection>
struct modulation_item {
  static constexpr item_kind kind = item_kind::modulation;
  static constexpr auto text = Projection::text;
  static constexpr route path = read_route(text.view());
  static constexpr std::string_view label = path.label;
  using projection = Projection;

  Projection given;
  at place;
};

template <class Item>
inline constexpr bool has_label = Item::kind == item_kind::projection || Item::kind == item_kind::poisson_input ||
                                  Item::kind == item_kind::modulation;

/// How an item is called in messages and by `set`.
template <class Item>
constexpr std::string_view item_name() {
  if constexpr (has_label<Item>)
    return Item::label;
  else if constexpr (Item::kind == item_kind::population || Item::kind == item_kind::operation)
    return Item::name.view();
  else
    return Item::path.view();
}

/// The names of all items of a description to be.
template <class... Items>
struct names_among {
  static constexpr std::size_t size = sizeof...(Items);
  static constexpr std::array<item_kind, size> kinds{Items::kind...};
  static constexpr std::array<std::string_view, size> names{item_name<Items>()...};

  [[nodiscard]] static constexpr bool has(item_kind kind, std::string_view name) {
    for (std::size_t k = 0; k < size; ++k)
      if (kinds[k] == kind && names[k] == name) return true;
    return false;
  }
};

/// Whether the route of an item ends at synapses: a projection is called so, and no population.
template <class Names, class Item>
constexpr bool ends_at_synapses() {
  if constexpr (Item::kind == item_kind::projection) {
    constexpr route path = Item::path;
    return path.fault == route_fault::none && !Names::has(item_kind::population, path.target) &&
           path.target != path.label && Names::has(item_kind::projection, path.target);
  } else {
    return false;
  }
}

/// An item as what it is among the others.
template <class Names, class Item>
constexpr auto settled(const Item& item) {
  if constexpr (ends_at_synapses<Names, Item>())
    return modulation_item<Item>{item, item.place};
  else
    return item;
}

} // namespace cortexpr::detail
