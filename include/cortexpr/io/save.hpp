// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/io/csv.hpp>
#include <cortexpr/io/npz.hpp>
#include <cortexpr/run/simulation.hpp>
#include <string>
#include <tuple>
#include <vector>

namespace cortexpr {

/// Any list of numbers as a one-dimensional array: `to_array(sim["n1.spikes"_name].neurons)`.
template <class Number>
[[nodiscard]] xt::xtensor<Number, 1> to_array(const std::vector<Number>& list) {
  xt::xtensor<Number, 1> array(std::array<std::size_t, 1>{list.size()});
  std::copy(list.begin(), list.end(), array.begin());
  return array;
}
/// A trace as an array, time x neuron (or synapse), in SI units.
template <class Real>
[[nodiscard]] xt::xtensor<Real, 2> to_array(const trace<Real>& t) {
  xt::xtensor<Real, 2> array(std::array<std::size_t, 2>{t.rows(), t.columns()});
  std::copy(t.values.begin(), t.values.end(), array.begin());
  return array;
}
/// A rate as an array (Hz), one number per bin.
[[nodiscard]] inline xt::xtensor<double, 1> to_array(const rate_trace& r) { return to_array(r.hertz); }

/// Times (s): of the spikes, of the rows of a trace, of the beginnings of the bins of a rate.
template <class Recording>
[[nodiscard]] xt::xtensor<double, 1> times_of(const Recording& r) {
  std::size_t n = 0;
  if constexpr (requires { r.rows(); })
    n = r.rows();
  else
    n = r.size();
  xt::xtensor<double, 1> t(std::array<std::size_t, 1>{n});
  for (std::size_t k = 0; k < n; ++k) t(k) = r.time(k);
  return t;
}
/// Numbers of the neurons (or synapses): of every spike, of the columns of a trace.
[[nodiscard]] inline xt::xtensor<std::uint32_t, 1> ids_of(const spike_train& r) { return to_array(r.neurons); }
template <class Real>
[[nodiscard]] xt::xtensor<std::int64_t, 1> ids_of(const trace<Real>& r) {
  xt::xtensor<std::int64_t, 1> ids(std::array<std::size_t, 1>{r.columns()});
  for (std::size_t k = 0; k < r.columns(); ++k) ids(k) = static_cast<std::int64_t>(r.which[k]);
  return ids;
}

namespace io::detail {

template <class Real>
void pack_recording(std::vector<packed_entry>& out, const std::string& name, const trace<Real>& r) {
  out.push_back({name, npy_bytes(to_array(r)), r.unit});
  out.push_back({name + ".t", npy_bytes(times_of(r)), "s"});
  out.push_back({name + ".i", npy_bytes(ids_of(r)), "1"});
}
inline void pack_recording(std::vector<packed_entry>& out, const std::string& name, const spike_train& r) {
  out.push_back({name + ".t", npy_bytes(times_of(r)), "s"});
  out.push_back({name + ".i", npy_bytes(ids_of(r)), "1"});
}
inline void pack_recording(std::vector<packed_entry>& out, const std::string& name, const rate_trace& r) {
  out.push_back({name, npy_bytes(to_array(r)), "Hz"});
  out.push_back({name + ".t", npy_bytes(times_of(r)), "s"});
}

template <class Real>
void save_table(const std::filesystem::path& path, const std::string& name, const trace<Real>& r) {
  std::vector<std::string> headings{"t (s)"};
  std::vector<std::vector<double>> columns(1 + r.columns(), std::vector<double>(r.rows()));
  for (std::size_t c = 0; c < r.columns(); ++c)
    headings.push_back(name + "[" + std::to_string(r.which[c]) + "] (" + r.unit + ")");
  for (std::size_t k = 0; k < r.rows(); ++k) {
    columns[0][k] = r.time(k);
    for (std::size_t c = 0; c < r.columns(); ++c) columns[c + 1][k] = static_cast<double>(r(k, c));
  }
  save_csv(path, headings, columns);
}
inline void save_table(const std::filesystem::path& path, const std::string&, const spike_train& r) {
  const auto t = times_of(r);
  save_csv(path, {"t (s)", "neuron"}, {{t.begin(), t.end()}, {r.neurons.begin(), r.neurons.end()}});
}
inline void save_table(const std::filesystem::path& path, const std::string& name, const rate_trace& r) {
  const auto t = times_of(r);
  save_csv(path, {"t (s)", name + " (Hz)"}, {{t.begin(), t.end()}, r.hertz});
}

} // namespace io::detail

/// Writes all recordings of a simulation (SI units): `run.npz`, one archive, or `run.csv`, one table per recording
/// ("run.n2.v.csv"). The archive holds for a trace "n2.v" the arrays "n2.v" (time x neuron), "n2.v.t" (s) and "n2.v.i"
/// (which neurons); for spikes "n1.spikes.t" and "n1.spikes.i"; for a rate "n1.rate" (Hz) and "n1.rate.t"; and
/// "units". `sim.save(path)` calls this. Throws `io_error` with the path; the recordings stay in memory.
template <class Net>
void save_recordings(const simulation<Net>& sim, const std::filesystem::path& path) {
  const std::string ending = path.extension().string();
  if (ending != ".npz" && ending != ".csv") raise<io_error>(path.string() + ": recordings are saved as .npz or .csv");
  std::vector<io::packed_entry> entries;
  Net::structure::template for_each<item_kind::record>([&](auto r) {
    const std::string name(Net::structure::names[r]);
    const auto& recording = std::get<r>(sim.recording().items);
    if (ending == ".npz") {
      io::detail::pack_recording(entries, name, recording);
    } else {
      std::filesystem::path file = path;
      file.replace_extension();
      io::detail::save_table(file += "." + name + ".csv", name, recording);
    }
  });
  if (ending == ".npz") io::write_npz(path, entries);
}

} // namespace cortexpr
