// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/monitor/selection.hpp>
#include <cortexpr/groups/neuron_groups.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

/// What a recording says when it is asked for what it does not hold.

namespace cortexpr::detail {

/// The name of a recording, and where a stream has written its beginning.
struct recording_origin {
  std::string name;
  std::string folder;                          ///< of the stream
  std::uint64_t streamed = 0;                  ///< rows, spikes or bins in that folder
  std::shared_ptr<const neuron_groups> groups; ///< of the population; none unless it consists of groups
};

/// The neurons of one group.
struct group_range {
  std::uint32_t first = 0, size = 0;
  [[nodiscard]] bool holds(std::uint64_t neuron) const { return neuron >= first && neuron - first < size; }
};
/// The number of the group of this name; throws `invalid_value` if there is none.
[[nodiscard, gnu::cold]] inline std::size_t find_group(const recording_origin& of, std::string_view group) {
  if (!of.groups)
    raise({"recording '", of.name, "': there is no group '", group, "', because what it records has no groups"});
  return of.groups->index_of(group, of.name);
}
[[nodiscard]] inline group_range neurons_of_group(const recording_origin& of, std::string_view group) {
  const std::size_t g = find_group(of, group);
  return {of.groups->first(g), of.groups->size(g)};
}
/// What is recorded of one group, numbered within it.
[[nodiscard, gnu::cold]] inline selection selection_in(const selection& all, const group_range& group,
                                                       const std::string& name) {
  selection mine;
  if (all.everything()) {
    mine.all(group.size);
  } else {
    std::vector<std::uint64_t> list;
    for (std::size_t k = 0; k < all.size(); ++k)
      if (group.holds(all.unchecked(k))) list.push_back(all.unchecked(k) - group.first);
    mine.these(list, group.size, name);
  }
  return mine;
}
/// The same origin for a recording of one group: "cortex.v" becomes "L4E.v".
[[nodiscard, gnu::cold]] inline recording_origin origin_in(const recording_origin& all, std::string_view group) {
  recording_origin mine = all;
  mine.name = joined({group, all.name.substr(std::min(all.name.find('.'), all.name.size()))});
  mine.groups = nullptr;
  return mine;
}

/// What the columns of a trace are, in the plural, and the function that reads a column by the number of one.
[[nodiscard, gnu::cold]] inline std::string_view plural_of(columns_of kind) {
  return kind == columns_of::neurons    ? "neurons"
         : kind == columns_of::synapses ? "synapses"
         : kind == columns_of::targets  ? "targets"
                                        : "numbers of a result";
}
[[nodiscard, gnu::cold]] inline std::string_view reader_of(columns_of kind) {
  return kind == columns_of::neurons    ? "of_neuron("
         : kind == columns_of::synapses ? "of_synapse("
         : kind == columns_of::targets  ? "of_target("
                                        : "column(";
}

/// "recording 'c.v': row 500".
[[gnu::cold]] inline std::string place_in_words(const recording_origin& of, std::string_view what, text_piece wrote) {
  return joined({"recording ", of.name.empty() ? "" : "'", of.name, of.name.empty() ? "of your own" : "'", ": ", what,
                 " ", wrote});
}

/// Refuses a row, spike or bin. `there` says what the recording holds if it holds anything; `array` is the ending of
/// its name in a stream.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_place(const recording_origin& of, std::string_view what,
                                                                text_piece wrote, std::size_t size,
                                                                const std::string& there, std::string_view array) {
  std::string text = place_in_words(of, what, wrote) + " does not exist";
  if (size > 0)
    text += joined({"; there are ", size, of.streamed > 0 ? " in memory" : "", there});
  else if (of.streamed == 0)
    text += "; nothing is recorded yet, or all of it was cleared";
  if (of.streamed > 0)
    text += joined({"; ", of.streamed, size > 0 ? " earlier ones" : "", " were written to the folder \"", of.folder,
                    "\": read_stream<double>(\"", of.folder, "\", \"", of.name, array, "\")"});
  raise(text);
}

/// Refuses a column.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_column(const recording_origin& of, text_piece wrote,
                                                                 const selection& which, columns_of kind,
                                                                 std::uint64_t as_number) {
  std::string text =
      joined({place_in_words(of, "column", wrote), " does not exist; ", which.columns_in_words(plural_of(kind))});
  if (which.column_of(as_number) < which.size())
    text += joined({"; ", reader_of(kind), as_number, ") reads by number"});
  raise(text);
}

/// Refuses the number of a neuron, synapse or target that is not recorded, or of another kind than the columns.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_number(const recording_origin& of, std::string_view asked_for,
                                                                 text_piece wrote, const selection& which,
                                                                 columns_of kind, bool another_kind) {
  const std::string all = joined({plural_of(kind), kind == columns_of::targets ? " of a projection" : ""});
  const std::string start = place_in_words(of, asked_for, wrote);
  if (another_kind) raise({start, " was asked for, but its columns are ", all, ": write ", reader_of(kind), "...)"});
  if (which.everything()) raise({start, " does not exist; there are ", which.size(), ", numbered from 0"});
  raise({start, " is not recorded; recorded are the ", all, " ", which.numbers_in_words()});
}

} // namespace cortexpr::detail
