// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/assembly/place_rows.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/bundle/bundle.hpp>
#include <cortexpr/detail/threads/ordered_work.hpp>
#include <memory>

namespace cortexpr::detail {

/// Gives rows of one projection, on one thread: draws them, or reads those that exist.
class member_rows {
public:
  member_rows() = default;
  member_rows(const member_rows&) = delete;
  member_rows& operator=(const member_rows&) = delete;
  virtual ~member_rows() = default;

  /// The rows of the sources [first, last), counted from the projection's first source.
  virtual const placed_rows<std::int16_t>& make(std::uint32_t first, std::uint32_t last) = 0;
  /// To be called at the end with the number of all synapses: checks the lengths of lists.
  virtual void finish(std::uint64_t synapses) const = 0;
};

/// A projection that enters a bundle.
struct bundle_member {
  std::size_t column = 0;
  std::uint32_t first_source = 0, sources = 0;
  shared_bounds bounds;
};

/// Rows of consecutive sources in one slice of a bundle.
struct bundle_chunk {
  sequence<bundle_rows::row_start> rows; ///< without the number of their chunk
  long_list<bundled_synapse> synapses;
};

/// Merges rows of members into rows of a bundle, on one thread. Each member's rows are in the order of delays; a merged
/// row is sorted by delay, then by member. Slices of other ranks stay empty.
class bundle_worker {
public:
  sequence<bundle_chunk> slices;
  sequence<std::uint64_t> made; ///< synapses per member
  std::uint32_t min_delay = std::numeric_limits<std::uint32_t>::max(), max_delay = 0;

  /// `own`: the slices that this rank has; refers to all but the makers.
  bundle_worker(const sequence<bundle_slice>& layout, const sequence<bool>& own, const sequence<bundle_member>& members,
                sequence<std::unique_ptr<member_rows>> makers)
      : layout_(&layout), own_(&own), members_(&members), makers_(std::move(makers)) {
    for (const bundle_slice& slice : layout) {
      auto& found = sources_.emplace_back();
      for (std::size_t m = 0; m < members.size(); ++m)
        for (const bundle_piece& piece : slice.pieces)
          if (piece.column == members[m].column && members[m].bounds.own.has_part(piece.part)) {
            const slice_bounds& bounds = members[m].bounds.own;
            const std::size_t s = piece.part - bounds.first_part;
            found.push_back({m, s, piece.first + (bounds.begin[s] - piece.first_target)});
          }
    }
  }

  void make(std::uint32_t first, std::uint32_t last) {
    slices.assign(layout_->size(), {});
    made.assign(members_->size(), 0);
    min_delay = std::numeric_limits<std::uint32_t>::max();
    max_delay = 0;
    // Few enough rows for their members to stay in the cache.
    constexpr std::uint32_t at_once = 64;
    for (std::uint32_t i = first; i < last; i += at_once) {
      const std::uint32_t end = std::min(last, i + at_once);
      make_members(i, end);
      for (std::size_t s = 0; s < slices.size(); ++s) {
        if (!(*own_)[s]) continue;
        merge(s, i, end);
        if (i == first) make_room(slices[s], double(last - first) / (end - first));
      }
    }
  }
  void finish(const sequence<std::uint64_t>& synapses) const {
    for (std::size_t m = 0; m < makers_.size(); ++m) makers_[m]->finish(synapses[m]);
  }

private:
  /// Where a slice of a member goes in the bundle.
  struct source {
    std::size_t member, slice;
    std::uint32_t shift; ///< from targets of the projection's slice to those of the bundle's
  };
  /// The rows that a member gave last: of the sources [first, last) of the population.
  struct made_rows {
    std::uint32_t first = 0, last = 0;
    const placed_rows<std::int16_t>* rows = nullptr;
  };
  /// How far a slice of a member has been read.
  struct reading {
    std::size_t row = 0, segment = 0, synapse = 0;
  };

  void make_members(std::uint32_t begin, std::uint32_t end) {
    ready_.resize(members_->size());
    for (std::size_t m = 0; m < members_->size(); ++m) {
      const bundle_member& member = (*members_)[m];
      made_rows& r = ready_[m];
      r.first = std::max(begin, member.first_source);
      r.last = std::max(r.first, std::min(end, member.first_source + member.sources));
      if (r.first == r.last) continue;
      r.rows = &makers_[m]->make(r.first - member.first_source, r.last - member.first_source);
      const global_facts& facts = r.rows->facts;
      made[m] += facts.synapses;
      if (facts.synapses == 0) continue;
      min_delay = std::min(min_delay, facts.min_delay);
      max_delay = std::max(max_delay, facts.max_delay);
    }
  }

