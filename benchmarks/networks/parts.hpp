// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/core.hpp>
#include <cstdint>

namespace benchmarks {

/// The scaled number of neurons, at least one; halves go to the even number, as in numpy.round.
inline std::int64_t scaled(double number, double scale) {
  return std::max<std::int64_t>(1, std::llrint(number * scale));
}

/// An item (or a family of them) that stands in a description only where it is wanted.
template <bool Wanted, class Item>
constexpr auto only_if(const Item& item) {
  if constexpr (Wanted)
    return item;
  else
    return cortexpr::item_family<>{};
}

} // namespace benchmarks
