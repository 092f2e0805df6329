// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// The random numbers that an operation draws for one neuron in one step: the k-th call gives the same number whatever
/// the other neurons draw, on any number of threads.
class operation_numbers {
public:
  operation_numbers(stream numbers, std::uint64_t step) : numbers_(numbers), counter_(step << 20) {}

  [[nodiscard]] double uniform(std::uint64_t entity) {
    const auto words = draw(numbers_, entity, counter_++);
    return to_unit(words[0], words[1]);
  }
  [[nodiscard]] double normal(std::uint64_t entity) { return standard_normals<1>(numbers_, entity, counter_++)[0]; }

private:
  stream numbers_;
  std::uint64_t counter_;
};

/// A synapse as operations see it where the rules of the projection draw nothing: it can draw all the same. Its number
/// is looked up when it draws, because that can cost more than the rest.
template <class Event>
struct operated_synapse : Event {
  void draw_from(const synapse_rows& connections, std::size_t slice, std::size_t k, stream numbers,
                 std::uint64_t step) {
    connections_ = &connections, slice_ = slice, k_ = k, draws_ = {numbers, step};
  }
  /// Uniform in [0, 1).
  [[nodiscard]] double uniform() { return draws_.uniform(creation_number(*connections_, slice_, k_)); }
  /// Of the standard normal distribution.
  [[nodiscard]] double normal() { return draws_.normal(creation_number(*connections_, slice_, k_)); }

private:
  const synapse_rows* connections_ = nullptr;
  std::size_t slice_ = 0, k_ = 0;
  operation_numbers draws_{{}, 0};
};

} // namespace cortexpr::detail
