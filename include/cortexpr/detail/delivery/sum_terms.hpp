// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/delivery/synapse_sides.hpp>
#include <cortexpr/detail/rows/sum_rows.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail {

/// The number (SI) in a variable of synapses.
template <class T>
[[nodiscard]] double number_in(const T& x) {
  if constexpr (std::is_arithmetic_v<T>)
    return static_cast<double>(x);
  else
    return static_cast<double>(x.si());
}

/// What a term reads of the neurons at one end, as numbers.
template <class M, class Population>
class read_neurons {
public:
  static constexpr std::size_t count = state_size<M> + parameter_count<M>;
  explicit read_neurons(const Population& p) : p_(p) {}

  template <std::size_t K>
  static constexpr bool is_read(const side_reads<M>& reads) {
    if constexpr (K < state_size<M>)
      return reads.variables[K];
    else
      return reads.parameters[K - state_size<M>];
  }
  /// Value K of n neurons, which are in one slice all.
  template <std::size_t K>
  void gather(std::size_t, const std::uint32_t* which, std::size_t n, double* to) const {
    if constexpr (K < state_size<M>) {
      copy(variable<K>(p_.variables).data(), which, n, to);
    } else if (const auto& q = variable<K - state_size<M>>(p_.parameters); q.shared()) {
      std::fill(to, to + n, static_cast<double>(q[0]));
    } else {
      copy(q.data(), which, n, to);
    }
  }
  template <std::size_t K>
  void gather(const std::uint32_t*, const std::uint32_t* which, std::size_t n, double* to) const {
    gather<K>(std::size_t{0}, which, n, to);
  }
  template <std::size_t K, class B>
  static void put(coupled_side<M, numeric<B>>& side, const B& x) {
    if constexpr (K < state_size<M>)
      variable<K>(side.x) = lanes<B>(x);
    else
      variable<K - state_size<M>>(side.p) = lanes<B>(x);
  }

private:
  template <class Real>
  static void copy(const Real* x, const std::uint32_t* which, std::size_t n, double* to) {
    for (std::size_t k = 0; k < n; ++k) to[k] = static_cast<double>(x[which[k]]);
  }
  const Population& p_;
};

/// The same of synapses. What they have still to learn has been computed.
template <class Ends, class Projection>
class read_synapse_values;
template <class List, class Weight, class Projection>
class read_synapse_values<synapses_with<List, Weight>, Projection> {
  using end = synapses_with<List, Weight>;

public:
  static constexpr std::size_t count = synapse_variable_count<List> + 1;
  explicit read_synapse_values(const Projection& p) : p_(p) {}

  template <std::size_t K>
  static constexpr bool is_read(const side_reads<end>& reads) {
    return reads.variables[K];
  }
  /// Value K of n synapses of one slice.
  template <std::size_t K>
  void gather(std::size_t slice, const std::uint32_t* which, std::size_t n, double* to) const {
    const auto& values = p_.slices[slice];
    if constexpr (K + 1 == count) {
      const auto& target = p_.connections->slices[slice].target;
      for (std::size_t k = 0; k < n; ++k) to[k] = static_cast<double>(values.weight(which[k], target[which[k]]));
    } else {
      const auto* const x = std::get<K>(values.variables).data();
      for (std::size_t k = 0; k < n; ++k) to[k] = number_in(x[which[k]]);
    }
  }
  /// Value K of n synapses, each of a slice of its own.
  template <std::size_t K>
  void gather(const std::uint32_t* slice, const std::uint32_t* which, std::size_t n, double* to) const {
    for (std::size_t k = 0; k < n; ++k) gather<K>(std::size_t{slice[k]}, which + k, 1, to + k);
  }
  template <std::size_t K, class B>
  static void put(coupled_side<end, numeric<B>>& side, const B& x) {
    side.values[K] = lanes<B>(x);
  }

private:
  const Projection& p_;
};

/// Sums the terms of a coupling over the connections of targets [begin, end) of one slice and calls put(target, sum)
/// for each that has any. A, B: models, or synapses, of both sides; Facts: what the term reads of them.
template <class A, class B, class Facts, class Rule, class Sources, class Targets, class Put>
[[gnu::flatten]] void sum_terms(const Rule& rule, const sum_slice& connections, const sequence<double>& weight,
                                const Sources& sources, const Targets& targets, std::size_t slice, std::size_t begin,
                                std::size_t end, const Put& put) {
  using P = pack<double>;
  constexpr std::size_t block = 64;
  alignas(64) std::array<std::array<double, block>, Sources::count + 1> of_source{};
  alignas(64) std::array<std::array<double, block>, Targets::count + 1> of_target{};
  alignas(64) std::array<double, block> w{}, y{};
  std::array<std::uint32_t, block> target{};
  const std::uint64_t* const row = connections.row.data();
  const std::uint32_t* const source = connections.source.data();
  const bool one_slice = connections.slice.empty(), one_weight = connections.weight_of.empty();
  if (one_weight && !weight.empty()) w.fill(weight[0]);
  std::size_t now = begin, last = begin;
  double sum = 0;
  for (std::uint64_t from = row[begin]; from < row[end]; from += block) {
    const auto m = static_cast<std::size_t>(std::min<std::uint64_t>(block, row[end] - from));
    for (std::size_t k = 0; k < m;) {
      while (row[now + 1] <= from + k) ++now;
      const auto stop = static_cast<std::size_t>(std::min<std::uint64_t>(m, row[now + 1] - from));
      for (; k < stop; ++k) target[k] = static_cast<std::uint32_t>(now);
    }
    if (!one_weight)
      for (std::size_t k = 0; k < m; ++k) w[k] = weight[connections.weight_of[from + k]];
    for_each_index<Sources::count>([&](auto v) {
      if constexpr (Sources::template is_read<v>(Facts::facts.pre)) {
        if (one_slice)
          sources.template gather<v>(std::size_t{0}, source + from, m, of_source[v].data());
        else
          sources.template gather<v>(connections.slice.data() + from, source + from, m, of_source[v].data());
      }
    });
    for_each_index<Targets::count>([&](auto v) {
      if constexpr (Targets::template is_read<v>(Facts::facts.post))
        targets.template gather<v>(slice, target.data(), m, of_target[v].data());
    });
    for (std::size_t k = 0; k < m; k += P::size) {
      coupled_side<A, numeric<P>> pre;
      coupled_side<B, numeric<P>> post;
      for_each_index<Sources::count>([&](auto v) {
        if constexpr (Sources::template is_read<v>(Facts::facts.pre))
          Sources::template put<v>(pre, P::load_aligned(of_source[v].data() + k));
      });
      for_each_index<Targets::count>([&](auto v) {
        if constexpr (Targets::template is_read<v>(Facts::facts.post))
          Targets::template put<v>(post, P::load_aligned(of_target[v].data() + k));
      });
      lanes<P>(rule.term(pre, post, lanes<P>(P::load_aligned(w.data() + k)))).value.store_aligned(y.data() + k);
    }
    for (std::size_t k = 0; k < m; ++k) {
      if (target[k] != last) {
        if (row[last] != row[last + 1]) put(last, sum);
        last = target[k];
        sum = 0;
      }
      sum += y[k];
    }
  }
  if (row[begin] != row[end]) put(last, sum);
}

} // namespace cortexpr::detail
