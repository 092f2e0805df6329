// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/assembly/row_assembly.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/threads/ordered_work.hpp>
#include <cortexpr/units/steps.hpp>
#include <string>

namespace cortexpr::detail {

/// Samples values for synapses: from a list by creation number, from a matrix or a rule by (source, target). Refers to
/// the values.
template <class V>
class synapse_sampler {
public:
  synapse_sampler(const V& given_values, std::uint64_t seed, std::string name)
      : values_(&given_values), name_(std::move(name)), numbers_(make_stream(seed, name_)) {
    if constexpr (!is_value_list<V>) values_->validate(name_);
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  void start_row(std::uint32_t source) { generator_ = generator(numbers_, source); }
  [[nodiscard]] double operator()(std::uint32_t i, std::uint32_t j, std::uint64_t number) {
    const double x = sample(i, j, number);
    if (!std::isfinite(x)) not_finite(i, j, number);
    return x;
  }
  /// Values for all synapses of source i; `number_of(k)` is the creation number of the k-th.
  template <class Numbers>
  void fill(std::uint32_t i, const sequence<std::uint32_t>& targets, const Numbers& number_of, sequence<double>& out) {
    start_row(i);
    const std::size_t n = targets.size();
    out.resize(n);
    for (std::size_t k = 0; k < n; ++k) out[k] = sample(i, targets[k], number_of(k));
    int bad = 0;
    for (std::size_t k = 0; k < n; ++k) bad |= std::abs(out[k]) <= std::numeric_limits<double>::max() ? 0 : 1;
    if (bad == 0) return;
    for (std::size_t k = 0; k < n; ++k)
      if (!std::isfinite(out[k])) not_finite(i, targets[k], number_of(k));
  }
  void finish(std::uint64_t synapses) const {
    if constexpr (is_value_list<V>)
      if (!values_->is_matrix() && values_->si.size() != synapses) wrong_length(synapses);
  }

private:
  [[nodiscard]] double sample(std::uint32_t i, std::uint32_t j, std::uint64_t number) {
    if constexpr (is_value_list<V>) {
      if (const double* const x = values_->find(i, j, number)) return *x;
      wrong_length(number + 1);
    } else {
      return (*values_)(generator_, i, j);
    }
  }
  [[noreturn, gnu::cold]] void not_finite(std::uint32_t i, std::uint32_t j, std::uint64_t number) const {
    raise({"'", name_, "': the value of synapse ", number, " (", i, " -> ", j, ") is not a finite number"});
  }
  [[noreturn, gnu::cold]] void wrong_length(std::uint64_t synapses) const {
    if constexpr (is_value_list<V>)
      raise({"'", name_, "': ", values_->si.size(), " values for ", synapses > values_->si.size() ? "at least " : "",
             synapses,
             " synapses; give one value per synapse in the order of creation (all_to_all: sources x targets, row by "
             "row)"});
    std::abort();
  }
  const V* values_;
  std::string name_;
  stream numbers_;
  generator generator_{numbers_, 0};
};

inline constexpr double longest_delay = 1e7; // steps

/// Steps of a delay: whole, or rounded to the nearest step where that was asked for.
inline std::uint32_t delay_steps(double seconds, double dt, bool rounds, const std::string& name) {
  const std::string owner = "'" + name + "'";
  if (seconds < 0)
    raise({owner, ": a delay of ", quantity_text(seconds, dim::second),
           " is negative; spikes cannot arrive before they are sent"});
  require_time(seconds, "a delay", owner, false);
  const double steps = seconds / dt, nearest = nearest_step(steps);
  if (!(steps <= longest_delay))
    raise({owner, ": a delay of ", quantity_text(seconds, dim::second), " is more than ten million steps"});
  if (!rounds && !is_whole(steps, nearest))
    refuse_off_grid(seconds, dt, "a delay", owner, false, "; write delay(...).rounded() to take the nearest step");
  return static_cast<std::uint32_t>(nearest);
}

/// All delays of a row in steps.
inline void delay_steps(const sequence<double>& seconds, double dt, bool rounds, const std::string& name,
                        sequence<std::uint32_t>& out) {
  const std::size_t n = seconds.size();
  out.resize(n);
  int bad = 0;
  for (std::size_t k = 0; k < n; ++k) {
    const double steps = seconds[k] / dt, nearest = nearest_step(steps);
    bad |= seconds[k] >= 0 && steps <= longest_delay ? 0 : 1;
    bad |= rounds || is_whole(steps, nearest) ? 0 : 1;
    out[k] = static_cast<std::uint32_t>(static_cast<std::int32_t>(nearest < 2e7 ? nearest : 2e7));
  }
  if (bad == 0) return;
  for (std::size_t k = 0; k < n; ++k) out[k] = delay_steps(seconds[k], dt, rounds, name);
}

/// What the synapses of a projection are made from.
template <class Plan, class Weights, class Delays>
struct synapse_recipe {
  using plan_type = Plan;
  using weights_type = Weights;
  using delays_type = Delays;
  const Plan& plan;
  const Weights& weights;
  const Delays& delays;
  std::uint32_t first_source, sources;
  slice_bounds bounds;
  std::string label;
  std::uint64_t seed;
  double dt;
  bool rounds_delay;
};
// clang 14 does not deduce the arguments of aggregates by itself.
template <class Plan, class Weights, class Delays>
synapse_recipe(const Plan&, const Weights&, const Delays&, std::uint32_t, std::uint32_t, slice_bounds, std::string,
               std::uint64_t, double, bool) -> synapse_recipe<Plan, Weights, Delays>;

/// Prepares rows on one thread. `Numbered`: the plan says the numbers of its synapses; `Stored`: every synapse keeps
/// a weight.
template <bool Numbered, bool Stored, class Element, class Plan, class Weights, class Delays>
class row_maker {
public:
  using recipe_type = synapse_recipe<Plan, Weights, Delays>;
  static constexpr bool reads_lists = is_value_list<Weights> || is_value_list<Delays>;
  row_chunk<Element> chunk;

