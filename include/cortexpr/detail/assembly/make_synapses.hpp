// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/assembly/assemble_rows.hpp>
#include <cortexpr/detail/assembly/draw_synapses.hpp>
#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/assembly/row_part.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/ordered_work.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace cortexpr::detail {

// How the synapses of a projection are made. Sources are dealt out in pieces of some rows; any thread draws and places
// a piece, and finished pieces are assembled in the order of sources:
//
//   synapse_recipe   connection rule, weights, delays, streams of random numbers       build/build_projection.hpp
//        |
//        | draw      row_drawer                                                        draw_synapses.hpp
//        v
//   created_row      one source: targets, delays, weights in the order of creation     created_row.hpp
//        |
//        | cut       row_cutter, where ranks share the synapses                        row_cutter.hpp
//        | place     row_placer, which asks row_sorter for the order                   place_rows.hpp, sort_row.hpp
//        v
//   placed_rows      a piece: per slice 16-bit targets, stored weights, segments
//        |
//        | assemble  row_assembly, piece by piece in the order of sources              assemble_rows.hpp
//        v
//   assembled_rows   the projection: synapse_rows, and the weights of each slice
//        |
//        | index     connect_by: way back from targets, bits of dense rows, scratch    delivery/connect_rows.hpp
//        v
//   projection_state
//
// Random numbers are addressed by source, so that the result is the same for any number of threads. A synapse is copied
// twice after it was drawn, and never sorted among those of other sources; beyond the result, memory is needed for one
// piece per thread.

/// How the sources of a projection are dealt out, and to how many threads.
class source_pieces {
public:
  template <class Recipe>
  source_pieces(const Recipe& recipe, unsigned threads)
      : sources_(recipe.sources), workers_(Recipe::counts_synapses ? 1 : std::max(threads, 1u)) {
    const auto& begin = recipe.bounds.all.begin;
    const std::size_t targets = begin.empty() ? 0 : begin.back() - begin[0];
    // Enough rows for half a megabyte or so if every tenth pair is connected.
    step_ = std::clamp<std::size_t>((std::size_t{1} << 19) / (targets + 1), 1, 1024);
  }
  [[nodiscard]] std::size_t count() const { return (sources_ + step_ - 1) / step_; }
  [[nodiscard]] std::uint32_t first(std::size_t piece) const { return static_cast<std::uint32_t>(piece * step_); }
  [[nodiscard]] std::uint32_t last(std::size_t piece) const {
    return static_cast<std::uint32_t>(std::min<std::size_t>((piece + 1) * step_, sources_));
  }
  /// The share of all sources that have been made with this piece, 0 to 1.
  [[nodiscard]] double done(std::size_t piece) const { return static_cast<double>(last(piece)) / sources_; }

  /// A worker per thread, each made of the same arguments.
  template <class Worker, class... Arguments>
  [[nodiscard]] sequence<Worker> make_workers(const Arguments&... arguments) const {
    sequence<Worker> workers;
    workers.reserve(workers_);
    for (unsigned t = 0; t < workers_; ++t) workers.emplace_back(arguments...);
    return workers;
  }
  /// Calls prepare(worker, piece, in_turn) on any thread, then finish(worker, piece) in the order of pieces; see
  /// `ordered_work`.
  template <class Worker, class Prepare, class Finish>
  void work_through(sequence<Worker>& workers, const Prepare& prepare, const Finish& finish) const {
    ordered_work<Worker, Prepare, Finish>(count(), prepare, finish).run(workers);
  }

private:
  std::uint32_t sources_;
  unsigned workers_;
  std::size_t step_ = 1;
};

/// The first two stages together: draws and places rows on one thread.
template <class Recipe, class Element, bool StoresWeights>
class row_maker {
public:
  placed_rows<Element> made;

