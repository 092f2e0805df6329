// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/detail/assembly/assemble_rows.hpp>
#include <cortexpr/detail/assembly/created_row.hpp>
#include <cortexpr/detail/assembly/delay_steps.hpp>
#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/exchange.hpp>
#include <cortexpr/detail/checkpoint/saved_times.hpp>
#include <cortexpr/detail/checkpoint/saved_traces.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/delivery/connect_rows.hpp>
#include <cortexpr/detail/synapse/synapse_state.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <memory>
#include <tuple>
#include <type_traits>
#include <utility>

/// How a checkpoint holds the synapses of a projection: row by row in the order of their creation, independent of the
/// slices, which depend on the number of threads.

namespace cortexpr::detail {

/// The synapses of some consecutive sources. Where the order of creation has been dropped, a row is sorted by delay.
template <class List, class Weights>
struct saved_rows {
  static constexpr std::size_t variables_count = variable_count<synapse_variables<List>>;

  sequence<std::uint32_t> length, target, delay; ///< per source; per synapse, counted from the first target
  sequence<std::uint32_t> dendrite;              ///< steps, where synapses have dendritic delays of their own
  sequence<std::uint64_t> number;                ///< where synapses have numbers of their own
  sequence<typename Weights::element> weight;
  synapse_columns<List> variables;
  [[no_unique_address]] std::conditional_t<flows_at_events<List>, sequence<std::uint32_t>, absent<0>>
      age; ///< steps
           ///< since variables were those that are stored

  void clear() { *this = {}; }
  template <class F>
  void each_column(F&& f) {
    if constexpr (Weights::per_synapse) f(weight);
    std::apply([&](auto&... column) { (f(column), ...); }, variables);
    if constexpr (flows_at_events<List>) f(age);
  }
};

/// What a file says of all synapses of a projection, before their rows.
struct synapses_heading {
  std::uint64_t synapses = 0;
  bool keeps_order = true;
  bool numbered = false; ///< synapses have numbers of their own
  bool one_delay = true;
  std::uint32_t min_delay = 0;  ///< steps
  bool mixed_dendrites = false; ///< as the description says

