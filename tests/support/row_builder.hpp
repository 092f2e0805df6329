// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/assembly/assemble_rows.hpp>

namespace cortexpr {

/// Builds rows source by source: `start_row`, then `add` for every synapse of that source, at last `finish`.
class row_builder {
public:
  row_builder(std::uint32_t first_source, std::uint32_t sources, detail::slice_bounds bounds)
      : bounds_(std::move(bounds)),
        placer_(bounds_),
        piece_(bounds_.count()),
        rows_(first_source, sources, bounds_),
        sources_(std::max(1u, sources)) {}
  row_builder(const row_builder&) = delete;
  row_builder& operator=(const row_builder&) = delete;

  void start_row() {
    flush();
    open_ = true;
  }
  /// One synapse of the open row: `target` counts from the first one, `number` is its place in the order of creation.
  void add(std::uint32_t target, std::uint32_t delay, std::uint64_t number, double weight) {
    row_.target.push_back(target);
    row_.delay.push_back(delay);
    row_.number.push_back(number);
    row_.weight.push_back(weight);
  }
  [[nodiscard]] detail::synapse_rows finish() {
    flush();
    auto [connections, weights] = rows_.finish();
    weights_ = std::move(weights);
    return std::move(connections);
  }
  /// The weight of every synapse per slice in storage order; there after `finish`.
  [[nodiscard]] detail::sequence<detail::long_list<double>>& weights() { return weights_; }

private:
  void flush() {
    if (!open_) return;
    piece_.clear();
    placer_.place(
        row_, [](double w) { return w; }, piece_);
    rows_.add(piece_, std::min(1.0, static_cast<double>(++done_) / sources_));
    row_.clear();
  }

  detail::slice_bounds bounds_;
  detail::row_placer placer_;
  detail::placed_rows<double> piece_;
  detail::row_assembly<double> rows_;
  detail::sequence<detail::long_list<double>> weights_;
  detail::created_row row_;
  std::uint32_t sources_, done_ = 0;
  bool open_ = false;
};

} // namespace cortexpr
