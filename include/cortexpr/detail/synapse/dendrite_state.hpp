// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/plasticity/views.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstddef>
#include <cstdint>
#include <utility>

namespace cortexpr::detail {

/// What a projection with a dendritic delay of d steps keeps. Its rules run where the synapses are: a spike of a source
/// when it arrives there, a spike of a target d steps after it. So what rules add to the receptor is under way to the
/// soma for d steps, and they see the traces of a target as they were d steps ago. Rings of d + 1 steps; empty without
/// a dendritic delay. Where each synapse has its own, d is the longest. Arriving spikes see traces from before the
/// spikes of a step or, where meetings count as post before pre, those after them.
template <class List, class Real>
struct dendrite_state {
  using variables = sequence<target_variables<List>>;

  std::uint32_t steps = 0;              ///< d
  std::size_t width = 0;                ///< neurons of the target population, up to the last target
  sequence<Real> under_way;             ///< by step of arrival at the soma, then neuron
  sequence<sequence<variables>> former; ///< by slice, then step: variables of targets before the spikes of that step
  sequence<sequence<variables>> after;  ///< after them, where arriving spikes see these

  [[nodiscard]] std::size_t depth() const { return steps + std::size_t{1}; }
  [[nodiscard]] std::size_t slot(std::int64_t step) const { return static_cast<std::size_t>(step) % depth(); }
  /// The input that arrives at the somata in `step`, by neuron.
  [[nodiscard]] Real* arriving(std::int64_t step) { return under_way.data() + slot(step) * width; }

  /// Nothing is under way, and targets have always been as they are now. `posts_first`: meetings count as post before
  /// pre.
  template <class Slices>
  void begin(std::uint32_t delay, const synapse_rows& rows, const Slices& slices, bool posts_first) {
    steps = delay;
    width = rows.slices.empty() ? 0 : rows.slices.back().first_target + std::size_t{rows.slices.back().targets};
    under_way.assign(depth() * width, Real(0));
    former.clear();
    if constexpr (variable_count<target_variables<List>> != 0)
      for (const auto& slice : slices) former.push_back(sequence<variables>(depth(), slice.target));
    after.clear();
    if (posts_first) after = former;
  }
  /// Calls f() while the targets of slice s are as they were d steps before `step`. `Arriving`: as arriving spikes see
  /// them.
  template <bool Arriving, class Slice, class F>
  void with_former([[maybe_unused]] std::size_t s, [[maybe_unused]] Slice& slice, [[maybe_unused]] std::int64_t step,
                   F&& f) {
    if constexpr (variable_count<target_variables<List>> != 0) {
      if (steps != 0) {
        variables& then = ring<Arriving>()[s][slot(step - steps + static_cast<std::int64_t>(depth()))];
        std::swap(slice.target, then);
        f();
        std::swap(slice.target, then);
        return;
      }
    }
    f();
  }
  /// The variables of target j of slice s as they were d steps before `step`, d from 0 on.
  template <bool Arriving, class Slice>
  [[nodiscard]] target_variables<List>& of_target(std::size_t s, Slice& slice, std::size_t j, std::int64_t step,
                                                  std::uint32_t d) {
    return d == 0 ? slice.target[j] : ring<Arriving>()[s][slot(step - d + static_cast<std::int64_t>(depth()))][j];
  }
  /// To be called when the spikes of `step` have not yet changed the targets of slice s.
  template <class Slice>
  void note([[maybe_unused]] std::size_t s, [[maybe_unused]] const Slice& slice, [[maybe_unused]] std::int64_t step) {
    if constexpr (variable_count<target_variables<List>> != 0) former[s][slot(step)] = slice.target;
  }
  /// ... or when they have.
  template <class Slice>
  void note_after([[maybe_unused]] std::size_t s, [[maybe_unused]] const Slice& slice,
                  [[maybe_unused]] std::int64_t step) {
    if constexpr (variable_count<target_variables<List>> != 0)
      if (!after.empty()) after[s][slot(step)] = slice.target;
  }
  /// To and from a checkpoint: by step, then neuron, which does not depend on slices.
  void exchange(auto& file) {
    for (Real& x : under_way) file(x);
    if constexpr (variable_count<target_variables<List>> != 0)
      for (std::size_t k = 0; k < depth(); ++k)
        for (auto& slice : former)
          for (auto& target : slice[k]) file(target);
    for (std::size_t k = 0; k < depth(); ++k)
      for (auto& slice : after)
        for (auto& target : slice[k]) file(target);
  }
  [[nodiscard]] bool operator==(const dendrite_state&) const = default;

private:
  template <bool Arriving>
  [[nodiscard]] sequence<sequence<variables>>& ring() {
    return Arriving && !after.empty() ? after : former;
  }
};

} // namespace cortexpr::detail
