// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/network/network.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

/// What a checkpoint holds of recordings: no results, only what they need to continue.

namespace cortexpr::detail {

/// The part of a rate's recording that is no result yet.
struct open_bin {
  std::string recording;
  std::int64_t period = 1, filled = 0;
  std::uint64_t spikes = 0;
};

/// Refuses connections that do not fit the recording of synapses so far.
template <class Real>
void check_recording(const trace<Real>& r, std::uint64_t synapses, const std::string& path, std::string_view name) {
  bool fits = true;
  if (r.which.everything())
    fits = r.rows() == 0 || r.columns() == synapses;
  else
    for (std::size_t k = 0; k < r.columns(); ++k) fits = fits && r.which.unchecked(k) < synapses;
  if (!fits)
    refuse({path, ": has ", synapses, " synapses, which do not fit recording '", name,
            "' of this simulation; build it with the seed and the settings of the one that was saved"});
}

/// Calls f(recording, name, projection) for the recordings of synapses.
template <class Net, class Recording, class F>
void each_synapse_recording(Recording& recording, const typename Net::state& state, F&& f) {
  using s = typename Net::structure;
  s::template for_each<item_kind::record>([&](auto r) {
    constexpr place from = s::template target_place<r>;
    if constexpr (from.is_per_synapse()) f(item_at<r>(recording.items), s::names[r], item_at<from.item>(state.items));
  });
}
template <class Net, class Recording, class F>
void each_rate_recording(Recording& recording, F&& f) {
  using s = typename Net::structure;
  s::template for_each<item_kind::record>([&](auto r) {
    if constexpr (s::template target_place<r>.kind == place_kind::rate) {
      auto& rate = item_at<r>(recording.items);
      f(rate, s::names[r]);
      for (std::size_t g = 0; g < rate.of_groups.size(); ++g)
        f(rate.of_groups[g], joined({s::names[r], " of ", rate.origin.groups->name(g)}));
    }
  });
}

/// Prepares recordings to continue with a state that was read: all synapses may be different ones, and the open bin of
/// a rate is continued.
template <class Net>
void fit_recordings(typename Net::recording& recording, const typename Net::state& state,
                    const sequence<open_bin>& bins) {
  each_synapse_recording<Net>(recording, state, [](auto& r, std::string_view, const auto& p) {
    if (r.which.everything()) r.which.all(p.connections->synapses);
    r.places_in = nullptr;
  });
  each_rate_recording<Net>(recording, [&](rate_trace& r, std::string_view name) {
    r.filled = 0;
    r.spikes = 0;
    for (const open_bin& bin : bins)
      if (bin.recording == name && bin.period == r.period) {
        r.filled = bin.filled;
        r.spikes = bin.spikes;
      }
  });
}

template <class Net>
void write_open_bins(state_writer& file, const typename Net::recording& recording) {
  std::uint32_t bins = 0;
  each_rate_recording<Net>(recording, [&](const rate_trace&, std::string_view) { ++bins; });
  file(bins);
  each_rate_recording<Net>(recording, [&](const rate_trace& r, std::string_view name) {
    file.text(name);
    file(r.period, r.filled, r.spikes);
  });
}
[[nodiscard]] inline sequence<open_bin> read_open_bins(state_reader& file) {
  sequence<open_bin> bins;
  std::uint32_t count = 0;
  file(count);
  for (std::uint32_t k = 0; k < count; ++k) {
    open_bin bin;
    bin.recording = file.text();
    file(bin.period, bin.filled, bin.spikes);
    if (bin.filled < 0 || bin.filled >= bin.period) file.damaged("a bin of a rate is too full");
    bins.push_back(bin);
  }
  return bins;
}

} // namespace cortexpr::detail
