// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/assembly/draw_synapses.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/groups/group_pairs.hpp>
#include <cortexpr/groups/pair_names.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// Values of synapses between groups as a rule: one for each pair of groups, with the random numbers of the projection
/// that the pair would be.
template <class Rule>
struct values_between_groups {
  static constexpr dimension dims = Rule::dims;
  std::shared_ptr<const pair_names> names;
  std::string part;        ///< "w" or "delay"
  std::vector<Rule> rules; ///< by pair, row by row; or one for all

  [[nodiscard]] const Rule& of(std::size_t pair) const { return rules[rules.size() == 1 ? 0 : pair]; }
  [[nodiscard]] std::string name(std::size_t pair) const {
    const std::size_t n = names->to.count();
    return names->name(pair / n, pair % n) + "." + part;
  }
  void validate(std::string_view) const {
    for (std::size_t k = 0; k < rules.size(); ++k) rules[k].validate(name(k));
  }
  [[nodiscard]] double bound() const requires requires(const Rule& rule) { rule.bound(); }
  {
    double largest = 0;
    for (const Rule& rule : rules) largest = std::fmax(largest, rule.bound());
    return largest;
  }
};
template <class Rule>
inline constexpr bool is_between_groups<values_between_groups<Rule>> = true;

/// The values of a projection, of which `given_values` is one for all or one for each pair.
template <class V>
[[nodiscard]] auto bind_groups(const V& given_values, std::shared_ptr<const pair_names> names, std::string part,
                               const std::string& label) {
  if constexpr (is_per_pair<V>) {
    values_between_groups<values_of<typename V::value_type>> bound{std::move(names), std::move(part), {}};
    const std::size_t sources = bound.names->from.count(), targets = bound.names->to.count();
    for (const auto& x : given_values.table.for_groups(sources, targets, label + "." + bound.part))
      bound.rules.push_back(as_values(x));
    return bound;
  } else {
    return values_between_groups<values_of<V>>{std::move(names), std::move(part), {as_values(given_values)}};
  }
}

/// Samples them: the numbers of a source's synapses onto one group follow each other, whatever lies between.
template <class Rule>
class synapse_sampler<values_between_groups<Rule>> {
public:
  synapse_sampler(const values_between_groups<Rule>& given_values, std::uint64_t seed, std::string name)
      : values_(&given_values), name_(std::move(name)) {
    values_->validate(name_);
    const std::size_t pairs = from().count() * to().count();
    streams_.reserve(pairs);
    for (std::size_t k = 0; k < pairs; ++k) streams_.push_back(make_stream(seed, values_->name(k)));
    numbers_.assign(to().count(), generator(stream{}, 0));
    started_.assign(to().count(), 0);
  }
  [[nodiscard]] const std::string& name() const { return name_; }
  void start_row(std::uint32_t i) {
    const std::size_t g = from().of_neuron(i);
    first_pair_ = g * to().count();
    source_ = i - from().first(g);
    ++row_;
    begin_ = end_ = 0;
  }
  [[nodiscard]] double operator()(std::uint32_t i, std::uint32_t j, std::uint64_t number) {
    const double x = sample(j);
    if (!std::isfinite(x)) not_finite(i, j, number);
    return x;
  }
  template <class Numbers>
  void fill(std::uint32_t i, const sequence<std::uint32_t>& targets, const Numbers& number_of, sequence<double>& out) {
    start_row(i);
    out.resize(targets.size());
    for (std::size_t k = 0; k < targets.size(); ++k) {
      out[k] = sample(targets[k]);
      if (!std::isfinite(out[k])) not_finite(i, targets[k], number_of(k));
    }
  }
  void finish(std::uint64_t) const {}

private:
  [[nodiscard]] const neuron_groups& from() const { return values_->names->from; }
  [[nodiscard]] const neuron_groups& to() const { return values_->names->to; }
  [[nodiscard]] double sample(std::uint32_t j) {
    if (j < begin_ || j >= end_) enter(to().of_neuron(j));
    return (*rule_)(*random_, source_, j - begin_);
  }
  void enter(std::size_t h) {
    begin_ = to().first(h);
    end_ = begin_ + to().size(h);
    rule_ = &values_->of(first_pair_ + h);
    random_ = &numbers_[h];
    if (std::exchange(started_[h], row_) != row_) *random_ = generator(streams_[first_pair_ + h], source_);
  }
  [[noreturn, gnu::cold]] void not_finite(std::uint32_t i, std::uint32_t j, std::uint64_t number) const {
    raise({"'", name_, "': the value of synapse ", number, " (", i, " -> ", j, ") is not a finite number"});
  }

  const values_between_groups<Rule>* values_;
  std::string name_;
  sequence<stream> streams_;        ///< by pair
  std::vector<generator> numbers_;  ///< of the present row, by group of targets
  sequence<std::uint64_t> started_; ///< the row that the numbers of a group are for, counted from 1
  std::uint64_t row_ = 0;
  std::size_t first_pair_ = 0;
  std::uint32_t source_ = 0, begin_ = 0, end_ = 0;
  const Rule* rule_ = nullptr;
  generator* random_ = nullptr;
};

} // namespace cortexpr::detail
