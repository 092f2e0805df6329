// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/rows/weights.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cstddef>
#include <cstdint>
#include <type_traits>

namespace cortexpr::detail {

/// Adds up the terms of a coupling, projection P, over the synapses of a slice: source by source, in storage order. The
/// result is the same on any number of threads. Terms with functions (exp, sin, ...) are computed in SIMD packs, the
/// values of targets being gathered; others for one synapse at a time, or in packs where a row holds all targets.
template <auto const& D, std::size_t P, class Real>
class coupled_terms {
  using s = structure<D>;
  using item = typename s::template item<P>;
  static constexpr std::size_t source = s::template source_of<P>, target = s::template target_of<P>;
  using a = typename s::template model<source>;
  using b = typename s::template model<target>;
  static constexpr coupling_facts<a, b> facts = read_coupling<a, b>(std::get<0>(s::template value<P>().list.rules));
  static constexpr std::size_t block = 64; ///< synapses whose values are gathered at a time

public:
  explicit coupled_terms(const network_state<D, Real>& state)
      : from_(item_at<source>(state.items)),
        to_(item_at<target>(state.items)),
        p_(item_at<P>(state.items)),
        step_(state.step) {}

  /// Whether the term reads variable V of the source, and how many of those before it.
  template <std::size_t V>
  static constexpr bool reads_of_source = facts.pre.variables[V];
  template <std::size_t V = state_size<a>>
  static constexpr std::size_t read_before = [] {
    std::size_t n = 0;
    for (std::size_t v = 0; v < V; ++v) n += facts.pre.variables[v];
    return n;
  }();

  /// Adds the terms of all synapses of a slice to `sum`, which counts the neurons of the target population.
  void add(std::size_t slice, Real* sum) const {
    const synapse_rows& connections = *p_.connections;
    const slice_rows& rows = connections.slices[slice];
    const auto& weights = p_.slices[slice].weights;
    [[maybe_unused]] workspace gathered;
    const bool one_delay = connections.one_delay();
    const auto add_run = [&](std::uint32_t i, std::size_t begin, std::size_t n, std::uint32_t delay) {
      if (n == 0) return;
      const std::size_t from = connections.first_source + i;
      const std::uint16_t* const targets = rows.target.data() + begin;
      if constexpr (facts.has_functions())
        add_gathered(source_at<pack<Real>>(from, delay), weights, begin, targets, n, rows.first_target, sum, gathered);
      else if (one_delay && rows.complete && pack_of_weights)
        add_all(from, delay, weights, begin, n, rows.first_target, sum);
      else
        add_each(source_at<Real>(from, delay), weights, begin, targets, n, rows.first_target, sum);
    };
    for (std::uint32_t i = 0; i < connections.sources; ++i) {
      std::size_t begin = rows.row[i];
      if (one_delay) {
        add_run(i, begin, rows.row[i + 1] - begin, connections.max_delay);
      } else {
        for (std::uint64_t k = rows.segment_begin[i]; k < rows.segment_begin[i + 1]; ++k) {
          const segment& all = rows.segments[k];
          add_run(i, begin, all.count, all.delay);
          begin += all.count;
        }
      }
    }
  }

private:
  using source_state = std::remove_cvref_t<decltype(item_at<source>(std::declval<network_state<D, Real>&>().items))>;
  using target_state = std::remove_cvref_t<decltype(item_at<target>(std::declval<network_state<D, Real>&>().items))>;
  using projection = std::remove_cvref_t<decltype(item_at<P>(std::declval<network_state<D, Real>&>().items))>;
  using store = typename projection::weights_type;
  /// Values of a block of synapses. What follows the last one of a row is computed with it, and dropped.
  struct workspace {
    alignas(64) std::array<Real, block> w{}, y{};
    alignas(64) std::array<std::array<Real, block>, state_size<b> + 1> variables{};
    alignas(64) std::array<std::array<Real, block>, parameter_count<b> + 1> parameters{};
  };
  static constexpr bool pack_of_weights = !store::is_fixed_point;

