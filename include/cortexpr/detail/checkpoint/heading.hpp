// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

/// What precedes the items in a checkpoint: a mark, the version of the format, and the text that tells what network it
/// is of, with a hash.

namespace cortexpr::detail {

inline constexpr std::uint64_t checkpoint_mark = 0x0a58455452'4f4393; // "\x93" "CORTEX" "\n" as bytes
inline constexpr std::uint32_t checkpoint_version = 4;

inline void write_heading(state_writer& file, const std::string& structure_here) {
  file(checkpoint_mark, checkpoint_version, hash_name(structure_here));
  file.text(structure_here);
}

/// The first line in which two texts differ.
[[gnu::cold]] inline std::pair<std::string, std::string> first_difference(std::string_view a, std::string_view b) {
  const auto next = [](std::string_view& text) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    return line;
  };
  while (!a.empty() || !b.empty()) {
    const std::string_view x = next(a), y = next(b);
    if (x != y) return {std::string(x.empty() ? "nothing" : x), std::string(y.empty() ? "nothing" : y)};
  }
  return {};
}

/// Reads what precedes the items, and refuses a file that is no checkpoint of this network.
[[gnu::cold]] inline void read_heading(state_reader& file, const std::string& structure_here) {
  std::uint64_t mark = 0, hash = 0;
  std::uint32_t version = 0;
  if (file.left() < sizeof mark) refuse({file.path(), ": is no checkpoint, it is empty or nearly so"});
  file(mark);
  if (mark != checkpoint_mark) refuse({file.path(), ": is no checkpoint of cortexpr"});
  file(version);
  if (version != checkpoint_version)
    refuse({file.path(), ": is a checkpoint of version ", version, "; this program reads version ", checkpoint_version,
            ": load it with the cortexpr that wrote it"});
  file.verify();
  file(hash);
  const std::string structure_there = file.text();
  if (hash == hash_name(structure_here) && structure_there == structure_here) return;
  const auto [there, here] = first_difference(structure_there, structure_here);
  refuse({file.path(), ": is the state of another network: it has (", there, ") where this one has (", here, ")"});
}

} // namespace cortexpr::detail