  explicit row_maker(const recipe_type& r, bool keeps_order = true)
      : chunk(r.bounds, keeps_order),
        recipe_(&r),
        weight_of_(r.weights, r.seed, r.label + ".w"),
        delay_of_(r.delays, r.seed, r.label + ".delay") {}

  /// The rows of sources [first, last); `count` synapses were made before.
  template <class Encode>
  void make(std::uint32_t first, std::uint32_t last, std::uint64_t count, const Encode& encode) {
    chunk.clear();
    for (std::uint32_t i = first; i < last; ++i) {
      list_targets(i);
      const auto number_of = numbers_from(count);
      if (!row_.target.empty()) sample_delays(i, number_of);
      if constexpr (Stored) weight_of_.fill(i, row_.target, number_of, row_.weight);
      chunk.add(row_, encode);
      count += row_.target.size();
    }
  }
  /// The largest absolute weight of sources [first, last).
  void find_largest(std::uint32_t first, std::uint32_t last, std::uint64_t count) {
    made_ = 0;
    largest_ = 0;
    for (std::uint32_t i = first; i < last; ++i) {
      list_targets(i);
      weight_of_.fill(i, row_.target, numbers_from(count + made_), row_.weight);
      for (const double w : row_.weight) largest_ = std::max(largest_, std::abs(w));
      made_ += row_.target.size();
    }
  }
  [[nodiscard]] double largest() const { return largest_; }
  [[nodiscard]] std::uint64_t made() const { return made_; }
  void finish(std::uint64_t synapses) const {
    weight_of_.finish(synapses);
    delay_of_.finish(synapses);
  }

private:
  void list_targets(std::uint32_t i) {
    row_.clear();
    recipe_->plan.for_row(i, [&](std::uint32_t j, [[maybe_unused]] std::uint64_t listed_number) {
      row_.target.push_back(j);
      if constexpr (Numbered) row_.number.push_back(listed_number);
    });
  }
  /// The creation number of the k-th synapse of the row that was listed last.
  [[nodiscard]] auto numbers_from(std::uint64_t count) const {
    return [row = &row_, count](std::size_t k) { return Numbered ? row->number[k] : count + k; };
  }
  template <class Numbers>
  void sample_delays(std::uint32_t i, const Numbers& number_of) {
    if constexpr (is_constant_value<Delays>) {
      row_.one_delay =
          delay_steps(delay_of_(i, row_.target[0], number_of(0)), recipe_->dt, recipe_->rounds_delay, delay_of_.name());
    } else {
      delay_of_.fill(i, row_.target, number_of, seconds_);
      delay_steps(seconds_, recipe_->dt, recipe_->rounds_delay, delay_of_.name(), row_.delay);
    }
  }

