// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/text/text.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr::detail {

/// Neurons [begin, end) of a population.
struct reach {
  std::size_t begin = 0, end = 0;

  [[nodiscard]] constexpr std::size_t size() const { return end - begin; }
  /// Those of them that are in [from, to).
  [[nodiscard]] constexpr reach within(std::size_t from, std::size_t to) const {
    const std::size_t first = begin < from ? from : begin, last = to < end ? to : end;
    return {first, first < last ? last : first};
  }
};

/// A part of a population as written in a path: `cells[0:25]`; without brackets, all of it.
struct slice {
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  bool whole = true;

  /// Its neurons in a population of n.
  [[nodiscard]] constexpr reach of(std::size_t n) const { return whole ? reach{0, n} : reach{begin, end}; }
  [[nodiscard]] constexpr bool overlaps(const slice& other) const {
    return whole || other.whole || (begin < other.end && other.begin < end);
  }
  [[nodiscard]] constexpr bool operator==(const slice&) const = default;
};

/// Why a route cannot be read; `none` if it can.
enum class route_fault { none, no_arrow, no_source, no_target, no_receptor, bad_slice };

/// What a route says: "label: source[a:b] -> target[c:d].receptor". The label may be left out; then the
/// projection is called by its whole route.
struct route {
  std::string_view label, source, target, receptor;
  slice source_slice, target_slice;
  route_fault fault = route_fault::none;
};

constexpr std::string_view trimmed(std::string_view text) {
  while (!text.empty() && text.front() == ' ') text.remove_prefix(1);
  while (!text.empty() && text.back() == ' ') text.remove_suffix(1);
  return text;
}

struct sliced_name {
  std::string_view name;
  slice part;
  bool good = true;
};

constexpr bool read_number(std::string_view text, std::uint32_t& value) {
  std::uint64_t sum = 0;
  if (text.empty()) return false;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    sum = sum * 10 + static_cast<std::uint64_t>(digit - '0');
    if (sum > 0xffffffffu) return false;
  }
  value = static_cast<std::uint32_t>(sum);
  return true;
}

constexpr sliced_name read_sliced(std::string_view text) {
  const auto open = first_place(text, "[");
  if (open == std::string_view::npos) return {trimmed(text), {}, true};
  const auto colon = first_place(text, ":", open);
  const auto close = first_place(text, "]", open);
  sliced_name result{trimmed(text.substr(0, open)), {.begin = 0, .end = 0, .whole = false}, false};
  if (colon == std::string_view::npos || close == std::string_view::npos || colon > close) return result;
  result.good = read_number(trimmed(text.substr(open + 1, colon - open - 1)), result.part.begin) &&
                read_number(trimmed(text.substr(colon + 1, close - colon - 1)), result.part.end) &&
                result.part.begin < result.part.end && trimmed(text.substr(close + 1)).empty();
  return result;
}

/// What a path is about: "E[0:20]" is the name E and a slice of it; a name with an arrow is a label as it is.
constexpr sliced_name read_holder(std::string_view text) {
  if (first_place(text, "->") != std::string_view::npos) return {text, {}, true};
  return read_sliced(text);
}

/// Reads a route; what is wrong with it stands in `fault`.
[[nodiscard]] constexpr route read_route(std::string_view text) {
  route r;
  const auto arrow = first_place(text, "->");
  r.label = trimmed(text);
  if (arrow == std::string_view::npos) {
    r.fault = route_fault::no_arrow;
    return r;
  }
  std::string_view left = text.substr(0, arrow);
  const std::string_view right = trimmed(text.substr(arrow + 2));
  // A colon inside brackets belongs to a slice.
  const auto colon = first_place(left, ":");
  if (colon != std::string_view::npos && colon < first_place(left, "[")) {
    r.label = trimmed(left.substr(0, colon));
    left = left.substr(colon + 1);
  }
  const auto source = read_sliced(left);
  const auto dot = last_place(right, ".");
  const auto close = last_place(right, "]");
  const bool has_receptor = dot != std::string_view::npos && (close == std::string_view::npos || dot > close);
  std::string_view target_text = has_receptor ? right.substr(0, dot) : right;
  // "cells[0:5].exc" and "cells.exc.s" both name a target first and a variable after the first dot.
  const auto first_dot = first_place(right, ".", close == std::string_view::npos ? 0 : close);
  if (has_receptor) {
    target_text = right.substr(0, first_dot);
    r.receptor = trimmed(right.substr(first_dot + 1));
  }
  const auto target = read_sliced(target_text);
  r.source = source.name;
  r.target = target.name;
  r.source_slice = source.part;
  r.target_slice = target.part;
  if (r.source.empty())
    r.fault = route_fault::no_source;
  else if (r.target.empty())
    r.fault = route_fault::no_target;
  else if (r.receptor.empty())
    r.fault = route_fault::no_receptor;
  else if (!source.good || !target.good)
    r.fault = route_fault::bad_slice;
  return r;
}

} // namespace cortexpr::detail
