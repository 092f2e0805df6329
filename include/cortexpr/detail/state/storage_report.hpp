// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/delivery/delivery_layout.hpp>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/state/segment_lines.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <ostream>
#include <string>

namespace cortexpr::detail {

/// What a built projection takes in memory, and how spikes reach its targets.
struct projection_storage {
  delivery_layout layout = delivery_layout::rows;
  std::string_view weights; ///< the name of their store
  std::uint64_t synapses = 0;
  std::size_t slices = 0, bytes = 0;
  double resolution = 0; ///< of fixed-point weights (SI), else 0
  std::size_t width = 0; ///< bytes of a stored weight; 0: none is stored per synapse
  segment_lines segments;
  bool other_stores = false; ///< `stored_as` may choose another store

  [[nodiscard]] double bytes_per_synapse() const {
    return synapses == 0 ? 0 : static_cast<double>(bytes) / static_cast<double>(synapses);
  }
};
template <class List>
std::size_t bytes_in(const List& list) {
  return list.size() * sizeof(typename List::value_type);
}

template <class List, class Weights>
[[nodiscard]] projection_storage storage_of_projection(const projection_state<List, Weights>& p) {
  // Another rank may have some slices.
  const auto& slices = p.connections->slices;
  const slice_rows none;
  const auto* const own = std::find_if(slices.begin(), slices.end(), [](const slice_rows& s) { return !s.elsewhere; });
  projection_storage r{layout_of<List, Weights>(*p.connections, own == slices.end() ? none : *own),
                       Weights::name,
                       p.connections->synapses,
                       p.connections->slices.size(),
                       0,
                       0,
                       Weights::per_synapse ? sizeof(typename Weights::element) : 0,
                       lines_of_rows(*p.connections),
                       Weights::per_synapse && only_transmits<List>};
  for (const slice_rows& rows : p.connections->slices)
    r.bytes += bytes_in(rows.row) + bytes_in(rows.target) + bytes_in(rows.segment_begin) + bytes_in(rows.segments) +
               bytes_in(rows.order.narrow) + bytes_in(rows.order.middle) + bytes_in(rows.order.wide) +
               bytes_in(rows.dendrite) + bytes_in(rows.incoming.begin) + bytes_in(rows.incoming.position) +
               bytes_in(rows.incoming.trace_row);
  for (const auto& values : p.slices) {
    if constexpr (defers_plasticity<List, Weights>) r.bytes += values.log.on ? values.log.bytes() : 0;
    if constexpr (flows_at_events<List>) r.bytes += bytes_in(values.times.last);
    if constexpr (Weights::per_synapse) r.bytes += bytes_in(values.weights.values);
    if constexpr (Weights::is_fixed_point) r.resolution = values.weights.resolution();
    std::apply([&](const auto&... column) { r.bytes += (bytes_in(column) + ... + std::size_t{0}); }, values.variables);
  }
  r.bytes += bytes_in(p.dendrites.under_way);
  for (const auto* const ring : {&p.dendrites.former, &p.dendrites.after})
    for (const auto& slice : *ring)
      for (const auto& targets : slice) r.bytes += bytes_in(targets);
  return r;
}

[[nodiscard]] inline projection_storage storage_of_bundle(const bundle& b) {
  projection_storage r{delivery_layout::bundle,
                       "fixed16",
                       b.connections.synapses,
                       b.slices.size(),
                       0,
                       b.resolution,
                       sizeof(bundled_synapse::weight),
                       lines_of_bundle(b),
                       false};
  for (const bundle_rows& slice : b.slices) {
    r.bytes += bytes_in(slice.rows);
    for (const auto& chunk : slice.chunks) r.bytes += bytes_in(chunk);
  }
  return r;
}

/// What a spike reads, and what it would read and keep if `stored_as` chose another store.
[[nodiscard]] inline std::string describe_segments(const projection_storage& r) {
  const auto& widths = segment_lines::widths;
  const auto place = [&](std::size_t bytes) {
    return static_cast<std::size_t>(std::find(widths.begin(), widths.end(), bytes) - widths.begin());
  };
  const auto lines = [&](std::size_t bytes) { return number_text(r.segments.lines_per_segment(place(bytes)), 3); };
  std::string words =
      joined({"a segment (one spike, delay and slice) has ", number_text(r.segments.synapses_per_segment(), 3),
              " synapses on ", lines(r.width), " cache lines"});
  if (!r.other_stores) return words;
  struct store {
    std::string_view name;
    std::size_t bytes;
  };
  std::string_view before = "; with weights ";
  for (const auto& [name, bytes] : {store{"double", 8}, store{"float", 4}, store{"fixed16", 2}, store{"fixed8", 1}}) {
    if (bytes == r.width) continue;
    const double each = r.bytes_per_synapse() - static_cast<double>(r.width) + static_cast<double>(bytes);
    words += joined({before, name, " ", number_text(each, 3), " bytes per synapse and ", lines(bytes), " lines"});
    before = ", ";
  }
  return words;
}

[[nodiscard]] inline std::string describe_storage(const projection_storage& r) {
  std::string words = joined({r.synapses, " synapses in ", r.slices, r.slices == 1 ? " slice" : " slices", ", weights ",
                              r.weights, ", ", number_text(r.bytes_per_synapse(), 3), " bytes per synapse"});
  if (r.resolution > 0) words += ", resolution " + number_text(r.resolution, 3) + " (SI)";
  words.append(", delivered as ").append(layout_words(r.layout));
  return r.segments.segments == 0 ? words : words + ";\n    " + describe_segments(r);
}

/// Prints how every projection of a built state keeps its weights, what a synapse costs and how spikes are delivered.
template <auto const& D, class Real>
void report_storage(std::ostream& out, const network_state<D, Real>& state) {
  using s = structure<D>;
  std::size_t bytes = 0;
  s::template for_each<item_kind::projection>([&](auto k) {
    const auto& p = item_at<k>(state.items);
    if (p.connections->bundled) {
      out << s::template item<k>::label << ": " << p.connections->synapses << " synapses, in the bundle of '"
          << s::template item<k>::path.source << "'\n";
      return;
    }
    const projection_storage r = storage_of_projection(p);
    bytes += r.bytes;
    out << s::template item<k>::label << ": " << describe_storage(r) << '\n';
  });
  if constexpr (bundling<D, Real>::any)
    for (std::size_t k = 0; k < state.bundles.of_source.size(); ++k)
      if (const auto& b = state.bundles.of_source[k]) {
        const projection_storage r = storage_of_bundle(*b);
        bytes += r.bytes;
        out << "bundle of '" << s::names[k] << "': " << describe_storage(r) << '\n';
      }
  s::template for_each<item_kind::modulation>([&](auto k) {
    const modulator_rows& rows = *item_at<k>(state.items).connections;
    std::size_t mine = bytes_in(item_at<k>(state.items).weight);
    for (const modulator_slice& slice : rows.slices)
      mine += bytes_in(slice.row) + bytes_in(slice.position) + bytes_in(slice.weight_of);
    bytes += mine;
    out << s::template item<k>::label << ": " << rows.connections << " connections to synapses of '"
        << s::template item<k>::path.target << "', " << mine << " bytes\n";
  });
  s::template for_each<item_kind::synapse_coupling>([&](auto k) {
    const sum_rows& rows = *item_at<k>(state.items).connections;
    std::size_t mine = bytes_in(item_at<k>(state.items).weight);
    for (const sum_slice& slice : rows.slices)
      mine += bytes_in(slice.row) + bytes_in(slice.source) + bytes_in(slice.slice) + bytes_in(slice.weight_of);
    bytes += mine;
    out << s::template item<k>::label << ": " << rows.connections << " connections from '"
        << s::template item<k>::path.source << "' to '" << s::template item<k>::path.target << "', " << mine
        << " bytes\n";
  });
  out << "projections in all: " << bytes << " bytes\n";
}

} // namespace cortexpr::detail
