// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cstdint>
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
/// One column of a trace as an array: `to_array(sim["n.v"_name].of_neuron(4))`.
template <class Real>
[[nodiscard]] xt::xtensor<Real, 1> to_array(const detail::trace_column<Real>& c) {
  xt::xtensor<Real, 1> array(std::array<std::size_t, 1>{c.size()});
  std::copy(c.begin(), c.end(), array.begin());
  return array;
}
/// A rate as an array (Hz), one number per bin.
template <std::same_as<rate_trace> Rate>
[[nodiscard]] xt::xtensor<double, 1> to_array(const Rate& r) {
  return to_array(r.hertz);
}

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
template <std::same_as<spike_train> Spikes>
[[nodiscard]] xt::xtensor<std::uint32_t, 1> ids_of(const Spikes& r) {
  return to_array(r.neurons);
}
template <class Real>
[[nodiscard]] xt::xtensor<std::int64_t, 1> ids_of(const trace<Real>& r) {
  xt::xtensor<std::int64_t, 1> ids(std::array<std::size_t, 1>{r.columns()});
  for (std::size_t k = 0; k < r.columns(); ++k) ids(k) = static_cast<std::int64_t>(r.which.unchecked(k));
  return ids;
}

} // namespace cortexpr
