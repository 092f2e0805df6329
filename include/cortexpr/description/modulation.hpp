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

/// A projection with a coupling whose route starts at synapses, ends at synapses or does both: "S -> astrocytes.Y",
/// "astrocytes -> S.G". In every step its terms are summed into an input of neurons or a variable of synapses.
template <class Projection, bool From, bool Onto>
struct synapse_coupling_item {
  static constexpr item_kind kind = item_kind::synapse_coupling;
  static constexpr auto text = Projection::text;
  static constexpr route path = read_route(text.view());
  static constexpr std::string_view label = path.label;
  static constexpr bool from_synapses = From, onto_synapses = Onto;
  using projection = Projection;

  Projection given;
};

template <class Item>
inline constexpr bool has_label = Item::kind == item_kind::projection || Item::kind == item_kind::poisson_input ||
                                  Item::kind == item_kind::modulation || Item::kind == item_kind::synapse_coupling;

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

/// Whether a name at one end of a projection's route is that of another projection, and of no population.
template <class Names, class Item>
constexpr bool is_at_synapses(std::string_view name) {
  if constexpr (Item::kind == item_kind::projection) {
    constexpr route path = Item::path;
    return path.fault == route_fault::none && !Names::has(item_kind::population, name) && name != path.label &&
           Names::has(item_kind::projection, name);
  } else {
    return false;
  }
}

/// An item as what it is among the others.
template <class Names, class Item>
constexpr auto settled(const Item& item) {
  if constexpr (Item::kind == item_kind::projection) {
    constexpr bool from = is_at_synapses<Names, Item>(Item::path.source);
    constexpr bool onto = is_at_synapses<Names, Item>(Item::path.target);
    if constexpr (from || (onto && couples<typename Item::rules>))
      return synapse_coupling_item<Item, from, onto>{item};
    else if constexpr (onto)
      return modulation_item<Item>{item, item.place};
    else
      return item;
  } else {
    return item;
  }
}

} // namespace cortexpr::detail
