// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/detail/base/file_path.hpp>
#include <cortexpr/detail/files/listed_synapses.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr {

namespace detail {

/// Which column of a file: its name, or its position, counted from 0.
struct column_name {
  std::string name;
  std::size_t position = 0;

  template <class Word>
    requires std::is_convertible_v<const Word&, std::string_view> column_name(const Word& word)
        : name(std::string_view(word)) {} // NOLINT(google-explicit-constructor)
    template <std::integral Number>
    column_name(Number place) // NOLINT(google-explicit-constructor)
        : position(static_cast<std::size_t>(place)) {
      if (place < Number(0)) raise({"connection_columns: there is no column ", place + 0, "; positions count from 0"});
    }
    [[nodiscard]] bool is_position() const { return name.empty(); }
};

} // namespace detail

/// Which columns of a file of connections hold what, each by its name or its position (from 0), for
/// `read_connections`. Without headings, and in arrays of two dimensions, columns 0 to 3 are read unless told
/// otherwise.
///
/// Example (examples/reference/connection_lists.cpp):
///
///     const auto edges = read_connections("numbered.csv", 1_mV, {.source = "from", .target = "to", .first = 1});
struct connection_columns {
  detail::column_name source = "source", target = "target", weight = "weight", delay = "delay";
  std::uint32_t first = 0; ///< the file's number of the first neuron: 1 if it counts from 1
};

namespace detail {

/// The columns that are wanted of a file, in the order of `list_column`.
struct wanted_columns {
  std::array<column_name, list_columns> names;
  std::array<bool, list_columns> wanted{true, true, false, false};

  wanted_columns(const connection_columns& c, bool weights, bool delays)
      : names{c.source, c.target, c.weight, c.delay}, wanted{true, true, weights, delays} {}

  static constexpr std::array<std::string_view, list_columns> fields{"source", "target", "weight", "delay"};

  /// How many columns are named by their position.
  [[nodiscard]] std::size_t by_position() const {
    std::size_t n = 0;
    for (const column_name& name : names)
      if (name.is_position()) ++n;
    return n;
  }
  /// Positions in a file whose columns have no names.
  [[nodiscard, gnu::cold]] std::array<std::size_t, list_columns> without_names(std::size_t count,
                                                                               const std::string& file) const {
    std::array<std::size_t, list_columns> found{};
    for (std::size_t k = 0; k < list_columns; ++k) {
      if (!wanted[k]) continue;
      if (!names[k].is_position() && names[k].name != fields[k])
        refuse({file, ": has no names of columns, where '", names[k].name,
                "' could be found; give a position: connection_columns{.", fields[k], " = ", k, "}"});
      found[k] = names[k].is_position() ? names[k].position : k;
      if (found[k] >= count) refuse_position(k, found[k], count, file);
    }
    return found;
  }
  /// Positions among columns with names.
  [[nodiscard, gnu::cold]] std::array<std::size_t, list_columns> among(const std::vector<std::string>& has,
                                                                       const std::string& file) const {
    std::array<std::size_t, list_columns> found{};
    for (std::size_t k = 0; k < list_columns; ++k) {
      if (!wanted[k]) continue;
      found[k] = names[k].position;
      if (names[k].is_position()) {
        if (found[k] >= has.size()) refuse_position(k, found[k], has.size(), file);
        continue;
      }
      while (found[k] < has.size() && has[found[k]] != names[k].name) ++found[k];
      if (found[k] == has.size()) refuse_name(k, has, file);
      for (std::size_t other = found[k] + 1; other < has.size(); ++other)
        if (has[other] == names[k].name)
          refuse({file, ": has several columns '", names[k].name,
                  "'; say by position which is meant: connection_columns{.", fields[k], " = ", found[k], "}"});
    }
    return found;
  }

private:
  [[noreturn, gnu::cold]] static void refuse_position(std::size_t k, std::size_t position, std::size_t count,
                                                      const std::string& file) {
    refuse({file, ": has no column ", position, " for the ", fields[k], "; it has ", count,
            count == 1 ? " column" : " columns", ", counted from 0; say which: connection_columns{.", fields[k],
            " = ...}"});
  }
  [[noreturn, gnu::cold]] void refuse_name(std::size_t k, const std::vector<std::string>& has,
                                           const std::string& file) const {
    std::string all;
    for (const auto& other : has) {
      all += all.empty() ? "'" : ", '";
      all += other;
      all += '\'';
    }
    refuse({file, ": has no column '", names[k].name, "'; it has: ", all, "; say which: connection_columns{.",
            fields[k], " = \"...\"}"});
  }
};

} // namespace detail

} // namespace cortexpr
