// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// The stage at which the values of input K lie that stage C reads; C may be one past the last: the threshold's.
template <class M, std::size_t K, std::size_t Stages>
[[nodiscard]] constexpr std::size_t buffered_stage(std::size_t c) {
  if (is_given_to_neuron<M, K>) return 0;
  return c < Stages || moves_in_step<M, K> ? c : 0;
}

/// The external inputs of a population during one step: for every stage of the integrator and every input of the
/// model a column of length one (all neurons alike) or n.
template <class M, class Real>
class input_buffer {
public:
  static constexpr std::size_t inputs = input_count<M>;

  /// `steady`: inputs of neurons that are the same in all steps until the next `build`, which comes in or before `step`
  /// of the population.
  void build(std::size_t stages, std::size_t neurons, std::size_t team_size,
             const std::array<bool, inputs + 1>& per_neuron, const std::array<bool, inputs + 1>& steady,
             std::int64_t step) {
    stages_ = stages;
    per_neuron_ = per_neuron;
    steady_ = steady;
    built_ = step;
    columns_.resize(team_size * stages * inputs);
    for (std::size_t thread = 0; thread < team_size; ++thread)
      for (std::size_t s = 0; s < stages; ++s)
        for (std::size_t k = 0; k < inputs; ++k) {
          // What stands there is kept: a recording shows the inputs of the step before, also in the first one of a run.
          const std::size_t n = per_neuron[k] ? neurons : 1;
          if (column<Real>& values = at(s, k, thread); values.size() != n) values.assign(n, Real(0));
          if (s == 0 && k < restored_.size() && restored_[k].size() == n) at(s, k, thread) = restored_[k];
        }
    restored_.clear();
  }
  /// Takes what the inputs were in the step before, from a checkpoint, for the next `build`: the inputs in their order.
  void restore(column<Real> values) { restored_.push_back(std::move(values)); }
  /// Whether all threads fill one column, each the cells of its neurons.
  [[nodiscard]] bool per_neuron(std::size_t input) const { return per_neuron_[input]; }
  /// Whether the column has been filled for good, as the population comes to this step. Its first step after `build` is
  /// the one that `build` was told, or the next.
  [[nodiscard]] bool stands(std::size_t input, std::int64_t step) const { return steady_[input] && step > built_ + 1; }
  /// The column that a thread fills and reads: its own, unless neurons differ.
  [[nodiscard]] column<Real>& at(std::size_t stage, std::size_t input, std::size_t thread) {
    return columns_[((per_neuron_[input] ? 0 : thread) * stages_ + stage) * inputs + input];
  }
  [[nodiscard]] const column<Real>& at(std::size_t stage, std::size_t input, std::size_t thread) const {
    return columns_[((per_neuron_[input] ? 0 : thread) * stages_ + stage) * inputs + input];
  }
  [[nodiscard]] const column<Real>& at(std::size_t stage, std::size_t input) const {
    return columns_[stage * inputs + input];
  }

private:
  std::size_t stages_ = 0;
  std::array<bool, inputs + 1> per_neuron_{}, steady_{};
  std::int64_t built_ = 0;
  sequence<column<Real>> columns_, restored_;
};

} // namespace cortexpr::detail
