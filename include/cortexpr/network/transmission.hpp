// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/storage/rows.hpp>
#include <cortexpr/storage/spike_history.hpp>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace cortexpr {

/// Where a projection's spikes act: one variable of the target population, and which neurons hold it now.
template <class Real>
struct receptor_column {
  Real* variable = nullptr;
  const Real* refractory = nullptr; ///< remaining refractory steps if the variable is held meanwhile, else null
};

/// The spikes that are on their way through the rows of one slice, oldest first and of one step by source: each knows
/// its next segment, so that no step searches. It follows from the remembered spikes, is no part of a state's value and
/// is not copied: it is found anew when a step does not follow the one before.
class alignas(64) spikes_under_way {
public:
  spikes_under_way() = default;
  spikes_under_way(const spikes_under_way& o) { reserve(o.cursors_.capacity()); }
  spikes_under_way(spikes_under_way&&) noexcept = default;
  spikes_under_way& operator=(const spikes_under_way& o) {
    if (this != &o) *this = spikes_under_way(o);
    return *this;
  }
  spikes_under_way& operator=(spikes_under_way&&) noexcept = default;
  ~spikes_under_way() = default;

  /// Room for every spike that these connections can have under way, within reason.
  void reserve(const synapse_rows& connections) {
    const std::uint64_t span = connections.max_delay - connections.min_delay + std::uint64_t{1};
    const std::uint64_t reason =
        std::max<std::uint64_t>(std::uint64_t{4} * connections.sources, std::uint64_t{1} << 20);
    reserve(static_cast<std::size_t>(std::min(span * connections.sources, reason)));
  }
  /// To be called when remembered spikes were changed from outside.
  void forget() { next_step_ = -1; }

  /// Calls f(begin, end) for the synapses of every spike that arrives in `step`: by emission step, then source;
  /// `prefetch(begin, end)` some time before.
  template <class Prefetch, class F>
  void arrive(const synapse_rows& connections, const slice_rows& rows, const spike_history& spikes, std::int64_t step,
              const Prefetch& prefetch, const F& f) {
    if (step != next_step_) {
      cursors_.clear();
      for (std::int64_t age = connections.max_delay; age > connections.min_delay; --age)
        if (age <= step) enter(connections, rows, spikes.of(step - age), step, age);
    }
    next_step_ = step + 1;
    if (step >= connections.min_delay)
      enter(connections, rows, spikes.of(step - connections.min_delay), step, connections.min_delay);
    pass(rows, static_cast<std::uint32_t>(step), prefetch, f);
  }

private:
  /// Of one spike: its next segment.
  struct cursor {
    std::uint64_t position; ///< of the segment's first synapse
    std::uint64_t segment;
    std::uint32_t count; ///< synapses
    std::uint32_t left;  ///< segments, this one included
    std::uint32_t due;   ///< step, the lower 32 bits
  };
  static constexpr std::size_t ahead = 5; ///< segments; their lines come from main memory

  void reserve(std::size_t n) { cursors_.reserve(n); }

  template <class Spikes>
  void enter(const synapse_rows& connections, const slice_rows& rows, const Spikes& spikes, std::int64_t step,
             std::int64_t age) {
    const auto each = [&](auto&& f) {
      for (const std::uint32_t neuron : spikes) {
        if (neuron < connections.first_source) continue;
        if (neuron - connections.first_source >= connections.sources) break;
        f(neuron - connections.first_source);
      }
    };
    each([&](std::uint32_t i) {
      __builtin_prefetch(rows.row.data() + i);
      __builtin_prefetch(rows.segment_begin.data() + i);
    });
    each([&](std::uint32_t i) { __builtin_prefetch(rows.segments.data() + rows.segment_begin[i]); });
    each([&](std::uint32_t i) {
      std::uint64_t position = rows.row[i], segment = rows.segment_begin[i];
      const std::uint64_t last = rows.segment_begin[i + std::size_t{1}];
      while (segment < last && rows.segments[segment].delay < age) position += rows.segments[segment++].count;
      if (segment == last) return;
      const cortexpr::segment& next = rows.segments[segment];
      cursors_.push_back({position, segment, next.count, static_cast<std::uint32_t>(last - segment),
                          static_cast<std::uint32_t>(step - age + next.delay)});
    });
  }

