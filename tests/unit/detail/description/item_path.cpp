// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/detail/description/item_path.hpp>
#include <string_view>

namespace {

using cortexpr::detail::split_path;

// Names of variables: the item first, its part after the dot.
constexpr bool splits(std::string_view text, std::string_view item, std::string_view part) {
  return split_path(text).item == item && split_path(text).part == part;
}
static_assert(splits("n1", "n1", ""));
static_assert(splits("n1.v", "n1", "v"));
static_assert(splits("n1.exc.g", "n1", "exc.g"));
static_assert(splits("a -> b.exc", "a -> b.exc", ""));
static_assert(splits("a -> b.exc.w", "a -> b.exc", "w"));
static_assert(splits("a[0:5] -> b[1:2].exc.delay", "a[0:5] -> b[1:2].exc", "delay"));

} // namespace