  void exchange(auto& file) { file(synapses, keeps_order, numbered, one_delay, min_delay); }
};

template <class List, class Weights>
void write_rows(state_writer& file, saved_rows<List, Weights>& rows, const synapses_heading& all) {
  file.narrow(rows.length);
  file.narrow(rows.target);
  if (!all.one_delay) file.narrow(rows.delay);
  if (all.mixed_dendrites) file.narrow(rows.dendrite);
  if (all.numbered) file(rows.number);
  rows.each_column([&](const auto& column) { file(column); });
}

template <class List, class Weights>
void write_synapses(state_writer& file, const projection_state<List, Weights>& p) {
  constexpr std::size_t enough = std::size_t{1} << 16; // synapses at a time
  const synapse_rows& connections = *p.connections;
  synapses_heading all{.synapses = connections.synapses,
                       .keeps_order = connections.keeps_order,
                       .one_delay = connections.one_delay(),
                       .min_delay = connections.min_delay,
                       .mixed_dendrites = connections.mixed_dendrites};
  // A slice without synapses does not tell.
  for (const slice_rows& slice : connections.slices) all.numbered = all.numbered || slice.order.counts_all;
  file(all);

  struct stored_place {
    std::uint64_t rank; // in the row
    std::size_t slice, position;
    std::uint32_t after; // steps of delay
  };
  sequence<stored_place> row;
  saved_rows<List, Weights> chunk;
  for (std::uint32_t i = 0; i < connections.sources; ++i) {
    row.clear();
    for (std::size_t s = 0; s < connections.slices.size(); ++s) {
      const slice_rows& rows = connections.slices[s];
      connections.for_row(s, i, [&](std::size_t k, std::uint64_t number) {
        row.push_back({number, s, k, connections.min_delay});
      });
      if (all.one_delay) continue;
      auto at = row.end() - static_cast<std::ptrdiff_t>(rows.row[i + 1] - rows.row[i]);
      for (std::uint64_t g = rows.segment_begin[i]; g < rows.segment_begin[i + 1]; ++g)
        for (std::uint32_t n = 0; n < rows.segments[g].count; ++n) (at++)->after = rows.segments[g].delay;
    }
    const auto earlier = [&](const stored_place& a, const stored_place& b) {
      if (!connections.keeps_order && a.after != b.after) return a.after < b.after;
      return a.rank < b.rank;
    };
    if (!std::is_sorted(row.begin(), row.end(), earlier)) std::sort(row.begin(), row.end(), earlier);
    chunk.length.push_back(static_cast<std::uint32_t>(row.size()));
    for (const stored_place& x : row) {
      const slice_rows& rows = connections.slices[x.slice];
      const auto& values = p.slices[x.slice];
      chunk.target.push_back(rows.first_target - connections.slices[0].first_target + rows.target[x.position]);
      if (!all.one_delay) chunk.delay.push_back(x.after);
      if (all.mixed_dendrites) chunk.dendrite.push_back(rows.dendrite[x.position]);
      if (all.numbered) chunk.number.push_back(x.rank);
      if constexpr (Weights::per_synapse) chunk.weight.push_back(values.weights.values[x.position]);
      for_each_index<saved_rows<List, Weights>::variables_count>(
          [&](auto v) { std::get<v>(chunk.variables).push_back(std::get<v>(values.variables)[x.position]); });
      if constexpr (flows_at_events<List>)
        chunk.age.push_back(
            values.times.clock -
            values.times.last[has_time_per_synapse<List> ? x.position : trace_row_of(rows, x.position)]);
    }
    if (chunk.target.size() < enough && i + 1 < connections.sources) continue;
    write_rows(file, chunk, all);
    chunk.clear();
  }
}

/// Reads the next rows. Every number in them is checked: targets, delays and numbers lie inside the projection.
template <class List, class Weights>
void read_rows(state_reader& file, saved_rows<List, Weights>& rows, const synapses_heading& all,
               std::uint32_t targets) {
  file.narrow(rows.length);
  file.narrow(rows.target);
  if (!all.one_delay) file.narrow(rows.delay);
  if (all.mixed_dendrites) file.narrow(rows.dendrite);
  if (all.numbered) file(rows.number);
  std::uint64_t n = 0;
  for (const std::uint32_t length : rows.length) n += length;
  bool fits = rows.target.size() == n && rows.delay.size() == (all.one_delay ? 0 : n) &&
              rows.dendrite.size() == (all.mixed_dendrites ? n : 0) && rows.number.size() == (all.numbered ? n : 0);
  for (const std::uint32_t j : rows.target) fits = fits && j < targets;
  for (const std::uint32_t d : rows.delay) fits = fits && d <= longest_delay;
  for (const std::uint32_t d : rows.dendrite) fits = fits && d <= std::numeric_limits<std::uint16_t>::max();
  for (const std::uint64_t x : rows.number) fits = fits && x < all.synapses;
  rows.each_column([&](auto& column) {
    file(column);
    fits = fits && column.size() == n;
  });
  if (!fits) file.damaged("a row of synapses contradicts itself");
}

/// Reads the synapses of a projection into its values, which hold an empty store, and returns their connections.
/// `former`: the connections that it has now, whose slices stay.
template <class Real, class List, class Weights>
[[nodiscard]] synapse_rows read_synapses(state_reader& file, sequence<slice_values<List, Weights>>& values,
                                         const synapse_rows& former) {
  synapses_heading heading;
  file(heading);
  heading.mixed_dendrites = former.mixed_dendrites;
  if (heading.min_delay > longest_delay) file.damaged("a delay is too long");
  const slice_bounds bounds = bounds_of(former);
  const std::uint32_t targets = bounds.count() == 0 ? 0 : bounds.begin.back() - bounds.begin[0];

  // Rows are placed with the numbers of their synapses in the piece in the place of weights; all values follow them.
  row_placer placer(bounds);
  placed_rows<std::uint32_t> piece(bounds.count());
  row_assembly<std::uint32_t> all(former.first_source, former.sources, bounds,
                                  heading.keeps_order && sizeof(typename Weights::element) >= sizeof(Real));
  saved_rows<List, Weights> rows;
  sequence<sequence<std::uint16_t>> dendrites(values.size());
  created_row row;
  row.one_delay = heading.min_delay;
  for (std::uint32_t i = 0; i < former.sources;) {
    rows.clear();
    read_rows(file, rows, heading, targets);
    if (rows.length.empty() || rows.length.size() > former.sources - i)
      file.damaged("a projection has another number of sources");
    piece.clear();
    std::uint32_t k = 0;
    for (const std::uint32_t length : rows.length) {
      row.clear();
      for (const std::uint32_t end = k + length; k < end; ++k) {
        row.target.push_back(rows.target[k]);
        if (!heading.one_delay) row.delay.push_back(rows.delay[k]);
        if (heading.numbered) row.number.push_back(rows.number[k]);
        row.weight.push_back(k);
      }
      placer.place(
          row, [](double number) { return static_cast<std::uint32_t>(number); }, piece);
    }
    i += static_cast<std::uint32_t>(rows.length.size());
    const double done = static_cast<double>(i) / former.sources;
    for (std::size_t s = 0; s < values.size(); ++s) {
      const auto place = [&](const auto& from, auto& to) {
        std::remove_cvref_t<decltype(to)> sorted;
        for (const std::uint32_t number : piece.slices[s].weight) sorted.push_back(from[number]);
        append(to, sorted, done);
      };
      if (heading.mixed_dendrites)
        for (const std::uint32_t number : piece.slices[s].weight)
          dendrites[s].push_back(static_cast<std::uint16_t>(rows.dendrite[number]));
      if constexpr (Weights::per_synapse) place(rows.weight, values[s].weights.values);
      for_each_index<saved_rows<List, Weights>::variables_count>(
          [&](auto v) { place(std::get<v>(rows.variables), std::get<v>(values[s].variables)); });
      if constexpr (flows_at_events<List>) place(rows.age, values[s].times.last);
      piece.slices[s].weight.clear();
    }
    all.add(piece, done);
    if (all.synapses() > heading.synapses) file.damaged("a projection has more synapses than it says");
  }
  if (all.synapses() != heading.synapses) file.damaged("a projection has fewer synapses than it says");
  synapse_rows connections = all.finish().connections;
  connections.keeps_order = connections.keeps_order && heading.keeps_order;
  connections.mixed_dendrites = heading.mixed_dendrites;
  for (std::size_t s = 0; s < values.size() && heading.mixed_dendrites; ++s)
    connections.slices[s].dendrite = std::move(dendrites[s]);
  return connections;
}

/// All of a projection. `bundled`: it was extracted from a bundle to be written.
template <class List, class Weights>
void write_projection(state_writer& file, const projection_state<List, Weights>& p, bool bundled) {
  using values_type = slice_values<List, Weights>;
  file(bundled, p.rules, p.frozen, p.numbers, p.signal);
  Weights kind{};
  if (!p.slices.empty()) kind = p.slices[0].weights;
  if constexpr (!Weights::per_synapse) file(kind.value);
  if constexpr (Weights::is_fixed_point) file(kind.unit);
  write_synapses(file, p);
  if constexpr (flows_at_events<List>) file(p.slices.empty() ? std::uint32_t{0} : p.slices[0].times.clock);
  if constexpr (values_type::has_source) write_source_traces(file, p);
  for (const auto& slice : p.slices) {
    if constexpr (values_type::has_target)
      for (const auto& target : slice.target) file(target);
  }
  for (const auto& slice : p.slices)
    if constexpr (values_type::sums)
      for (std::size_t j = 0; j < slice.fan_in.weight.size(); ++j) {
        const bool stale = slice.fan_in.stale[j] != 0;
        file(slice.fan_in.weight[j], slice.fan_in.at_start[j], stale);
      }
  for (const auto& slice : p.slices)
    if constexpr (is_scaled<List>)
      for (const double inverse_scale : slice.inverse_scale) file(inverse_scale);
}

/// Reads a projection; `former`: the connections that it has in this simulation.
template <bool InTurn, class Real, class List, class Weights>
void read_projection(state_reader& file, projection_state<List, Weights>& p, const synapse_rows& former, double dt,
                     const std::string& label) {
  using values_type = slice_values<List, Weights>;
  bool bundled = false;
  file(bundled, p.rules, p.frozen, p.numbers, p.signal);
  Weights kind{};
  if constexpr (!Weights::per_synapse) file(kind.value);
  if constexpr (Weights::is_fixed_point) file(kind.unit);
  p.slices.resize(former.slices.size());
  for (auto& slice : p.slices) slice.weights = kind;
  auto connections = std::make_shared<synapse_rows>(read_synapses<Real>(file, p.slices, former));
  connections->bundled = bundled;
  connections->sections = former.sections;
  connect_by<InTurn>(p, std::move(connections), label, dt);
  if constexpr (flows_at_events<List>) {
    std::uint32_t clock = 0;
    file(clock);
    restore_times(file, p, clock);
    prepare_tables(p.tables, p.rules, dt, "projection '" + label + "'");
  }
  if constexpr (values_type::has_source) read_source_traces(file, p);
  for (std::size_t s = 0; s < p.slices.size(); ++s)
    if constexpr (values_type::has_target) {
      p.slices[s].target.resize(p.connections->slices[s].targets);
      for (auto& target : p.slices[s].target) file(target);
    }
  for (std::size_t s = 0; s < p.slices.size(); ++s)
    if constexpr (values_type::sums) {
      auto& sums = p.slices[s].fan_in;
      p.slices[s].sum_fan_in(p.connections->slices[s]);
      for (std::size_t j = 0; j < sums.weight.size(); ++j) {
        bool stale = false;
        file(sums.weight[j], sums.at_start[j], stale);
        sums.stale[j] = stale ? 1 : 0;
        sums.any_stale = sums.any_stale || stale;
      }
    }
  for (std::size_t s = 0; s < p.slices.size(); ++s)
    if constexpr (is_scaled<List>) {
      p.slices[s].inverse_scale.resize(p.connections->slices[s].targets);
      for (double& inverse_scale : p.slices[s].inverse_scale) file(inverse_scale);
    }
}

} // namespace cortexpr::detail
