// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/structure/check_neurons.hpp>
#include <cortexpr/detail/structure/entry_words.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/units/format.hpp>
#include <ostream>

namespace cortexpr::detail {

/// What comes along pathways after an entry that delivers spikes, or how late on_post is.
template <auto const& D, std::size_t K>
void print_own_delays(std::ostream& out, bool delivers) {
  using list = typename structure<D>::template item<K>::rules;
  const named_delays& delays = structure<D>::template value<K>().own_delays;
  const double post = delays.time_of("post");
  if (!delivers && post != 0) out << ", after " << quantity_text(post, dim::second);
  for (std::size_t k = 0; delivers && k < pathways_of<list>.count; ++k)
    out << ", then along " << pathways_of<list>.all[k] << " after "
        << quantity_text(delays.time_of(pathways_of<list>.all[k]), dim::second);
}

/// The order of work inside one step, in words: a line for each slot that has work, then its entries.
template <auto const& D>
void print_schedule(std::ostream& out) {
  using s = structure<D>;
  slot last{};
  bool first = true;
  std::array<bool, s::size> resets_within{}; // by the integrator, where the threshold is crossed
  s::template for_each<item_kind::population>([&](auto k) {
    if constexpr (!s::template item<k>::listed)
      resets_within[k] = FindsSpikes<typename s::template integrator<k>, typename s::template model<k>> &&
                         Resets<typename s::template model<k>> && s::fused(k);
  });
  for (const schedule_entry& entry : s::schedule) {
    const bool within = resets_within[entry.item];
    if (within && entry.what == verb::reset) continue;
    if (first || entry.place.where != last) out << slot_name(entry.place.where) << ":\n";
    last = entry.place.where;
    first = false;
    out << "  " << text_of<D>(entry);
    s::template for_each<item_kind::population>([&](auto k) {
      if constexpr (s::template item<k>::paced)
        if (k == entry.item)
          out << ", every " << quantity_text(option_or<is_time_step>(time_step{}, s::template value<k>().options).dt);
    });
    if (entry.what == verb::deliver || entry.what == verb::learn || entry.what == verb::raise)
      s::template for_each<item_kind::projection>([&](auto k) {
        if (k == entry.item) print_own_delays<D, k>(out, entry.what == verb::deliver);
      });
    if (within && entry.what == verb::update) out << ", reset where the threshold is crossed";
    if (entry.place.order != 0) out << " (order " << entry.place.order << ')';
    if (entry.what == verb::deliver || entry.what == verb::deliver_in_turn || entry.what == verb::learn ||
        entry.what == verb::act)
      s::template for_each<item_kind::projection>([&](auto k) {
        if (k == entry.item) print_neurons<D, k>(out);
      });
    if (entry.what == verb::flow)
      s::template for_each<item_kind::projection>([&](auto k) {
        if constexpr (any_rule<typename s::template item<k>::rules, equations_look_around>)
          if (k == entry.item) print_neurons<D, k>(out);
      });
    out << '\n';
  }
}

} // namespace cortexpr::detail
