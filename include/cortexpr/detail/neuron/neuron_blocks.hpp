// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/neuron/input_buffer.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr::detail {

// Blocks of neurons, as many as a SIMD pack has lanes, on their way between columns and registers.

/// Pointers to the columns of a parameter set or state, with the stride by which a loop walks them.
template <class T, class Real>
struct column_walk {
  static constexpr std::size_t n = variable_count<T>;
  std::array<Real*, n + 1> data{};
  std::array<std::size_t, n + 1> stride{};

  explicit column_walk(T& columns) {
    for_each_index<n>([&](auto k) {
      data[k] = variable<k>(columns).data();
      stride[k] = variable<k>(columns).shared() ? 0 : 1;
    });
  }
};

/// Variables of a block of neurons, from their columns.
template <class B, class Out, class Walk>
[[gnu::always_inline]] inline void load_block(Out& out, const Walk& walk, std::size_t first) {
  for_each_index<variable_count<Out>>([&](auto k) __attribute__((always_inline)) {
    variable<k>(out) = load_lanes<B>(walk.data[k] + first);
  });
}
template <class B, class In, class Walk>
[[gnu::always_inline]] inline void store_block(const In& in, const Walk& walk, std::size_t first) {
  for_each_index<variable_count<In>>([&](auto k) __attribute__((always_inline)) {
    store_lanes<B>(walk.data[k] + first, variable<k>(in));
  });
}

/// The parameters of a block of neurons.
template <bool Shared, class M, class B, class Walk>
[[gnu::always_inline]] inline auto load_parameters(const Walk& walk, [[maybe_unused]] std::size_t first) {
  parameters_of<M, std::conditional_t<Shared, hoisted<B>, numeric<B>>> p;
  for_each_index<parameter_count<M>>([&](auto k) __attribute__((always_inline)) {
    if constexpr (Shared)
      variable<k>(p) = lanes<B>(*walk.data[k]);
    else
      variable<k>(p) = walk.stride[k] == 0 ? lanes<B>(*walk.data[k]) : load_lanes<B>(walk.data[k] + first);
  });
  return p;
}

/// Where the inputs of a part of a population lie, for every stage of its integrator and, where shared variables have
/// equations, for the threshold, which sees them as they are at the end of the step.
template <class M, std::size_t Stages, class Real>
struct input_walk {
  static constexpr std::size_t rows = Stages + MovesShared<M>;
  std::array<std::array<const Real*, input_count<M> + 1>, rows> data{};
  std::array<std::array<std::size_t, input_count<M> + 1>, rows> stride{};

  input_walk(input_buffer<M, Real>& inputs, std::size_t thread) {
    for_each_index<rows>([&](auto c) {
      for_each_index<input_count<M>>([&](auto k) {
        const column<Real>& values = inputs.at(buffered_stage<M, k, Stages>(c), k, thread);
        data[c][k] = values.data();
        stride[c][k] = values.shared() ? 0 : 1;
      });
    });
  }
};

/// The inputs of a block of neurons at a stage; where nothing drives them, those that the model has by default.
template <bool Driven, class M, class B, class Walk>
[[gnu::always_inline]] inline auto load_inputs([[maybe_unused]] const Walk& walk, [[maybe_unused]] std::size_t stage,
                                               [[maybe_unused]] std::size_t first) {
  inputs_of<M, numeric<B>> in{};
  if constexpr (Driven)
    for_each_index<input_count<M>>([&](auto k) __attribute__((always_inline)) {
      variable<k>(in) =
          walk.stride[stage][k] == 0 ? lanes<B>(*walk.data[stage][k]) : load_lanes<B>(walk.data[stage][k] + first);
    });
  return in;
}

/// Which neurons of the blocks of a loop are not refractory. Where no bits change ahead of the loop (`Steady`), it
/// takes as many of them at a time as a lane has, and moves on to those of the next block by a shift.
template <class B, bool Steady>
class free_lanes {
public:
  explicit free_lanes(const bit_view& held) : held_(held) {}
  [[nodiscard, gnu::always_inline]] typename lanes<B>::mask of(std::size_t first) const {
    return mask_of_bits<B>(~held_.from(first));
  }

private:
  bit_view held_;
};
template <class B>
  requires(lanes<B>::size > 1 && !mask_is_bits<typename lane_traits<B>::mask>)
class free_lanes<B, true> {
  static constexpr std::size_t in_a_lane = 8 * sizeof(lane_bits<B>);

public:
  explicit free_lanes(const bit_view& held) : held_(held) {}
  /// For one block after the other; the first one begins with a word of bits.
  [[nodiscard, gnu::always_inline]] typename lanes<B>::mask of(std::size_t first) {
    free_ = first % in_a_lane == 0 ? packed_bits<B>(static_cast<lane_bits<B>>(~held_.from(first)))
                                   : free_ >> static_cast<int>(lanes<B>::size);
    return mask_of_packed_bits<B>(free_);
  }

private:
  bit_view held_;
  packed_bits<B> free_;
};

/// Tells a block of neurons which of them are not refractory, if its model asks.
template <class M, class B, class Inputs>
[[gnu::always_inline]] inline void tell_refractory([[maybe_unused]] Inputs& in, [[maybe_unused]] const bit_view& held,
                                                   [[maybe_unused]] std::size_t first) {
  if constexpr (sees_refractory<M>)
    for_each_index<input_count<M>>([&](auto k) {
      if constexpr (is_not_refractory<M, k>) variable<k>(in) = lanes<B>(mask_of_bits<B>(~held.from(first)));
    });
}

} // namespace cortexpr::detail
