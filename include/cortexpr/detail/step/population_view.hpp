// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <cortexpr/detail/neuron/shared_cells.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/detail/synapse/operation_numbers.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/units/measured.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::detail {

/// Stands for a variable whose name has been refused, so that no further error follows.
struct unknown_operand {
  template <dimension D>
  operator quantity<D>() const; // NOLINT(google-explicit-constructor)
  template <class T>
  unknown_operand& operator=(const T&);
};

template <class T>
inline constexpr bool is_name = false;
template <fixed_string Name>
inline constexpr bool is_name<name_constant<Name>> = true;

template <bool IsOfNeurons>
constexpr void refuse_value_of_neurons() {
  static_assert(!IsOfNeurons,
                "cortexpr: all[\"...\"] of a population-wide operation names a variable that every neuron has for "
                "itself; take all.mean(\"v\"_name), all.sum(...), all.smallest(...) or all.largest(...) of it");
}

/// How many spikes there were in the latest step.
struct latest_count {
  std::size_t spikes = 0;
};

/// A population as operations see it that are `population_wide`: see there.
template <class Population, class M, bool Placed, class Real>
class population_view {
  using neuron = shown_neuron<M, Real, Placed, no_such_operand>;

public:
  using known_names = names_of_population<M>;
  population_view(Population& population, const reach& neurons, const moment& now, stream numbers, latest_count latest)
      : t(quantity<dim::second>(now.t)),
        dt(quantity<dim::second>(now.dt)),
        population_(population),
        neurons_(neurons),
        draws_(numbers, now.step),
        spikes_(latest.spikes),
        cells_(population.shared) {}
  population_view(const population_view&) = delete; // what is written to a copy would be lost
  population_view& operator=(const population_view&) = delete;
  ~population_view() = default;

  template <fixed_string Name>
  [[nodiscard]] decltype(auto) operator[](name_constant<Name>) {
    constexpr std::size_t s = find_variable<shared_of<M, checked>>(Name.view());
    constexpr std::size_t p = find_variable<parameters_of<M, checked>>(Name.view());
    if constexpr (s != not_found) {
      return (shared_at<s>(cells_));
    } else if constexpr (p != not_found) {
      const auto& column = variable<p>(std::as_const(population_.parameters));
      if (!column.shared())
        raise({"a population-wide operation reads the parameter ", Name.view(),
               ", which differs between neurons; take all.mean(\"", Name.view(), "\"_name) of it"});
      using value = const quantity<dimension_of<parameters_of<M, checked>, p>>;
      return static_cast<value>(static_cast<double>(column[0]));
    } else {
      constexpr bool of_neurons = find_variable<state_of<M, checked>>(Name.view()) != not_found;
      refuse_value_of_neurons<of_neurons>();
      using names = among_all<among_variables<shared_of<M, checked>>, among_variables<parameters_of<M, checked>>>;
      if constexpr (!of_neurons) refuse_name<no_such_shared, names, Name>();
      return unknown_operand{};
    }
  }

  /// Whether a variable that the population shares has that name.
  template <fixed_string Name>
  [[nodiscard]] static constexpr bool has_variable(name_constant<Name>) {
    return find_variable<shared_of<M, checked>>(Name.view()) != not_found;
  }

  /// The sum over all neurons (of the slice) of a variable or parameter, or of a function of a neuron.
  [[nodiscard]] auto sum(const auto& what) const {
    auto total = value_of(what, neurons_.begin);
    for (std::size_t i = neurons_.begin + 1; i < neurons_.end; ++i) total = total + value_of(what, i);
    return total;
  }
  [[nodiscard]] auto mean(const auto& what) const { return sum(what) / static_cast<double>(size()); }
  [[nodiscard]] auto smallest(const auto& what) const {
    return fold(what, [](const auto& a, const auto& b) { return b < a; });
  }
  [[nodiscard]] auto largest(const auto& what) const {
    return fold(what, [](const auto& a, const auto& b) { return b > a; });
  }
  /// How many neurons there are.
  [[nodiscard]] std::size_t size() const { return neurons_.size(); }
  /// How many of them spiked in the latest step.
  [[nodiscard]] std::size_t spikes() const { return spikes_; }
  [[nodiscard]] double uniform() { return draws_.uniform(0); }
  [[nodiscard]] double normal() { return draws_.normal(0); }

  const quantity<dim::second> t;  ///< time
  const quantity<dim::second> dt; ///< time step

  /// Keeps what was written.
  void store() { cells_.store(population_.shared); }

private:
  template <class What>
  [[nodiscard]] auto value_of(const What& what, std::size_t i) const {
    const neuron n(population_, i);
    if constexpr (is_name<What>)
      return n[what];
    else
      return what(n);
  }
  template <class What, class Better>
  [[nodiscard]] auto fold(const What& what, const Better& better) const {
    auto best = value_of(what, neurons_.begin);
    for (std::size_t i = neurons_.begin + 1; i < neurons_.end; ++i)
      if (const auto x = value_of(what, i); better(best, x)) best = x;
    return best;
  }

  Population& population_;
  reach neurons_;
  operation_numbers draws_;
  std::size_t spikes_;
  shared_cells<M, Real> cells_;
};

} // namespace cortexpr::detail
