// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/action_items.hpp>
#include <cortexpr/description/population.hpp>
#include <cortexpr/model/event.hpp>
#include <tuple>
#include <type_traits>

namespace cortexpr {

namespace detail {

/// An event of a model as an item: a population that has no neurons of its own, whose spikes are the events.
template <fixed_string Name, fixed_string Population, class M, class Condition>
struct event_item {
  static constexpr item_kind kind = item_kind::population;
  static constexpr auto name = Name;
  static constexpr auto population = Population;
  static constexpr bool is_event = true, listed = true, flows = false, placed = false, precise = false, locates = false,
                        paced = false;
  using model = spike_times;
  using neuron = M;

  Condition condition;
  given_later size{};
  std::tuple<> options{};
};
template <class Item>
concept EventItem = requires {
  requires Item::is_event;
};

template <class Population, fixed_string Name, class Condition>
constexpr auto item_of_event(const model_event<Name, Condition>& event) {
  return event_item<Population::name + "@" + Name, Population::name, typename Population::model, Condition>{
      event.condition};
}
template <class Item>
concept PopulationWithEvents = Item::kind == item_kind::population&& NamesEvents<typename Item::model>;
/// A population, followed by the events of its model.
template <class Population>
constexpr auto with_events(const Population& population) {
  return std::apply([&](const auto&... event) { return std::tuple(population, item_of_event<Population>(event)...); },
                    Population::model::events);
}

/// "cells@burst" is the event "burst" of the population "cells"; "cells" stands for its spikes.
template <fixed_string Event>
inline constexpr std::size_t population_letters = [] {
  const auto sign = first_place(Event.view(), "@");
  return sign == std::string_view::npos ? Event.view().size() : sign;
}();

} // namespace detail

/// An operation on the neurons of an event. Made by `on_event<"name", "population@event">(f)`.
template <fixed_string Name, fixed_string Event, class Operation>
struct event_operation_item {
  static constexpr item_kind kind = item_kind::operation;
  static constexpr auto name = Name;
  static constexpr auto written =
      detail::to_fixed<detail::population_letters<Event>>(Event.view().substr(0, detail::population_letters<Event>));
  static constexpr detail::sliced_name sliced = detail::read_sliced(written.view());
  static constexpr auto target = detail::to_fixed<sliced.name.size()>(sliced.name);
  static constexpr auto sign = detail::to_fixed<Event.view().size() - detail::population_letters<Event>>(
      Event.view().substr(detail::population_letters<Event>)); ///< "@burst"
  static constexpr auto event = target + sign;
  every period;
  Operation operation;
  at place;
};

namespace detail {

template <class Item>
concept OperatesOnEvent = requires {
  Item::event;
};

} // namespace detail

/// Runs `operation(n)` on every neuron that has an event in this step, by number: `on_event<"calm", "cells@burst">([](
/// auto& n) { n["I_b"_name] = 0_A; })`. `"cells"` instead of `"cells@burst"` stands for spikes. A neuron is what
/// `regularly` shows. Of some neurons by a slice, `"cells[0:20]@burst"`. Option: `at{slot, order}` (default slot
/// after_thresholds, as in Brian2); before the thresholds the events are those of the step before.
template <fixed_string Name, fixed_string Event, class Operation, class... Options>
[[nodiscard]] constexpr auto on_event(Operation operation, Options... options) {
  using namespace detail;
  static_assert(
      !is_population_wide<Operation>,
      "cortexpr: on_event shows the neurons of an event one by one, each of which may change what the population "
      "shares: [](auto& n) { n[\"activity\"_name] += 1; }; population_wide goes with regularly");
  static_assert(read_sliced(event_operation_item<Name, Event, Operation>::written.view()).good,
                "cortexpr: a slice in on_event<\"name\", \"population[begin:end]@event\"> has begin < end, both whole "
                "numbers from 0, and stands "
                "after the population");
  static_assert((is_place<Options>::value && ...), "cortexpr: on_event takes as option at{slot, order}");
  return event_operation_item<Name, Event, Operation>{
      every{}, operation, option_or<is_place>(at{slot::after_thresholds, 0}, std::tuple<Options...>{options...})};
}

} // namespace cortexpr
