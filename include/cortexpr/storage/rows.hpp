// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/storage/incoming.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace cortexpr {

/// All synapses of one source whose spikes arrive after the same delay.
struct segment {
  std::uint32_t delay = 0; ///< steps
  std::uint32_t count = 0; ///< synapses
  [[nodiscard]] bool operator==(const segment&) const = default;
};

/// The targets of one slice of a projection: fewer than 65,536 consecutive neurons that one thread will own.
/// A row holds the synapses of one source, sorted by delay and, among equal delays, by creation.
struct slice_rows {
  std::uint32_t first_target = 0;           ///< number of the slice's first neuron in its population
  std::uint32_t targets = 0;                ///< neurons of the slice
  std::uint32_t part = 0;                   ///< the part of the target population that they belong to
  std::vector<std::uint64_t> row;           ///< begin of every source's row; one more than sources
  std::vector<std::uint16_t> target;        ///< per synapse, counted from first_target
  std::vector<std::uint64_t> segment_begin; ///< begin of every source's segments; empty with one delay for all
  std::vector<segment> segments;
  std::vector<std::uint64_t> number; ///< creation number per synapse; empty if equal to the position
  incoming_index incoming;           ///< built where a rule needs it

  [[nodiscard]] std::size_t size() const { return target.size(); }
  [[nodiscard]] bool operator==(const slice_rows&) const = default;
};

/// The connections of a projection, fixed once built.
struct synapse_rows {
  std::vector<slice_rows> slices;
  std::uint32_t first_source = 0; ///< number of the first source neuron in its population
  std::uint32_t sources = 0;
  std::uint32_t min_delay = 0, max_delay = 0; ///< steps
  std::uint64_t synapses = 0;

  [[nodiscard]] bool one_delay() const { return min_delay == max_delay; }
  [[nodiscard]] bool operator==(const synapse_rows&) const = default;
};

/// The place of a synapse in the order of creation.
[[nodiscard]] inline std::uint64_t creation_number(const synapse_rows& connections, std::size_t slice, std::size_t k) {
  const auto& number = connections.slices[slice].number;
  return number.empty() ? k : number[k];
}

/// Where the targets of a projection are cut into slices.
struct slice_bounds {
  static constexpr std::uint32_t widest = 65535;
  std::vector<std::uint32_t> begin; ///< the first target of every slice, and the end; empty without targets
  std::uint32_t first_part = 0;     ///< the first slice belongs to this part of the target population, the next to the
                                    ///< next one

  [[nodiscard]] std::size_t count() const { return begin.empty() ? 0 : begin.size() - 1; }
  [[nodiscard]] bool operator==(const slice_bounds&) const = default;
};

/// The targets [begin, end) cut where the parts of their population meet. `parts`: where every part begins, and the
/// end of the population.
[[nodiscard]] inline slice_bounds cut_at_parts(std::span<const std::uint32_t> parts, std::uint32_t begin,
                                               std::uint32_t end) {
  slice_bounds bounds;
  if (begin >= end) return bounds;
  std::size_t k = 0;
  while (k + 2 < parts.size() && parts[k + 1] <= begin) ++k;
  bounds.first_part = static_cast<std::uint32_t>(k);
  bounds.begin.push_back(begin);
  for (++k; k < parts.size() && parts[k] < end; ++k) bounds.begin.push_back(parts[k]);
  bounds.begin.push_back(end);
  return bounds;
}

/// `targets` neurons from `first` on in slices of one width.
[[nodiscard]] inline slice_bounds cut_evenly(std::uint32_t first, std::uint32_t targets,
                                             std::uint32_t width = slice_bounds::widest) {
  slice_bounds bounds;
  if (targets == 0) return bounds;
  width = std::clamp<std::uint32_t>(width, 1, slice_bounds::widest);
  for (std::uint64_t j = 0; j < targets; j += width) bounds.begin.push_back(first + static_cast<std::uint32_t>(j));
  bounds.begin.push_back(first + targets);
  return bounds;
}