  template <class Prefetch, class F>
  void pass(const slice_rows& rows, std::uint32_t step, const Prefetch& prefetch, const F& f) {
    const segment* const segments = rows.segments.data();
    cursor* const list = cursors_.data();
    const std::size_t n = cursors_.size();
    const auto look = [&](const cursor& c) __attribute__((always_inline)) {
      if (c.due != step) return;
      __builtin_prefetch(segments + c.segment + (c.left > 1 ? 1 : 0));
      prefetch(static_cast<std::size_t>(c.position), static_cast<std::size_t>(c.position + c.count));
    };
    for (std::size_t k = 0; k < std::min(n, ahead); ++k) look(list[k]);
    std::size_t kept = 0;
    for (std::size_t k = 0; k < n; ++k) {
      if (k + ahead < n) look(list[k + ahead]);
      cursor c = list[k];
      if (c.due == step) {
        f(static_cast<std::size_t>(c.position), static_cast<std::size_t>(c.position + c.count));
        if (--c.left == 0) continue;
        const segment* const here = segments + c.segment++;
        c.position += c.count;
        c.due += here[1].delay - here[0].delay;
        c.count = here[1].count;
      }
      list[kept++] = c;
    }
    cursors_.resize(kept);
  }

  std::vector<cursor> cursors_;
  std::int64_t next_step_ = -1;
};

namespace detail {

/// Adds the weights of synapses [begin, end) to their targets.
template <class Real, class Values>
void transmit_row(const slice_rows& rows, const Values& values, std::size_t begin, std::size_t end,
                  receptor_column<Real> to) {
  const std::uint16_t* const target = rows.target.data();
  Real* const variable = to.variable + rows.first_target;
  if (to.refractory == nullptr) {
#pragma GCC unroll 4
    for (std::size_t k = begin; k < end; ++k) variable[target[k]] += static_cast<Real>(values.weights[k]);
  } else {
    const Real* const refractory = to.refractory + rows.first_target;
    for (std::size_t k = begin; k < end; ++k)
      variable[target[k]] += refractory[target[k]] > 0 ? Real(0) : static_cast<Real>(values.weights[k]);
  }
}

/// Fetches what lies in [first, last), but not more than a few lines: the processor goes on by itself.
/// Always inlined, as all that ends here: g++ drops calls of functions that do nothing but prefetch.
template <class T>
[[gnu::always_inline]] inline void prefetch_lines(const T* first, const T* last) {
  constexpr std::uintptr_t line = 64, most = 6 * line;
  const auto begin = reinterpret_cast<std::uintptr_t>(first) / line * line;
  const auto end = std::min(reinterpret_cast<std::uintptr_t>(last), begin + most);
  for (std::uintptr_t at = begin; at < end; at += line) __builtin_prefetch(reinterpret_cast<const void*>(at));
}

/// Calls add(begin, end) for the synapses of all spikes that arrive in `step` at a slice: by emission step, then
/// source; prefetch(begin, end) some time before.
template <class Prefetch, class Add>
[[gnu::always_inline]] inline void for_arriving_rows(const synapse_rows& connections, const slice_rows& rows,
                                                     spikes_under_way& under_way, const spike_history& spikes,
                                                     std::int64_t step, const Prefetch& prefetch, const Add& add) {
  if (!connections.one_delay()) return under_way.arrive(connections, rows, spikes, step, prefetch, add);
  if (step < connections.min_delay) return;
  const auto now = spikes.of(step - connections.min_delay);
  const auto source_of = [&](std::uint32_t neuron) { return std::size_t{neuron} - connections.first_source; };
  const auto with_row = [&](std::uint32_t neuron, const auto& f) {
    f(static_cast<std::size_t>(rows.row[source_of(neuron)]), static_cast<std::size_t>(rows.row[source_of(neuron) + 1]));
  };
  auto next = now.begin();
  const auto end = now.end();
  for (const std::uint32_t neuron : now) {
    if (next != end) ++next;
    if (neuron < connections.first_source) continue;
    if (source_of(neuron) >= connections.sources) break;
    // Rows with one delay are long: the first lines of the next one are enough.
    if (next != end && source_of(*next) < connections.sources) with_row(*next, prefetch);
    with_row(neuron, add);
  }
}

/// Plain transmission of all spikes that arrive in `step` at a slice, the path of all static networks: by emission
/// step, then source, then synapse number.
template <class Real, class Values>
void transmit_arrivals(const synapse_rows& connections, const slice_rows& rows, const Values& values,
                       spikes_under_way& under_way, const spike_history& spikes, std::int64_t step,
                       receptor_column<Real> to) {
  const auto prefetch = [&](std::size_t begin, std::size_t end) __attribute__((always_inline)) {
    const std::uint16_t* const target = rows.target.data();
    prefetch_lines(target + begin, target + end);
    if constexpr (std::remove_cvref_t<decltype(values.weights)>::per_synapse) {
      const auto* const weight = values.weights.values.data();
      prefetch_lines(weight + begin, weight + end);
    }
  };
  const auto add = [&](std::size_t begin, std::size_t end) { transmit_row(rows, values, begin, end, to); };
  for_arriving_rows(connections, rows, under_way, spikes, step, prefetch, add);
}

} // namespace detail

} // namespace cortexpr
