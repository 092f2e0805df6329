// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/assembly/created_row.hpp>
#include <cortexpr/detail/assembly/delay_steps.hpp>
#include <cortexpr/detail/assembly/row_part.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <limits>
#include <string>
#include <type_traits>
#include <utility>

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
  /// To be called at the end with the number of all synapses: checks the length of a list.
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

/// Whether values are those of pairs of groups.
template <class V>
inline constexpr bool is_between_groups = false;

/// How a recipe holds values: a constant, a function with its neurons or those of groups itself, all else by reference
/// to the settings or the description.
template <class V>
using held_values = std::conditional_t<is_constant_value<V> || is_bound_value<V> || is_between_groups<V>, V, const V&>;

/// What the synapses of a projection are made from. `Numbered`: the plan gives the numbers of its synapses.
template <bool Numbered, class Plan, class Weights, class Delays>
struct synapse_recipe {
  static constexpr bool numbered = Numbered;
  /// A list without numbers of its own is read in its order, on one thread.
  static constexpr bool counts_synapses = !Numbered && (is_value_list<Weights> || is_value_list<Delays>);
  using weights_type = Weights;
  using delays_type = Delays;

  Plan plan; ///< of the connection rule: whom each source reaches
  held_values<Weights> weights;
  held_values<Delays> delays;
  std::uint32_t first_source, sources;
  shared_bounds bounds; ///< of the targets
  std::string label;
  std::uint64_t seed;
  double dt;
  bool rounds_delay;
  row_cutter_maker cutter = nullptr; ///< where not all targets are this rank's
};

/// First stage of building: draws the synapses of one source after the other, on one thread.
template <class Recipe>
class row_drawer {
public:
  explicit row_drawer(const Recipe& r)
      : recipe_(&r), weight_of_(r.weights, r.seed, r.label + ".w"), delay_of_(r.delays, r.seed, r.label + ".delay") {}

  /// The synapses of source i, with a weight for each if they are stored; `count` synapses were created before.
  template <bool StoresWeights>
  [[nodiscard]] const created_row& draw(std::uint32_t i, std::uint64_t count) {
    list_targets(i);
    const auto number_of = numbers_from(count);
    if (!row_.target.empty()) draw_delays(i, number_of);
    if constexpr (StoresWeights) weight_of_.fill(i, row_.target, number_of, row_.weight);
    return row_;
  }
  /// The same without delays.
  [[nodiscard]] const created_row& draw_weights(std::uint32_t i, std::uint64_t count) {
    list_targets(i);
    weight_of_.fill(i, row_.target, numbers_from(count), row_.weight);
    return row_;
  }
  /// To be called at the end with the number of all synapses: checks the lengths of lists.
  void finish(std::uint64_t synapses) const {
    weight_of_.finish(synapses);
    delay_of_.finish(synapses);
  }

private:
  void list_targets(std::uint32_t i) {
    row_.clear();
    recipe_->plan.for_row(i, [&](std::uint32_t j, [[maybe_unused]] std::uint64_t listed_number) {
      row_.target.push_back(j);
      if constexpr (Recipe::numbered) row_.number.push_back(listed_number);
    });
  }
  /// The creation number of the k-th synapse of the row that was listed last.
  [[nodiscard]] auto numbers_from(std::uint64_t count) const {
    return [row = &row_, count](std::size_t k) { return Recipe::numbered ? row->number[k] : count + k; };
  }
  template <class Numbers>
  void draw_delays(std::uint32_t i, const Numbers& number_of) {
    if constexpr (is_constant_value<typename Recipe::delays_type>) {
      row_.one_delay =
          delay_steps(delay_of_(i, row_.target[0], number_of(0)), recipe_->dt, recipe_->rounds_delay, delay_of_.name());
    } else {
      delay_of_.fill(i, row_.target, number_of, seconds_);
      delay_steps(seconds_, recipe_->dt, recipe_->rounds_delay, delay_of_.name(), row_.delay);
    }
  }

  const Recipe* recipe_;
  synapse_sampler<typename Recipe::weights_type> weight_of_;
  synapse_sampler<typename Recipe::delays_type> delay_of_;
  created_row row_;
  sequence<double> seconds_;
};

} // namespace cortexpr::detail
