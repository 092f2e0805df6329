// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/assembly/created_row.hpp>
#include <cortexpr/detail/assembly/row_part.hpp>
#include <cortexpr/detail/assembly/sort_row.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

namespace cortexpr::detail {

/// Rows of consecutive sources in one slice, as they are stored. `Element`: what is stored of a weight.
template <class Element>
struct placed_slice {
  sequence<std::uint32_t> row_length, row_segments; ///< per source
  sequence<std::uint16_t> target;
  sequence<Element> weight;
  sequence<std::uint32_t> rank;   ///< in the row of the source
  sequence<std::uint64_t> number; ///< instead, where synapses have numbers of their own
  sequence<segment> segments;

  void clear() {
    row_length.clear();
    row_segments.clear();
    target.clear();
    weight.clear();
    rank.clear();
    number.clear();
    segments.clear();
  }
};

/// Rows of consecutive sources: what placing gives and assembling takes.
template <class Element>
struct placed_rows {
  sequence<placed_slice<Element>> slices; ///< of this rank
  global_facts facts;                     ///< of whole rows
  bool as_stored = true;                  ///< the storage order of every row is its order of creation
  bool numbered = false;                  ///< synapses have numbers of their own; stays so when cleared
  /// Two numbers per row: its synapses in the slices before and after those of this rank; empty if it has all.
  sequence<std::uint32_t> elsewhere;

  explicit placed_rows(std::size_t slice_count) : slices(slice_count) {}

  void clear() {
    for (auto& s : slices) s.clear();
    elsewhere.clear();
    facts = {};
    as_stored = true;
  }
};

template <class Weights>
[[noreturn]] void refuse_weight(const Weights& weights, double x, const std::string& name) {
  if constexpr (Weights::is_fixed_point)
    raise({"'", name, "': a weight of ", x / weights.resolution(), " resolutions is out of the range of ",
           Weights::name, ", which the largest weight at the build decided (", Weights::largest, " resolutions of ",
           number_text(weights.resolution(), 3), " in SI units); build with larger weights, or store them as float"});
  std::abort();
}

/// What a store keeps of a weight; throws if it is out of its range.
template <class Weights>
[[nodiscard]] auto checked_weight(const Weights& weights, double x, const std::string& name) {
  if (!weights.fits(x)) refuse_weight(weights, x, name);
  return weights.encode(x);
}

/// What a store keeps of the weights that are drawn for it. A class and no lambda, so that projections of equal types
/// share the code that makes their synapses.
template <class Weights, class Real>
struct weight_encoder {
  const Weights& kind;
  const std::string& name;

  [[nodiscard]] auto operator()([[maybe_unused]] double value) const {
    if constexpr (Weights::per_synapse)
      return checked_weight(kind, value, name);
    else
      return Real(0);
  }
};

/// Second stage of building: appends a row, synapse by synapse, to the slices of its targets, sorted by delay. A
/// synapse is written once, to its final place among the rows. On one thread.
class row_placer {
public:
  /// Without `keeps_order` nothing is noted of the order of creation. Refers to the bounds.
  explicit row_placer(const slice_bounds& bounds, bool keeps_order = true)
      : bounds_(&bounds), keeps_order_(keeps_order) {}

  /// `encode(weight)` is what is stored of a weight. `part`: what the row is a part of, unless it is whole.
  template <class Element, class Encode>
  void place(const created_row& row, const Encode& encode, placed_rows<Element>& to, const row_part* part = nullptr) {
    if (part != nullptr) {
      to.facts.add(part->whole);
      to.as_stored = to.as_stored && part->as_stored;
      to.elsewhere.push_back(part->before);
      to.elsewhere.push_back(part->after);
    }
    if (row.target.empty()) {
      for (auto& s : to.slices) s.row_length.push_back(0), s.row_segments.push_back(0);
      return;
    }
    const row_order& order = sorter_.sort(row, *bounds_);
    if (part == nullptr) {
      to.facts.add({row.target.size(), order.min_delay, order.max_delay, false});
      to.as_stored = to.as_stored && order.as_created();
    }
    to.numbered = to.numbered || !row.number.empty();
    make_room(row, order, to.slices);
    write(row, order, encode, to.slices, part == nullptr ? nullptr : part->place.data());
  }

private:
  /// Where a row goes in a slice: shifted so that places in the whole row can be used.
  struct destination {
    std::ptrdiff_t shift = 0;
    std::uint32_t first_target = 0;
  };

  template <class Element>
  void make_room(const created_row& row, const row_order& order, sequence<placed_slice<Element>>& slices) {
    destinations_.resize(slices.size());
    const segment* next = order.segments.data();
    std::size_t begin = 0;
    for (std::size_t s = 0; s < slices.size(); ++s) {
      auto& slice = slices[s];
      const std::size_t former = slice.target.size(), now = former + order.length[s];
      slice.row_length.push_back(order.length[s]);
      slice.row_segments.push_back(order.segment_count[s]);
      slice.segments.append(next, order.segment_count[s]);
      next += order.segment_count[s];
      slice.target.resize(now);
      if (!row.weight.empty()) slice.weight.resize(now);
      if (keeps_order_ && !row.number.empty()) slice.number.resize(now);
      if (keeps_order_ && row.number.empty()) slice.rank.resize(now);
      destinations_[s] = {static_cast<std::ptrdiff_t>(former) - static_cast<std::ptrdiff_t>(begin),
                          bounds_->begin[s] - bounds_->begin[0]};
      begin += order.length[s];
    }
  }

  template <class Element, class Encode>
  void write(const created_row& row, const row_order& order, const Encode& encode,
             sequence<placed_slice<Element>>& slices, const std::uint32_t* rank) const {
    const std::size_t n = row.target.size();
    const auto each = [&](auto&& put) {
      if (slices.size() == 1)
        for (std::size_t k = 0; k < n; ++k)
          put(slices[0], k, static_cast<std::size_t>(order.place[k] + destinations_[0].shift), 0);
      else
        for (std::size_t k = 0; k < n; ++k) {
          const destination& to = destinations_[order.slice[k]];
          put(slices[order.slice[k]], k, static_cast<std::size_t>(order.place[k] + to.shift), to.first_target);
        }
    };
    // One loop per list: each is in reach of the optimiser.
    each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t first) {
      s.target[at] = static_cast<std::uint16_t>(row.target[k] - first);
    });
    if (!row.weight.empty())
      each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t) { s.weight[at] = encode(row.weight[k]); });
    if (!keeps_order_) return;
    if (!row.number.empty())
      return each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t) { s.number[at] = row.number[k]; });
    each([&](auto& s, std::size_t k, std::size_t at, std::uint32_t) {
      s.rank[at] = rank == nullptr ? static_cast<std::uint32_t>(k) : rank[k];
    });
  }

  const slice_bounds* bounds_;
  bool keeps_order_;
  row_sorter sorter_;
  sequence<destination> destinations_; // of the row that is being placed
};

} // namespace cortexpr::detail
