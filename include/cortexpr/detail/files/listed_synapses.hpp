// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/base/file_path.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <string>
#include <string_view>
#include <type_traits>
#include <vector>

namespace cortexpr::detail {

/// What a column of a list of connections holds.
enum class list_column : std::uint8_t { source, target, weight, delay };
inline constexpr std::size_t list_columns = 4;

/// Connections as a file lists them, and where in the file they stand, for messages.
struct listed_synapses {
  sequence<std::uint32_t> source, target;
  std::vector<double> weight, delay; ///< SI; empty if they are not read
  double weight_unit = 1, delay_unit = 1;
  std::uint32_t first = 0;          ///< the file's number of the first neuron
  std::uint32_t sources_needed = 0; ///< the largest number of a source, plus 1
  std::uint32_t targets_needed = 0;
  std::string file;
  std::array<std::string, list_columns> columns; ///< in words: "'target' (column 2 of 4)"
  /// Of a text: from this entry on, lines count up from `line`. Empty where entries have no lines.
  struct line_jump {
    std::uint64_t entry, line;
  };
  sequence<line_jump> lines;

  void note_line(std::uint64_t entry, std::uint64_t line) {
    if (lines.empty() || line - lines.back().line != entry - lines.back().entry) lines.push_back({entry, line});
  }
  /// "edges.csv, line 7, 'target' (column 2 of 4)".
  [[nodiscard, gnu::cold]] std::string place(list_column c, std::uint64_t entry) const {
    const std::string& column = columns[static_cast<std::size_t>(c)];
    if (lines.empty()) return joined({file, ", ", column, ", entry ", entry});
    std::size_t k = lines.size() - 1;
    while (k > 0 && lines[k].entry > entry) --k;
    return joined({file, ", line ", lines[k].line + (entry - lines[k].entry), ", ", column});
  }

  /// Appends numbers to a column of sources or targets: every `stride`-th byte begins one of type From.
  template <class From>
  [[gnu::noinline]] void append_neurons(list_column c, const char* bytes, std::size_t count, std::size_t stride) {
    sequence<std::uint32_t>& list = c == list_column::source ? source : target;
    std::uint32_t& needed = c == list_column::source ? sources_needed : targets_needed;
    for (std::size_t k = 0; k < count; ++k) {
      From x;
      std::memcpy(&x, bytes + k * stride, sizeof x);
      const std::uint32_t neuron = neuron_of(c, x, list.size());
      needed = std::max(needed, neuron + 1);
      list.push_back(neuron);
    }
  }
  /// The same for a column of weights or delays.
  template <class From>
  [[gnu::noinline]] void append_values(list_column c, const char* bytes, std::size_t count, std::size_t stride) {
    std::vector<double>& list = c == list_column::weight ? weight : delay;
    for (std::size_t k = 0; k < count; ++k) {
      From x;
      std::memcpy(&x, bytes + k * stride, sizeof x);
      list.push_back(value_of(c, static_cast<double>(x), list.size()));
    }
  }
  /// A number of a neuron as the file has it.
  template <class Number>
  [[nodiscard]] std::uint32_t neuron_of(list_column c, Number x, std::uint64_t entry) const {
    if constexpr (std::is_floating_point_v<Number>) {
      const auto number = static_cast<double>(x);
      if (!(number >= first && number <= largest && number == std::floor(number))) refuse_neuron(c, entry, number);
    } else {
      if (x < Number(0) || static_cast<std::uint64_t>(x) < first || static_cast<std::uint64_t>(x) > largest)
        refuse_neuron(c, entry, x);
    }
    return static_cast<std::uint32_t>(x) - first;
  }
  /// A weight or delay in SI units.
  [[nodiscard]] double value_of(list_column c, double x, std::uint64_t entry) const {
    if (c == list_column::delay && x < 0)
      refuse({place(c, entry), ": a delay of ", x, " is negative; spikes cannot arrive before they are sent"});
    if (!std::isfinite(x)) refuse({place(c, entry), ": ", x, " is not a finite number"});
    return x * (c == list_column::weight ? weight_unit : delay_unit);
  }

private:
  static constexpr std::uint32_t largest = std::numeric_limits<std::uint32_t>::max() - 1;

  template <class Number>
  [[noreturn, gnu::cold, gnu::noinline]] void refuse_neuron(list_column c, std::uint64_t entry, Number x) const {
    const auto number = static_cast<double>(x);
    if (!(number == std::floor(number)))
      refuse({place(c, entry), ": ", number, " is not the number of a neuron; numbers are whole"});
    if (number < 0) refuse({place(c, entry), ": ", x + Number{}, " is negative; neurons are numbered from ", first});
    if (number < first)
      refuse({place(c, entry), ": there is no neuron ", x + Number{}, ", if the first one is ", first,
              ", as connection_columns::first says"});
    refuse({place(c, entry), ": ", x + Number{},
            " is too large for the number of a neuron; identifiers must be translated to the numbers 0, 1, 2, ... "
            "first"});
  }
};

} // namespace cortexpr::detail