  const recipe_type* recipe_;
  synapse_sampler<Weights> weight_of_;
  synapse_sampler<Delays> delay_of_;
  created_row row_;
  sequence<double> seconds_;
  double largest_ = 0;
  std::uint64_t made_ = 0;
};

/// How the sources of a projection are dealt out, and to how many threads.
template <bool Numbered, class Recipe>
struct source_pieces {
  std::size_t step, count;
  std::uint32_t sources;
  unsigned workers;

  source_pieces(const Recipe& recipe, unsigned threads) : sources(recipe.sources) {
    const std::size_t targets = recipe.bounds.count() == 0 ? 0 : recipe.bounds.begin.back() - recipe.bounds.begin[0];
    // Enough rows for half a megabyte or so if every tenth pair is connected.
    step = std::clamp<std::size_t>((std::size_t{1} << 19) / (targets + 1), 1, 1024);
    count = (recipe.sources + step - 1) / step;
    // A list without numbers of its own is read on one thread, which knows the count.
    constexpr bool counts =
        !Numbered && (is_value_list<typename Recipe::weights_type> || is_value_list<typename Recipe::delays_type>);
    workers = counts ? 1 : std::max(threads, 1u);
  }
  [[nodiscard]] std::uint32_t first(std::size_t piece) const { return static_cast<std::uint32_t>(piece * step); }
  [[nodiscard]] std::uint32_t last(std::size_t piece) const {
    return static_cast<std::uint32_t>(std::min<std::size_t>((piece + 1) * step, sources));
  }
};

template <bool Numbered, bool Stored, class Element, class Recipe>
using row_maker_for = row_maker<Numbered, Stored, Element, typename Recipe::plan_type, typename Recipe::weights_type,
                                typename Recipe::delays_type>;

/// Makes all synapses: the rows, and what `encode(weight)` makes of the weights per slice. The result is the same for
/// any number of threads.
template <bool Numbered, bool Stored, class Element, class Recipe, class Encode>
[[nodiscard, gnu::noinline]] synapse_rows make_synapses(const Recipe& recipe, unsigned threads, bool keeps_order,
                                                        const Encode& encode, sequence<long_list<Element>>& weights) {
  using maker = row_maker_for<Numbered, Stored, Element, Recipe>;
  const source_pieces<Numbered, Recipe> pieces(recipe, threads);
  sequence<maker> workers;
  workers.reserve(pieces.workers);
  for (unsigned t = 0; t < pieces.workers; ++t) workers.emplace_back(recipe, keeps_order);
  row_assembly<Element> all(recipe.first_source, recipe.sources, recipe.bounds, keeps_order);
  const auto prepare = [&](maker& m, std::size_t k, bool in_turn) {
    m.make(pieces.first(k), pieces.last(k), in_turn ? all.synapses() : 0, encode);
  };
  const auto finish = [&](maker& m, std::size_t k) {
    all.add(m.chunk, static_cast<double>(pieces.last(k)) / recipe.sources);
  };
  ordered_work<maker, decltype(prepare), decltype(finish)>(pieces.count, prepare, finish).run(workers);
  workers[0].finish(all.synapses());
  weights = std::move(all.weights);
  return all.finish();
}

/// The largest absolute weight of the synapses that `make_synapses` would make.
template <bool Numbered, class Recipe>
[[nodiscard]] double largest_weight(const Recipe& recipe, unsigned threads) {
  using maker = row_maker_for<Numbered, true, double, Recipe>;
  const source_pieces<Numbered, Recipe> pieces(recipe, threads);
  sequence<maker> workers;
  workers.reserve(pieces.workers);
  for (unsigned t = 0; t < pieces.workers; ++t) workers.emplace_back(recipe);
  double largest = 0;
  std::uint64_t count = 0;
  const auto prepare = [&](maker& m, std::size_t k, bool in_turn) {
    m.find_largest(pieces.first(k), pieces.last(k), in_turn ? count : 0);
  };
  const auto finish = [&](const maker& m, std::size_t) {
    largest = std::max(largest, m.largest());
    count += m.made();
  };
  ordered_work<maker, decltype(prepare), decltype(finish)>(pieces.count, prepare, finish).run(workers);
  return largest;
}

} // namespace cortexpr::detail