  /// The rows of sources [begin, end): by delay, then member, then as the member has them.
  void merge(std::size_t s, std::uint32_t begin, std::uint32_t end) {
    bundle_chunk& out = slices[s];
    const std::uint32_t low = min_delay;
    next_.assign(max_delay >= low ? max_delay - low + std::size_t{1} : 0, 0);
    readings_.assign(sources_[s].size(), {});
    for (std::uint32_t i = begin; i < end; ++i) {
      const auto each = [&](auto&& f) {
        for (std::size_t k = 0; k < sources_[s].size(); ++k) {
          const made_rows& r = ready_[sources_[s][k].member];
          if (i >= r.first && i < r.last) f(sources_[s][k], readings_[k], r.rows->slices[sources_[s][k].slice]);
        }
      };
      each([&](const source&, const reading& at, const auto& rows) {
        for (std::uint32_t n = 0; n < rows.row_segments[at.row]; ++n)
          next_[rows.segments[at.segment + n].delay - low] += rows.segments[at.segment + n].count;
      });
      std::uint32_t length = 0;
      for (std::uint32_t& n : next_) length += std::exchange(n, length);
      row_.resize(length);
      each([&](const source& from, reading& at, const auto& rows) {
        for (std::uint32_t n = 0; n < rows.row_segments[at.row]; ++n) {
          const segment& part = rows.segments[at.segment++];
          bundled_synapse* const to = row_.data() + next_[part.delay - low];
          const std::uint16_t* const target = rows.target.data() + at.synapse;
          const std::int16_t* const weight = rows.weight.data() + at.synapse;
          for (std::uint32_t k = 0; k < part.count; ++k)
            to[k] = {static_cast<std::uint16_t>(target[k] + from.shift), weight[k]};
          next_[part.delay - low] += part.count;
          at.synapse += part.count;
        }
        ++at.row;
      });
      write_row(out, low);
    }
  }
  /// Appends row_ with its headings; next_ holds where the synapses of every delay end.
  void write_row(bundle_chunk& out, std::uint32_t low) {
    constexpr std::uint32_t most = bundled_synapse::most;
    bundle_rows::row_start begin{0, 0, out.synapses.size()};
    std::uint32_t former = 0, done = 0;
    const auto head = [&](std::uint32_t later, std::uint32_t count) {
      out.synapses.push_back(bundled_synapse::heading(later, count));
      ++begin.segments;
    };
    for (std::size_t d = 0; d < next_.size(); ++d) {
      const std::uint32_t end = std::exchange(next_[d], 0u);
      if (end == done) continue;
      std::uint32_t later = low + static_cast<std::uint32_t>(d) - former;
      former += later;
      for (; later > most; later -= most) head(most, 0);
      while (done < end) {
        const std::uint32_t n = std::min(end - done, most);
        head(std::exchange(later, 0u), n);
        out.synapses.append(row_.data() + done, n);
        done += n;
      }
    }
    out.rows.push_back(begin);
  }

  /// Reserves memory for a chunk that will have `factor` times the rows it has.
  static void make_room(bundle_chunk& chunk, double factor) {
    const auto all = [&](std::size_t n) {
      return static_cast<std::size_t>(static_cast<double>(n) * factor * 1.02) + 64;
    };
    long_list<bundled_synapse> roomy;
    roomy.reserve(all(chunk.synapses.size()));
    roomy.append(chunk.synapses.data(), chunk.synapses.size());
    chunk.synapses = std::move(roomy);
  }

  const sequence<bundle_slice>* layout_;
  const sequence<bool>* own_;
  const sequence<bundle_member>* members_;
  sequence<std::unique_ptr<member_rows>> makers_;
  sequence<sequence<source>> sources_; ///< per slice of the bundle
  sequence<made_rows> ready_;
  sequence<reading> readings_;
  sequence<std::uint32_t> next_; ///< per delay: where the next synapse goes
  sequence<bundled_synapse> row_;
};

/// The bundle of a population, and how many synapses each member has in it.
struct assembled_bundle {
  bundle made;
  sequence<std::uint64_t> synapses;
};

/// Makes a bundle for a population of `sources` neurons. The rows are the same for any number of workers. A template,
/// so that networks without bundles do not compile it.
template <class Worker>
[[nodiscard]] assembled_bundle assemble_bundle(sequence<Worker>& workers, const sequence<bool>& own,
                                               std::uint32_t sources, std::size_t targets, double resolution) {
  assembled_bundle all;
  bundle& b = all.made;
  sequence<std::uint64_t>& made = all.synapses;
  b.resolution = resolution;
  b.slices.resize(own.size());
  b.connections.sources = sources;
  b.connections.keeps_order = false;
  b.connections.min_delay = std::numeric_limits<std::uint32_t>::max();
  // Several pieces per worker, none above 60 MB or so if every twentieth pair is connected.
  const std::size_t even = sources / (4 * workers.size()) + 1, most = (std::size_t{1} << 28) / (targets + 1) + 1;
  const std::size_t step = std::min(even, most);
  const auto first = [&](std::size_t k) {
    return static_cast<std::uint32_t>(std::min<std::size_t>(k * step, sources));
  };
  const auto prepare = [&](Worker& w, std::size_t k, bool) { w.make(first(k), first(k + 1)); };
  const auto finish = [&](Worker& w, std::size_t) {
    made.resize(w.made.size());
    for (std::size_t m = 0; m < made.size(); ++m) made[m] += w.made[m], b.connections.synapses += w.made[m];
    b.connections.min_delay = std::min(b.connections.min_delay, w.min_delay);
    b.connections.max_delay = std::max(b.connections.max_delay, w.max_delay);
    for (std::size_t s = 0; s < own.size(); ++s) {
      if (!own[s]) continue;
      bundle_rows& slice = b.slices[s];
      bundle_chunk& fresh = w.slices[s];
      for (bundle_rows::row_start& row : fresh.rows) row.chunk = static_cast<std::uint32_t>(slice.chunks.size());
      slice.rows.append(fresh.rows.data(), fresh.rows.size());
      slice.chunks.push_back(std::move(fresh.synapses));
    }
  };
  const std::size_t pieces = (sources + step - 1) / step;
  ordered_work<Worker, decltype(prepare), decltype(finish)>(pieces, prepare, finish).run(workers);
  workers[0].finish(made);
  if (b.connections.synapses == 0) b.connections.min_delay = 0;
  return all;
}

} // namespace cortexpr::detail
