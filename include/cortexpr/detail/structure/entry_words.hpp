// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/structure/structure.hpp>
#include <string>
#include <string_view>
#include <type_traits>

namespace cortexpr::detail {

/// What an entry does with its item, in words.
template <auto const& D>
constexpr std::string_view words_of(const schedule_entry& entry) {
  using s = structure<D>;
  bool only_transmits = false, has_coupling = false, keeps_time = false, feeds = false, precise = false;
  s::template for_each<item_kind::projection>([&](auto k) {
    if (k != entry.item) return;
    only_transmits = std::is_same_v<typename s::template item<k>::rules, plasticity<transmit>>;
    has_coupling = couples<typename s::template item<k>::rules>;
    keeps_time = flows_at_events<typename s::template item<k>::rules>;
    feeds = feeds_currents<typename s::template item<k>::rules>;
    precise = s::template carries_offsets<k>();
  });
  bool has_events = false;
  s::template for_each<item_kind::population>(
      [&](auto k) { has_events = has_events || (k == entry.item && EventItem<typename s::template item<k>>); });
  if (has_events) return "find events";
  if (entry.what == verb::couple && has_coupling) return "couple both sides through";
  if (entry.what == verb::relax && keeps_time)
    return "let traces decay, note sums and keep the time of event-driven equations in";
  if (entry.what == verb::flow && feeds) return "sum up currents and integrate clock-driven equations of";
  if (entry.what == verb::deliver && precise)
    return only_transmits ? "deliver spikes to their places within this step through"
                          : "deliver spikes to their places within this step, each through all rules, in";
  if (s::is_precise(entry.item)) {
    if (entry.what == verb::update) return "integrate between events the neurons of";
    if (entry.what == verb::threshold) return "note the located spikes of";
  }
  return entry.what == verb::deliver && only_transmits ? "deliver spikes through" : verb_words(entry.what);
}
/// The same with the name of the item.
template <auto const& D>
std::string text_of(const schedule_entry& entry) {
  return std::string(words_of<D>(entry)).append(" ").append(structure<D>::names[entry.item]);
}

} // namespace cortexpr::detail
