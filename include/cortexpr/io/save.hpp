// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/io/arrays.hpp>
#include <cortexpr/io/csv.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

namespace cortexpr {

namespace detail {

/// Takes recordings one after the other: into one archive, or each into a table of its own.
class recording_writer {
public:
  [[gnu::cold]] explicit recording_writer(const file_path& path) : path_(path) {
    const std::string ending = path.ending();
    archive_ = ending == ".npz";
    if (!archive_ && ending != ".csv") refuse({path.string(), ": recordings are saved as .npz or .csv"});
  }
  template <class Real>
  [[gnu::cold]] void take(std::string_view name, const trace<Real>& r) {
    std::vector<std::int64_t> which(r.columns());
    for (std::size_t c = 0; c < which.size(); ++c) which[c] = static_cast<std::int64_t>(r.which.unchecked(c));
    if (archive_) {
      add(name, "", r.values, {r.rows(), r.columns()}, r.unit);
      add(name, ".t", times(r.steps, r.dt), {r.rows()}, "s");
      add(name, ".i", which, {which.size()}, "1");
      add_groups(name, r.origin);
      return;
    }
    std::vector<std::string> headings{"t (s)"};
    std::vector<csv_column> columns{times(r.steps, r.dt)};
    for (std::size_t c = 0; c < which.size(); ++c) {
      headings.push_back(joined({name, "[", std::to_string(which[c]), "] (", r.unit, ")"}));
      columns.emplace_back(r.column(c));
    }
    table(name, headings, columns);
  }
  [[gnu::cold]] void take(std::string_view name, const spike_train& r) {
    if (archive_) {
      add(name, ".t", times(r), {r.size()}, "s");
      add(name, ".i", r.neurons, {r.size()}, "1");
      add_groups(name, r.origin);
    } else {
      table(name, {"t (s)", "neuron"}, {times(r), r.neurons});
    }
  }
  [[gnu::cold]] void take(std::string_view name, const rate_trace& r) {
    if (archive_) {
      add(name, "", r.hertz, {r.size()}, "Hz");
      add(name, ".t", times(r.starts, r.dt), {r.size()}, "s");
      if (r.of_groups.empty()) return;
      add_groups(name, r.origin);
      std::vector<double> of_groups;
      for (std::size_t k = 0; k < r.size(); ++k)
        for (const rate_trace& mine : r.of_groups) of_groups.push_back(mine.hertz[k]);
      add(name, ".of_groups", of_groups, {r.size(), r.of_groups.size()}, "Hz");
    } else {
      std::vector<std::string> headings{"t (s)", joined({name, " (Hz)"})};
      std::vector<csv_column> columns{times(r.starts, r.dt), r.hertz};
      for (std::size_t g = 0; g < r.of_groups.size(); ++g) {
        headings.push_back(joined({r.origin.groups->name(g), " (Hz)"}));
        columns.emplace_back(r.of_groups[g].hertz);
      }
      table(name, headings, columns);
    }
  }
  /// Of a monitor: its rows, its result so far where it is one in total, or its spikes.
  template <auto const& D, std::size_t K, class Real>
  [[gnu::cold]] void take(std::string_view name, const monitor_record<D, K, Real>& r, std::int64_t step) {
    using facts = typename monitor_record<D, K, Real>::facts;
    std::vector<double> seconds = times(r.steps, r.dt), values = r.values;
    if constexpr (facts::total) {
      const auto result = r.result();
      seconds = {static_cast<double>(step) * r.dt};
      for (std::size_t k = 0; k < facts::row::columns; ++k) values.push_back(facts::row::si(result, k));
    }
    if (archive_) {
      add(name, "", values, {seconds.size(), facts::row::columns}, r.unit);
      add(name, ".t", seconds, {seconds.size()}, "s");
      if constexpr (facts::lists) add(name, ".neuron", r.neurons, {r.neurons.size()}, "1");
      return;
    }
    std::vector<std::string> headings{"t (s)"};
    std::vector<csv_column> columns{seconds};
    std::vector<std::vector<double>> apart(facts::row::columns);
    if constexpr (facts::lists) {
      headings.emplace_back("neuron");
      columns.emplace_back(r.neurons);
    }
    for (std::size_t k = 0; k < facts::row::columns; ++k) {
      for (std::size_t row = 0; row < seconds.size(); ++row) apart[k].push_back(values[row * facts::row::columns + k]);
      headings.push_back(joined({name, "[", std::to_string(k), "] (", r.unit, ")"}));
      columns.emplace_back(apart[k]);
    }
    table(name, headings, columns);
  }
  [[gnu::cold]] void finish() const {
    if (archive_) write_npz(path_, entries_);
  }

private:
  template <class Number>
  [[gnu::cold]] void add(std::string_view name, std::string_view part, const std::vector<Number>& numbers,
                         const std::vector<std::size_t>& shape, std::string_view unit) {
    entries_.push_back({joined({name, part}), npy_bytes(numbers.data(), shape), std::string(unit)});
  }
  /// Of a population of groups: what they are called, and the first neuron of each, with the number of all at the end.
  [[gnu::cold]] void add_groups(std::string_view name, const recording_origin& origin) {
    if (!origin.groups) return;
    const auto& names = origin.groups->names();
    entries_.push_back({joined({name, ".groups"}), text_bytes({names.begin(), names.end()}, {names.size()}), "1"});
    add(name, ".first", origin.groups->bounds(), {names.size() + 1}, "1");
  }
  [[gnu::cold]] void table(std::string_view name, const std::vector<std::string>& headings,
                           const std::vector<csv_column>& columns) const {
    save_csv(joined({path_.without_ending(), ".", name, ".csv"}), headings, columns);
  }
  [[gnu::cold]] static std::vector<double> times(const std::vector<std::int64_t>& steps, double dt) {
    std::vector<double> seconds(steps.size());
    for (std::size_t k = 0; k < steps.size(); ++k) seconds[k] = static_cast<double>(steps[k]) * dt;
    return seconds;
  }
  [[gnu::cold]] static std::vector<double> times(const spike_train& spikes) {
    std::vector<double> seconds(spikes.size());
    for (std::size_t k = 0; k < seconds.size(); ++k) seconds[k] = spikes.time(k);
    return seconds;
  }

  file_path path_;
  bool archive_ = false;
  std::vector<packed_entry> entries_;
};

} // namespace detail

/// Writes all recordings of a simulation (SI units): `run.npz`, one archive, or `run.csv`, one table per recording
/// ("run.n2.v.csv"). The archive holds for a trace "n2.v" the arrays "n2.v" (time x neuron), "n2.v.t" (s) and "n2.v.i"
/// (which neurons); for spikes "n1.spikes.t" and "n1.spikes.i"; for a rate "n1.rate" (Hz) and "n1.rate.t"; and
/// "units". Of a population of groups it holds their names, "n1.spikes.groups", the first neuron of each and the number
/// of all, "n1.spikes.first", and "n1.rate.of_groups" (bin x group). `sim.save(path)` calls this. Throws `io_error`
/// with the path; the recordings stay in memory.
template <class Net>
void save_recordings(const simulation<Net>& sim, const detail::file_path& path) {
  detail::recording_writer writer(path);
  Net::structure::template for_each<item_kind::record>([&](auto r) {
    const auto& recording = detail::item_at<r>(sim.recording().items);
    if constexpr (detail::MonitorItem<typename Net::structure::template item<r>>)
      writer.take(Net::structure::names[r], recording, sim.state().step);
    else
      writer.take(Net::structure::names[r], recording);
  });
  writer.finish();
}

} // namespace cortexpr
