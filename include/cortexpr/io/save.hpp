// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/io/csv.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/run/simulation.hpp>
#include <string>
#include <tuple>
#include <vector>

namespace cortexpr {

/// A trace as an array, time x neuron (or synapse), in SI units.
template <class Real>
[[nodiscard]] xt::xtensor<Real, 2> to_array(const trace<Real>& t) {
  xt::xtensor<Real, 2> array(std::array<std::size_t, 2>{t.rows(), t.columns()});
  std::copy(t.values.begin(), t.values.end(), array.begin());
  return array;
}
/// Any list of numbers as a one-dimensional array.
template <class Number>
[[nodiscard]] xt::xtensor<Number, 1> to_array(const std::vector<Number>& list) {
  xt::xtensor<Number, 1> array(std::array<std::size_t, 1>{list.size()});
  std::copy(list.begin(), list.end(), array.begin());
  return array;
}

namespace io::detail {

template <class Recording>
std::vector<double> times_of(const Recording& r, std::size_t n) {
  std::vector<double> t(n);
  for (std::size_t k = 0; k < n; ++k) t[k] = r.time(k);
  return t;
}

template <class Real>
void add_entries(std::vector<npz_entry>& out, const std::string& name, const trace<Real>& r) {
  out.push_back(make_entry(name, to_array(r), r.unit));
  out.push_back(make_entry(name + ".t", to_array(times_of(r, r.rows())), "s"));
  std::vector<std::int64_t> which(r.columns());
  for (std::size_t k = 0; k < which.size(); ++k) which[k] = static_cast<std::int64_t>(r.which[k]);
  out.push_back(make_entry(name + ".i", to_array(which)));
}
inline void add_entries(std::vector<npz_entry>& out, const std::string& name, const spike_train& r) {
  out.push_back(make_entry(name + ".t", to_array(times_of(r, r.size())), "s"));
  out.push_back(make_entry(name + ".i", to_array(r.neurons)));
}
inline void add_entries(std::vector<npz_entry>& out, const std::string& name, const rate_trace& r) {
  out.push_back(make_entry(name, to_array(r.hertz), "Hz"));
  out.push_back(make_entry(name + ".t", to_array(times_of(r, r.size())), "s"));
}

template <class Real>
std::vector<csv_column> table_of(const std::string& name, const trace<Real>& r) {
  std::vector<csv_column> table{{"t (s)", times_of(r, r.rows())}};
  for (std::size_t c = 0; c < r.columns(); ++c) {
    auto& column = table.emplace_back(csv_column{name + "[" + std::to_string(r.which[c]) + "] (" + r.unit + ")", {}});
    for (std::size_t k = 0; k < r.rows(); ++k) column.numbers.push_back(static_cast<double>(r(k, c)));
  }
  return table;
}
inline std::vector<csv_column> table_of(const std::string&, const spike_train& r) {
  return {{"t (s)", times_of(r, r.size())}, {"neuron", {r.neurons.begin(), r.neurons.end()}}};
}
inline std::vector<csv_column> table_of(const std::string& name, const rate_trace& r) {
  return {{"t (s)", times_of(r, r.size())}, {name + " (Hz)", r.hertz}};
}

} // namespace io::detail

/// Writes all recordings of a simulation: `run.npz`, one archive (for "n2.v" the arrays "n2.v", "n2.v.t" and
/// "n2.v.i"; for "n1.spikes" the arrays "n1.spikes.t" and "n1.spikes.i"), or `run.csv`, one file per recording
/// ("run.n2.v.csv"). Throws `io_error` with the path; the recordings stay in memory.
template <class Net>
void save_recordings(const simulation<Net>& sim, const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  if (ending != ".npz" && ending != ".csv") raise<io_error>(path.string() + ": recordings are saved as .npz or .csv");
  std::vector<io::npz_entry> entries;
  Net::structure::template for_each<item_kind::record>([&](auto r) {
    const std::string name(Net::structure::names[r]);
    const auto& recording = std::get<r>(sim.recording().items);
    if (ending == ".npz") {
      io::detail::add_entries(entries, name, recording);
    } else {
      std::filesystem::path file = path;
      io::save_csv(file.replace_extension("." + name + ".csv"), io::detail::table_of(name, recording));
    }
  });
  if (ending == ".npz") io::save_npz(path, entries);
}

} // namespace cortexpr
