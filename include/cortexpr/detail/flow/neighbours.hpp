// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/flow/variable_rows.hpp>
#include <cortexpr/detail/plasticity/surroundings.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cortexpr::detail {

/// A column of neurons or traces: value k is data[k * stride].
template <class T>
struct spaced_column {
  const T* data = nullptr;
  std::size_t stride = 0; ///< 0: one value for all
};

/// Traces of a list of rules as a column: the one called `name`.
template <std::size_t Variable, class Elements>
[[nodiscard]] spaced_column<double> trace_column_of(const Elements& elements) {
  using element = typename Elements::value_type;
  static_assert(sizeof(element) % sizeof(double) == 0 && std::is_standard_layout_v<variable_type<element, Variable>>);
  if (elements.empty()) return {};
  return {reinterpret_cast<const double*>(&variable<Variable>(elements[0])), sizeof(element) / sizeof(double)};
}

/// What equations see of the neurons of a side: columns of neurons, then those of traces, then those of the pair, as
/// `names_around` counts them.
template <neuron_side Side, class Rule, class Real>
struct columns_around {
  using names = names_around<Side, Rule>;
  std::array<spaced_column<Real>, names::of_neuron + 1> neurons{};
  std::array<spaced_column<double>, names::of_neuron + 1> inputs{}; ///< in the place of a neuron's column
  std::array<spaced_column<double>, names::before_pair - names::of_neuron + 1> traces{};
  std::array<spaced_column<double>, names::count - names::before_pair + 1> pair{};

  /// Calls f(constant k, column) for all names.
  template <class F>
  [[gnu::always_inline]] void for_each(F&& f) const {
    for_each_index<names::count>([&](auto k) __attribute__((always_inline)) {
      if constexpr (k >= names::before_pair)
        f(k, pair[k - names::before_pair]);
      else if constexpr (k >= names::of_neuron)
        f(k, traces[k - names::of_neuron]);
      else if (inputs[k].data != nullptr)
        f(k, inputs[k]);
      else
        f(k, neurons[k]);
    });
  }
};

template <class Columns, class Traces>
void point_to_traces(Columns& to, const Traces& traces) {
  constexpr std::size_t first = Columns::names::of_neuron;
  for_each_index<Columns::names::before_pair - first>([&](auto k) {
    constexpr std::size_t v = find_variable<typename Traces::value_type>(Columns::names::all[first + k]);
    to.traces[k] = trace_column_of<v>(traces);
  });
}
template <class Columns>
void point_to_pair(Columns& to, const auto& number, const double& size, const auto& degree, std::size_t first) {
  to.pair[0] = {number.data() + first, 1};
  to.pair[1] = {&size, 0};
  to.pair[2] = {degree.data() + first, 1};
}

/// What is around the synapses of a slice, a pack of synapses at a time.
template <class Rule, class Real>
class neighbours {
  using B = pack<double>;
  using L = lanes<B>;
  using pre_side = side_around<neuron_side::pre, Rule, numeric<B>, units_unknown>;

public:
  columns_around<neuron_side::pre, Rule, Real> pre;   ///< neurons from the first source of the projection on
  columns_around<neuron_side::post, Rule, Real> post; ///< neurons and traces from the first target of the slice on
  double dt = 0, active = 1;

  explicit neighbours(const slice_rows& rows) : rows_(rows) {}

  /// All but the weight and the source of `n` synapses from `first` on.
  [[nodiscard, gnu::always_inline]] surroundings<Rule, numeric<B>> at(std::size_t first, std::size_t n) const {
    surroundings<Rule, numeric<B>> around;
    around.dt = L(dt);
    around.active = L(active);
    const std::uint16_t* const target = rows_.target.data() + first;
    bool in_order = n == L::size;
    for (std::size_t l = 1; l < L::size && in_order; ++l) in_order = target[l] == target[0] + l;
    post.for_each([&](auto k, const auto& column) __attribute__((always_inline)) {
      item_at<k>(around.post.values) = gather(column, target, n, in_order);
    });
    return around;
  }

  /// Calls f(begin, end, pre) for the synapses of source i, for each of its delays apart.
  template <class F>
  [[gnu::always_inline]] void each_trace_row(std::size_t i, F&& f) const {
    std::size_t begin = rows_.row[i];
    if (rows_.segment_begin.empty()) {
      if (begin != rows_.row[i + 1]) f(begin, static_cast<std::size_t>(rows_.row[i + 1]), source_at(i, i));
      return;
    }
    for (std::size_t g = rows_.segment_begin[i]; g < rows_.segment_begin[i + 1]; ++g) {
      f(begin, begin + rows_.segments[g].count, source_at(i, g));
      begin += rows_.segments[g].count;
    }
  }

private:
  [[nodiscard, gnu::always_inline]] pre_side source_at(std::size_t i, std::size_t trace_row) const {
    pre_side side;
    pre.for_each([&](auto k, const auto& column) __attribute__((always_inline)) {
      using names = names_around<neuron_side::pre, Rule>;
      const std::size_t place = k < names::of_neuron || k >= names::before_pair ? i : trace_row;
      item_at<k>(side.values) = L(static_cast<double>(column.data[place * column.stride]));
    });
    return side;
  }
  template <class T>
  [[nodiscard, gnu::always_inline]] static L gather(const spaced_column<T>& column, const std::uint16_t* target,
                                                    std::size_t n, [[maybe_unused]] bool in_order) {
    if (column.stride == 0) return L(static_cast<double>(*column.data));
    if constexpr (std::is_same_v<T, double>)
      if (in_order && column.stride == 1) return load_pack(column.data + target[0]);
    std::array<double, L::size> x{};
    for (std::size_t l = 0; l < n; ++l) x[l] = static_cast<double>(column.data[target[l] * column.stride]);
    return load_pack(x.data());
  }

  const slice_rows& rows_;
};

} // namespace cortexpr::detail
