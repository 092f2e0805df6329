// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/io/xtensor.hpp>
#include <cortexpr/monitor/recording.hpp>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <memory>
#include <type_traits>
#include <utility>
#include <vector>

/// Recordings as xtensor expressions. `to_array` and `ids_of` copy nothing: they are views, which refer to the
/// recording and show what it held when they were made. A view is valid as long as the recording exists and is neither
/// emptied (`clear_recordings`, `reset`) nor written to a stream; a run that goes on leaves it valid. Assigned to an
/// xt::xtensor it is copied.
///
/// Example (examples/reference/arrays.cpp):
///
///     const auto v = to_array(sim["n2.v"_name]);                      // a view: v(row, column), xt::mean(v), ...
///     const xt::xtensor<double, 2> copy = to_array(sim["n2.v"_name]); // numbers of its own

namespace cortexpr {

namespace detail {

/// A list that another object owns as the storage of an array: it is read where it lies, also after it has grown and
/// moved.
template <class Number>
class list_reference {
public:
  using value_type = Number;
  using allocator_type = std::allocator<Number>;
  using reference = const Number&;
  using const_reference = const Number&;
  using pointer = const Number*;
  using const_pointer = const Number*;
  using size_type = std::size_t;
  using difference_type = std::ptrdiff_t;
  using iterator = const Number*;
  using const_iterator = const Number*;
  using reverse_iterator = std::reverse_iterator<const Number*>;
  using const_reverse_iterator = reverse_iterator;

  explicit list_reference(const std::vector<Number>& list) : list_(&list), size_(list.size()) {}
  [[nodiscard]] size_type size() const { return size_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  /// xtensor says how much of it there has to be.
  void resize(size_type n) const {
    if (n > size()) raise({"an array that is a view of a recording cannot grow from ", size(), " to ", n, " numbers"});
  }
  [[nodiscard]] pointer data() const { return list_->data(); }
  [[nodiscard]] reference operator[](size_type k) const { return data()[k]; }
  [[nodiscard]] iterator begin() const { return data(); }
  [[nodiscard]] iterator end() const { return data() + size(); }
  [[nodiscard]] iterator cbegin() const { return begin(); }
  [[nodiscard]] iterator cend() const { return end(); }

private:
  const std::vector<Number>* list_;
  size_type size_; // of the array: the list may have grown since
};

/// A list in memory, seen as an array in row-major order.
template <class Number, std::size_t Dimensions>
using array_view = xt::xtensor_adaptor<list_reference<Number>, Dimensions, xt::layout_type::row_major>;

template <class Number, class... Size>
[[nodiscard]] array_view<Number, sizeof...(Size)> view_of(const std::vector<Number>& list, Size... size) {
  static_assert(!std::is_same_v<Number, bool>, "cortexpr: a std::vector<bool> is no list of numbers in memory");
  return {list_reference<Number>(list), std::array<std::size_t, sizeof...(Size)>{size...}};
}

/// What recordings are.
template <class T>
inline constexpr bool is_recording = std::is_same_v<T, spike_train> || std::is_same_v<T, rate_trace>;
template <class Real>
inline constexpr bool is_recording<trace<Real>> = true;

/// A recording that ends with the expression.
template <class T>
concept TemporaryRecording = !std::is_lvalue_reference_v<T> && is_recording<std::remove_cvref_t<T>>;
template <class T>
concept TemporarySpikes = TemporaryRecording<T> && std::same_as<std::remove_cvref_t<T>, spike_train>;

} // namespace detail

/// A trace as an array, time x neuron (or synapse), in SI units: a view.
template <class Real>
[[nodiscard]] detail::array_view<Real, 2> to_array(const trace<Real>& t) {
  return detail::view_of(t.values, t.rows(), t.columns());
}
/// A rate as an array (Hz), one number per bin: a view.
template <std::same_as<rate_trace> Rate>
[[nodiscard]] detail::array_view<double, 1> to_array(const Rate& r) {
  return detail::view_of(r.hertz, r.size());
}
/// One column of a trace as an array: `to_array(sim["n.v"_name].of_neuron(4))`. Its numbers lie apart; the view refers
/// to the trace.
template <class Real>
[[nodiscard]] auto to_array(const detail::trace_column<Real>& c) {
  return xt::view(to_array(c.source()), xt::all(), c.place());
}
/// Any list of numbers as a one-dimensional array: `to_array(sim["n1.spikes"_name].neurons)`, a view.
template <class Number>
[[nodiscard]] detail::array_view<Number, 1> to_array(const std::vector<Number>& list) {
  return detail::view_of(list, list.size());
}
/// A list that would end with the expression, such as `to_array(sim.get<"S.w">())`, is moved into the array.
template <class Number>
[[nodiscard]] xt::xtensor_adaptor<std::vector<Number>, 1> to_array(std::vector<Number>&& list) {
  static_assert(!std::is_same_v<Number, bool>, "cortexpr: a std::vector<bool> is no list of numbers in memory");
  const std::array<std::size_t, 1> size{list.size()};
  return {std::move(list), size};
}

/// Times (s): of the spikes, of the rows of a trace, of the beginnings of the bins of a rate. Recordings count steps,
/// so that these are numbers of their own, computed here.
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
/// Numbers of the neurons of every spike: a view.
template <std::same_as<spike_train> Spikes>
[[nodiscard]] detail::array_view<std::uint32_t, 1> ids_of(const Spikes& r) {
  return to_array(r.neurons);
}
/// Numbers of the neurons (or synapses) of the columns of a trace, computed here.
template <class Real>
[[nodiscard]] xt::xtensor<std::int64_t, 1> ids_of(const trace<Real>& r) {
  xt::xtensor<std::int64_t, 1> ids(std::array<std::size_t, 1>{r.columns()});
  for (std::size_t k = 0; k < r.columns(); ++k) ids(k) = static_cast<std::int64_t>(r.which.unchecked(k));
  return ids;
}

/// A recording must outlive its views.
template <detail::TemporaryRecording Recording>
xt::xtensor<double, 2> to_array(Recording&&) {
  static_assert(detail::is_right<Recording>,
                "cortexpr: to_array is a view of a recording, which must outlive it; give the "
                "recording a name first: const auto r = ...; to_array(r)");
  return {};
}
template <detail::TemporarySpikes Recording>
xt::xtensor<std::uint32_t, 1> ids_of(Recording&&) {
  static_assert(detail::is_right<Recording>, "cortexpr: ids_of is a view of spikes, which must outlive it; give the "
                                             "recording a name first: const auto r = ...; ids_of(r)");
  return {};
}

} // namespace cortexpr