  /// One side with what the term reads of it: f(k) is variable k, g(k) parameter k.
  template <class B, bool OfTarget, class Variable, class Parameter>
  [[gnu::always_inline]] static auto side_of(Variable&& f, Parameter&& g) {
    using m = std::conditional_t<OfTarget, b, a>;
    coupled_side<m, numeric<B>> side;
    for_each_index<state_size<m>>([&](auto k) {
      if constexpr (reads<OfTarget>().variables[k]) variable<k>(side.x) = lanes<B>(f(k));
    });
    for_each_index<parameter_count<m>>([&](auto k) {
      if constexpr (reads<OfTarget>().parameters[k]) variable<k>(side.p) = lanes<B>(g(k));
    });
    return side;
  }
  template <bool OfTarget>
  static constexpr const auto& reads() {
    if constexpr (OfTarget)
      return facts.post;
    else
      return facts.pre;
  }

  /// Source i, in all lanes, as it was so many steps ago.
  template <class B>
  [[gnu::always_inline]] coupled_side<a, numeric<B>> source_at(std::size_t i, std::uint32_t delay) const {
    return side_of<B, false>(
        [&](auto k) {
          if (delay != 0) [[unlikely]] {
            // No step is negative: the ring begins with as many equal ones as it is deep.
            const auto then = step_ - delay + static_cast<std::int64_t>(p_.former.depth());
            return B(static_cast<Real>(p_.former.at(then, read_before<k>)[i]));
          }
          return B(variable<k>(from_.variables)[i]);
        },
        [&](auto k) { return B(variable<k>(from_.parameters).of(i)); });
  }
  /// Target j.
  [[gnu::always_inline]] coupled_side<b, numeric<Real>> target_at(std::size_t j) const {
    return side_of<Real, true>([&](auto k) { return variable<k>(to_.variables)[j]; },
                               [&](auto k) { return variable<k>(to_.parameters).of(j); });
  }
  template <class B, class Target>
  [[gnu::always_inline]] B term(const coupled_side<a, numeric<B>>& pre, const Target& post, B w) const {
    return lanes<B>(std::get<0>(p_.rules.rules).term(pre, post, lanes<B>(w))).value;
  }

  /// One synapse after the other.
  template <class Weights>
  [[gnu::flatten]] void add_each(const coupled_side<a, numeric<Real>>& pre, const Weights& weights, std::size_t begin,
                                 const std::uint16_t* targets, std::size_t n, std::size_t first_target,
                                 Real* sum) const {
    for (std::size_t k = 0; k < n; ++k) {
      const std::size_t j = first_target + targets[k];
      sum[j] += apart(term<Real>(pre, target_at(j), static_cast<Real>(weights[begin + k])));
    }
  }

  /// A row that holds all targets of the slice in order.
  template <class Weights>
  [[gnu::flatten]] void add_all(std::size_t i, std::uint32_t delay, const Weights& weights, std::size_t begin,
                                std::size_t n, std::size_t first_target, Real* sum) const {
    using B = pack<Real>;
    const auto pre = source_at<B>(i, delay);
    // Addresses are taken before the loop: to the compiler a store of a pack may change anything.
    std::array<const Real*, state_size<b> + 1> x{};
    std::array<const Real*, parameter_count<b> + 1> q{};
    std::array<B, parameter_count<b> + 1> of_all{};
    for_each_index<state_size<b>>([&](auto v) { x[v] = variable<v>(to_.variables).data() + first_target; });
    for_each_index<parameter_count<b>>([&](auto v) {
      const auto& column = variable<v>(to_.parameters);
      of_all[v] = B(column[0]);
      if (!column.shared()) q[v] = column.data() + first_target;
    });
    const auto w = weights_from(weights, begin);
    Real* const to = sum + first_target;
    std::size_t k = 0;
    for (; k + B::size <= n; k += B::size) {
      const auto post =
          side_of<B, true>([&](auto v) { return B::load_unaligned(x[v] + k); },
                           [&](auto v) { return q[v] == nullptr ? of_all[v] : B::load_unaligned(q[v] + k); });
      (B::load_unaligned(to + k) + apart(term<B>(pre, post, weights_at<B>(w, k)))).store_unaligned(to + k);
    }
    const auto one = source_at<Real>(i, delay);
    for (; k < n; ++k)
      to[k] += apart(term<Real>(one, target_at(first_target + k), static_cast<Real>(weights[begin + k])));
  }