/// Builds rows source by source: `start_row`, then `add` for every synapse of that source, at last `finish`.
class row_builder {
public:
  row_builder(std::uint32_t first_source, std::uint32_t sources, slice_bounds bounds) : bounds_(std::move(bounds)) {
    rows_.first_source = first_source;
    rows_.sources = sources;
    rows_.min_delay = std::numeric_limits<std::uint32_t>::max();
    rows_.slices.resize(bounds_.count());
    for (std::size_t s = 0; s < bounds_.count(); ++s) {
      auto& fresh = rows_.slices[s];
      fresh.first_target = bounds_.begin[s];
      fresh.targets = bounds_.begin[s + 1] - bounds_.begin[s];
      fresh.part = bounds_.first_part + static_cast<std::uint32_t>(s);
      fresh.row.reserve(sources + 1u);
    }
    pending_.resize(rows_.slices.size());
  }

  void start_row() {
    flush();
    open_ = true;
  }

  /// One synapse of the open row: `target` counts from the first one, `number` is its place in the order of creation.
  void add(std::uint32_t target, std::uint32_t delay, std::uint64_t number, double weight) {
    target += bounds_.begin[0];
    const auto above = std::upper_bound(bounds_.begin.begin() + 1, bounds_.begin.end() - 1, target);
    const auto s = static_cast<std::size_t>(above - bounds_.begin.begin()) - 1;
    auto& row = pending_[s];
    row.push_back({delay, static_cast<std::uint16_t>(target - bounds_.begin[s]), static_cast<std::uint32_t>(row.size()),
                   number, weight});
    rows_.min_delay = std::min(rows_.min_delay, delay);
    rows_.max_delay = std::max(rows_.max_delay, delay);
    ++rows_.synapses;
  }

  /// The rows; `weights` receives the weight of every synapse per slice in storage order if asked for.
  [[nodiscard]] synapse_rows finish() {
    flush();
    if (rows_.synapses == 0) rows_.min_delay = rows_.max_delay = 0;
    for (std::size_t s = 0; s < rows_.slices.size(); ++s) {
      auto& slice = rows_.slices[s];
      slice.row.push_back(slice.target.size());
      slice.segment_begin.push_back(slice.segments.size());
      if (rows_.slices.size() == 1 && in_order(slice.number)) slice.number = {};
      if (rows_.one_delay()) slice.segment_begin = {}, slice.segments = {};
    }
    return std::move(rows_);
  }
  [[nodiscard]] std::vector<std::vector<double>>& weights() { return weights_; }

private:
  struct synapse {
    std::uint32_t delay;
    std::uint16_t target;
    std::uint32_t position; ///< in the row
    std::uint64_t number;
    double weight;
  };

  static bool in_order(const std::vector<std::uint64_t>& number) {
    for (std::size_t k = 0; k < number.size(); ++k)
      if (number[k] != k) return false;
    return true;
  }

  void flush() {
    weights_.resize(rows_.slices.size());
    if (!open_) return;
    for (std::size_t s = 0; s < pending_.size(); ++s) {
      auto& slice = rows_.slices[s];
      slice.row.push_back(slice.target.size());
      slice.segment_begin.push_back(slice.segments.size());
      // std::stable_sort would do, but libstdc++ 12 implements it with what clang 19 calls deprecated.
      std::sort(pending_[s].begin(), pending_[s].end(), [](const synapse& a, const synapse& b) {
        return a.delay != b.delay ? a.delay < b.delay : a.position < b.position;
      });
      for (const synapse& x : pending_[s]) {
        const bool new_segment =
            slice.segments.size() == slice.segment_begin.back() || slice.segments.back().delay != x.delay;
        if (new_segment) slice.segments.push_back({x.delay, 0});
        ++slice.segments.back().count;
        slice.target.push_back(x.target);
        slice.number.push_back(x.number);
        weights_[s].push_back(x.weight);
      }
      pending_[s].clear();
    }
  }

  slice_bounds bounds_;
  synapse_rows rows_;
  std::vector<std::vector<synapse>> pending_;
  std::vector<std::vector<double>> weights_;
  bool open_ = false;
};

} // namespace cortexpr
