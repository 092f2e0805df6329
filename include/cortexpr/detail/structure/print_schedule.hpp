// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/structure/structure.hpp>
#include <ostream>

namespace cortexpr::detail {

/// The order of work inside one step, in words: a line for each slot that has work, then its entries.
template <auto const& D>
void print_schedule(std::ostream& out) {
  using s = structure<D>;
  slot last{};
  bool first = true;
  for (const schedule_entry& entry : s::schedule) {
    if (first || entry.place.where != last) out << slot_name(entry.place.where) << ":\n";
    last = entry.place.where;
    first = false;
    out << "  " << s::words_of(entry) << ' ' << s::names[entry.item];
    if (entry.place.order != 0) out << " (order " << entry.place.order << ')';
    out << '\n';
  }
}

} // namespace cortexpr::detail