  /// Many synapses at a time: their targets' values are gathered, the terms computed in packs and added one by one.
  template <class Weights>
  [[gnu::flatten]] void add_gathered(const coupled_side<a, numeric<pack<Real>>>& pre, const Weights& weights,
                                     std::size_t begin, const std::uint16_t* targets, std::size_t n,
                                     std::size_t first_target, Real* sum, workspace& at) const {
    using B = pack<Real>;
    for (std::size_t from = 0; from < n; from += block) {
      const std::size_t m = std::min(block, n - from), whole = m / B::size * B::size;
      const std::uint16_t* const here = targets + from;
      for_each_index<state_size<b>>([&](auto v) {
        if constexpr (facts.post.variables[v])
          gather(variable<v>(to_.variables).data() + first_target, here, m, at.variables[v]);
      });
      for_each_index<parameter_count<b>>([&](auto v) {
        if constexpr (facts.post.parameters[v]) {
          const auto& q = variable<v>(to_.parameters);
          if (q.shared())
            at.parameters[v].fill(q[0]);
          else
            gather(q.data() + first_target, here, m, at.parameters[v]);
        }
      });
      const auto compute = [&](std::size_t k, B w) {
        coupled_side<b, numeric<B>> post;
        for_each_index<state_size<b>>([&](auto v) {
          if constexpr (facts.post.variables[v])
            variable<v>(post.x) = lanes<B>(B::load_aligned(at.variables[v].data() + k));
        });
        for_each_index<parameter_count<b>>([&](auto v) {
          if constexpr (facts.post.parameters[v])
            variable<v>(post.p) = lanes<B>(B::load_aligned(at.parameters[v].data() + k));
        });
        term<B>(pre, post, w).store_aligned(at.y.data() + k);
      };
      if constexpr (pack_of_weights) {
        const auto w = weights_from(weights, begin + from);
        for (std::size_t k = 0; k < whole; k += B::size) compute(k, weights_at<B>(w, k));
      } else {
        for (std::size_t k = 0; k < whole; ++k) at.w[k] = static_cast<Real>(weights[begin + from + k]);
        for (std::size_t k = 0; k < whole; k += B::size) compute(k, B::load_aligned(at.w.data() + k));
      }
      if (whole != m) {
        for (std::size_t k = whole; k < m; ++k) at.w[k] = static_cast<Real>(weights[begin + from + k]);
        compute(whole, B::load_aligned(at.w.data() + whole));
      }
      scatter(at.y, here, m, sum + first_target);
    }
  }
  // Functions of their own: beside the constants of sin or exp no register is left for addresses.
  [[gnu::noinline]] static void gather(const Real* x, const std::uint16_t* from, std::size_t n,
                                       std::array<Real, block>& to) {
    for (std::size_t k = 0; k < n; ++k) to[k] = x[from[k]];
  }
  [[gnu::noinline]] static void scatter(const std::array<Real, block>& y, const std::uint16_t* to, std::size_t n,
                                        Real* sum) {
    for (std::size_t k = 0; k < n; ++k) sum[to[k]] += y[k];
  }

  /// Where the weights of a row are, or the weight of all.
  template <class Weights>
  [[gnu::always_inline]] static auto weights_from(const Weights& weights, [[maybe_unused]] std::size_t begin) {
    if constexpr (Weights::per_synapse)
      return weights.values.data() + begin;
    else
      return weights.value;
  }
  template <class B, class Place>
  [[gnu::always_inline]] static B weights_at(const Place& place, [[maybe_unused]] std::size_t k) {
    if constexpr (std::is_pointer_v<Place>)
      return B::load_unaligned(place + k);
    else
      return B(place);
  }
  /// A term that is rounded before it is added, so that all ways of adding have equal bits whatever the compiler fuses.
  template <class T>
  [[gnu::always_inline]] static T apart(const T& y) {
#if defined(__GNUC__) && !defined(__clang__)
    if constexpr (std::is_same_v<T, Real>)
      return __builtin_assoc_barrier(y);
    else
      return T(__builtin_assoc_barrier(static_cast<typename T::register_type>(y)));
#else
    return y; // clang fuses within one expression of the program only
#endif
  }

  const source_state& from_;
  const target_state& to_;
  const projection& p_;
  std::int64_t step_;
};

} // namespace cortexpr::detail
