// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/saved_items.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/checkpoint/structure_text.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <cstdio>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>

namespace cortexpr {

namespace detail {

inline constexpr std::uint64_t checkpoint_mark = 0x0a58455452'4f4393; // "\x93" "CORTEX" "\n" as bytes
inline constexpr std::uint32_t checkpoint_version = 3;

/// The part of a rate's recording that is no result yet.
struct open_bin {
  std::string recording;
  std::int64_t period = 1, filled = 0;
  std::uint64_t spikes = 0;
};

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

/// Reads and compares what stands in front of the items.
[[gnu::cold]] inline void read_heading(state_reader& file, const std::string& structure_here) {
  std::uint64_t mark = 0, hash = 0;
  std::uint32_t version = 0;
  if (file.left() < sizeof mark) detail::refuse({file.path(), ": is no checkpoint, it is empty or nearly so"});
  file(mark);
  if (mark != checkpoint_mark) detail::refuse({file.path(), ": is no checkpoint of cortexpr"});
  file(version);
  if (version != checkpoint_version)
    detail::refuse({file.path(), ": is a checkpoint of version ", version, "; this program reads version ",
                    checkpoint_version, ": load it with the cortexpr that wrote it"});
  file.verify();
  file(hash);
  const std::string structure_there = file.text();
  if (hash == hash_name(structure_here) && structure_there == structure_here) return;
  const auto [there, here] = first_difference(structure_there, structure_here);
  detail::refuse(
      {file.path(), ": is the state of another network: it has (", there, ") where this one has (", here, ")"});
}

/// Refuses connections with which the recording of synapses cannot go on.
template <class Real>
void check_recording(const trace<Real>& r, std::uint64_t synapses, const std::string& path, std::string_view name) {
  bool fits = true;
  if (r.which.everything())
    fits = r.rows() == 0 || r.columns() == synapses;
  else
    for (std::size_t k = 0; k < r.columns(); ++k) fits = fits && r.which.unchecked(k) < synapses;
  if (!fits)
    detail::refuse({path, ": has ", synapses, " synapses, which do not fit to recording '", name,
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
    if constexpr (s::template target_place<r>.kind == place_kind::rate) f(item_at<r>(recording.items), s::names[r]);
  });
}

/// Lets recordings go on with a state that was read: all synapses may be others, and a rate's open bin goes on.
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

} // namespace detail

/// What `simulation::save_state` does: see there, and docs/checkpoints.md for the format.
template <class Net>
void save_checkpoint(const simulation<Net>& sim, const detail::file_path& path) {
  using s = typename Net::structure;
  const typename Net::state& state = sim.state();
  const std::string structure_here = detail::structure_text<Net::description_value, typename Net::real>();
  detail::state_writer file(path);
  file(detail::checkpoint_mark, detail::checkpoint_version, detail::hash_name(structure_here));
  file.text(structure_here);
  file(state.step, state.dt, state.seed);
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    (detail::write_item<Net::description_value, K>(file, state), ...);
  }
  (s::indices);
  std::uint32_t bins = 0;
  detail::each_rate_recording<Net>(sim.recording(), [&](const rate_trace&, std::string_view) { ++bins; });
  file(bins);
  detail::each_rate_recording<Net>(sim.recording(), [&](const rate_trace& r, std::string_view name) {
    file.text(name);
    file(r.period, r.filled, r.spikes);
  });
  file.finish();
}

/// What `simulation::load_state` does: see there.
template <class Net>
void load_checkpoint(simulation<Net>& sim, typename Net::recording& recording, const detail::file_path& path) {
  const typename Net::state& present = sim.state();
  detail::state_reader file(path);
  detail::read_heading(file, detail::structure_text<Net::description_value, typename Net::real>());
  typename Net::state fresh;
  fresh.team_size = present.team_size;
  detail::sequence<detail::open_bin> bins;
  const auto read = [&] {
    file(fresh.step, fresh.dt, fresh.seed);
    if (fresh.dt != present.dt)
      detail::refuse({file.path(), ": was saved with a time step of ", detail::quantity_text(fresh.dt, dim::second),
                      ", this simulation has ", detail::quantity_text(present.dt, dim::second),
                      "; build it with time_step{...} as it was"});
    if (fresh.step < 0) file.damaged("it lies before the beginning");
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      (detail::read_item<Net::description_value, K>(file, fresh, present), ...);
    }
    (Net::structure::indices);
    detail::check_together(file, fresh);
    detail::bundle_again(file, fresh);
    std::uint32_t count = 0;
    file(count);
    for (std::uint32_t k = 0; k < count; ++k) {
      detail::open_bin bin;
      bin.recording = file.text();
      file(bin.period, bin.filled, bin.spikes);
      if (bin.filled < 0 || bin.filled >= bin.period) file.damaged("a bin of a rate is too full");
      bins.push_back(bin);
    }
    if (file.left() != 0) file.damaged("it goes on behind its end");
    Net::prepare(fresh);
  };
#if defined(__cpp_exceptions)
  try {
    read();
  } catch (const invalid_value& problem) {
    file.damaged(problem.what());
  }
#else
  read();
#endif
  detail::each_synapse_recording<Net>(std::as_const(recording), fresh,
                                      [&](const auto& r, std::string_view name, const auto& p) {
                                        detail::check_recording(r, p.connections->synapses, file.path(), name);
                                      });
  sim.state() = std::move(fresh);
  detail::fit_recordings<Net>(recording, sim.state(), bins);
}

} // namespace cortexpr