  explicit row_maker(const Recipe& recipe, bool keeps_order)
      : made(recipe.bounds.own.count()),
        drawer_(recipe),
        cutter_(recipe.bounds.complete() ? nullptr : recipe.cutter(recipe.bounds)),
        placer_(recipe.bounds.own, keeps_order) {
    made.numbered = Recipe::numbered; // also on ranks that have no such synapse
  }

  /// The rows of sources [first, last) go to `made`; `count` synapses were created before.
  template <class Encode>
  void make(std::uint32_t first, std::uint32_t last, std::uint64_t count, const Encode& encode) {
    made.clear();
    for (std::uint32_t i = first; i < last; ++i) {
      const created_row& row = drawer_.template draw<StoresWeights>(i, count + made.facts.synapses);
      const row_part* const part = cutter_ ? &cutter_->cut(row) : nullptr;
      placer_.place(part == nullptr ? row : part->row, encode, made, part);
    }
  }
  void finish(std::uint64_t synapses) const { drawer_.finish(synapses); }

private:
  row_drawer<Recipe> drawer_;
  std::unique_ptr<row_cutting> cutter_; ///< none if all synapses are this rank's
  row_placer placer_;
};

/// Makes all synapses of a recipe, on so many threads; `encode(weight)` is what is stored of a weight.
template <class Element, bool StoresWeights, class Recipe, class Encode>
[[nodiscard, gnu::noinline]] assembled_rows<Element> make_synapses(const Recipe& recipe, unsigned threads,
                                                                   bool keeps_order, const Encode& encode) {
  using maker = row_maker<Recipe, Element, StoresWeights>;
  const source_pieces pieces(recipe, threads);
  row_assembly<Element> all(recipe.first_source, recipe.sources, recipe.bounds, keeps_order);
  const auto prepare = [&](maker& m, std::size_t piece, bool in_turn) {
    m.make(pieces.first(piece), pieces.last(piece), in_turn ? all.synapses() : 0, encode);
  };
  const auto finish = [&](maker& m, std::size_t piece) { all.add(m.made, pieces.done(piece)); };
  auto workers = pieces.make_workers<maker>(recipe, keeps_order);
  pieces.work_through(workers, prepare, finish);
  workers[0].finish(all.synapses());
  return all.finish();
}

/// The largest absolute weight that `make_synapses` would draw.
template <class Recipe>
[[nodiscard]] double largest_weight(const Recipe& recipe, unsigned threads) {
  struct piece_reader {
    row_drawer<Recipe> drawer;
    double largest = 0;
    std::uint64_t synapses = 0;
    explicit piece_reader(const Recipe& r) : drawer(r) {}
  };
  const source_pieces pieces(recipe, threads);
  double largest = 0;
  std::uint64_t count = 0;
  const auto prepare = [&](piece_reader& r, std::size_t piece, bool in_turn) {
    r.largest = 0;
    r.synapses = 0;
    for (std::uint32_t i = pieces.first(piece); i < pieces.last(piece); ++i) {
      const created_row& row = r.drawer.draw_weights(i, (in_turn ? count : 0) + r.synapses);
      for (const double w : row.weight) r.largest = std::max(r.largest, std::abs(w));
      r.synapses += row.target.size();
    }
  };
  const auto finish = [&](const piece_reader& r, std::size_t) {
    largest = std::max(largest, r.largest);
    count += r.synapses;
  };
  auto workers = pieces.make_workers<piece_reader>(recipe);
  pieces.work_through(workers, prepare, finish);
  return largest;
}

/// The largest absolute weight that the synapses of a recipe can have, for a store that must have room for it. If the
/// rule does not tell, or the store has too few bits to spend them on weights that never come: the largest that they
/// have.
template <class Store, class Recipe>
[[nodiscard]] double weight_bound(const Recipe& recipe, unsigned threads) {
  if constexpr (sizeof(typename Store::element) > 1 && requires { recipe.weights.bound(); }) {
    recipe.weights.validate(recipe.label + ".w");
    return recipe.weights.bound();
  } else {
    return largest_weight(recipe, threads);
  }
}

} // namespace cortexpr::detail
