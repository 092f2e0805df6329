// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/monitor/selection.hpp>
#include <cortexpr/units/format.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What a recording says when it is asked for what it does not hold.

namespace cortexpr::detail {

/// What a recording is called, and where the beginning of it went.
struct recording_origin {
  std::string name;
  std::string folder;         ///< that a stream wrote it to
  std::uint64_t streamed = 0; ///< rows, spikes or bins in that folder
};

/// "recording 'c.v': row 500".
[[gnu::cold]] inline std::string place_in_words(const recording_origin& of, std::string_view what, text_piece wrote) {
  return joined({"recording ", of.name.empty() ? "" : "'", of.name, of.name.empty() ? "of your own" : "'", ": ", what,
                 " ", wrote});
}

/// Refuses a row, spike or bin. `there` says what the recording holds if it holds anything, `array` how a stream calls
/// it.
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
  const bool neurons = kind == columns_of::neurons, synapses = kind == columns_of::synapses;
  const std::string_view all = neurons ? "neurons" : synapses ? "synapses" : "targets";
  const std::string_view reads = neurons ? "of_neuron(" : synapses ? "of_synapse(" : "of_target(";
  std::string text = joined({place_in_words(of, "column", wrote), " does not exist; ", which.columns_in_words(all)});
  if (which.column_of(as_number) < which.size()) text += joined({"; ", reads, as_number, ") reads by number"});
  raise(text);
}

/// Refuses a number of a neuron, synapse or target that is not recorded, or that a recording does not count.
[[noreturn, gnu::cold, gnu::noinline]] inline void refuse_number(const recording_origin& of, std::string_view asked_for,
                                                                 text_piece wrote, const selection& which,
                                                                 columns_of kind, bool another_kind) {
  const bool neurons = kind == columns_of::neurons, synapses = kind == columns_of::synapses;
  const std::string_view all = neurons ? "neurons" : synapses ? "synapses" : "targets of a projection";
  const std::string start = place_in_words(of, asked_for, wrote);
  if (another_kind)
    raise({start, " was asked for, but its columns are ", all, ": write ",
           neurons    ? "of_neuron"
           : synapses ? "of_synapse"
                      : "of_target",
           "(...)"});
  if (which.everything()) raise({start, " does not exist; there are ", which.size(), ", numbered from 0"});
  raise({start, " is not recorded; recorded are the ", all, " ", which.numbers_in_words()});
}

} // namespace cortexpr::detail
