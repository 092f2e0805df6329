// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/description/monitor.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/detail/structure/shown_neuron.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cstddef>
#include <utility>
#include <vector>

/// Neurons and synapses as monitors see them: nothing can be written.

namespace cortexpr::detail {

template <bool Declared>
constexpr void refuse_undeclared() {
  static_assert(Declared, "cortexpr: a monitor reads a name that it does not declare; add it to its reads: static "
                          "constexpr auto reads = names<\"v\", \"w\">;");
}

/// A neuron: `n["v"_name]` is a variable or a parameter as a quantity, `n.index()` its number, `n.t` the time.
template <class Policy, class M, class Real, bool Placed>
class monitored_neuron : public shown_neuron<M, Real, Placed, no_such_monitored> {
  using base = shown_neuron<M, Real, Placed, no_such_monitored>;

public:
  template <class Population>
  [[gnu::always_inline]] monitored_neuron(const Population& p, std::size_t index, const moment& now, std::size_t first)
      : base(p, index), t(quantity<dim::second>(now.t)), dt(quantity<dim::second>(now.dt)), place_(index - first) {}

  template <fixed_string Name>
  [[nodiscard, gnu::always_inline]] auto operator[](name_constant<Name> name) const {
    refuse_undeclared<may_read<Policy>(Name.view())>();
    return base::operator[](name);
  }
  /// Its number among the neurons that are watched.
  [[nodiscard, gnu::always_inline]] std::size_t place() const { return place_; }

  const quantity<dim::second> t;  ///< time
  const quantity<dim::second> dt; ///< time step

private:
  std::size_t place_;
};

/// A spike of a list: it has no variables.
class monitored_spike {
public:
  monitored_spike(const auto&, std::size_t index, const moment& now, std::size_t first)
      : t(quantity<dim::second>(now.t)), dt(quantity<dim::second>(now.dt)), index_(index), place_(index - first) {}
  template <fixed_string Name>
  [[nodiscard]] refused_value operator[](name_constant<Name>) const {
    refuse_name<no_such_monitored, among_words<>, Name>();
    return {};
  }
  [[nodiscard]] std::size_t index() const { return index_; }
  [[nodiscard]] std::size_t place() const { return place_; }

  const quantity<dim::second> t;  ///< time
  const quantity<dim::second> dt; ///< time step

private:
  std::size_t index_, place_;
};

/// Where the values lie that a monitor of projection P declares to read.
template <auto const& D, std::size_t P, class Policy>
constexpr auto monitored_places() {
  return with_indices<count_reads<Policy>()>([]<std::size_t... I>(std::index_sequence<I...>) {
    constexpr place_kinds of_synapses(place_kind::weight, place_kind::synapse_variable);
    return std::array<place, sizeof...(I) + 1>{
        structure<D>::template find_place<P>(Policy::reads.all[I], of_synapses)..., place{}};
  });
}

/// A synapse: `s["w"_name]` is its weight or a variable of it as a quantity, `s.index()` its number in the order of
/// creation.
template <auto const& D, std::size_t P, class Policy, class Real>
class monitored_synapse {
public:
  static constexpr auto places = monitored_places<D, P, Policy>();
  using columns_type = std::array<std::vector<Real>, places.size()>;

  [[gnu::always_inline]] monitored_synapse(const columns_type& columns, std::size_t index, const moment& now)
      : t(quantity<dim::second>(now.t)), dt(quantity<dim::second>(now.dt)), columns_(columns), index_(index) {}

  template <fixed_string Name>
  [[nodiscard, gnu::always_inline]] auto operator[](name_constant<Name>) const {
    constexpr std::size_t k = [] {
      std::size_t i = 0;
      while (i + 1 < places.size() && Policy::reads.all[i] != Name.view()) ++i;
      return i;
    }();
    refuse_undeclared<k + 1 != places.size()>();
    return quantity<places[k].dims>(static_cast<double>(columns_[k][index_]));
  }
  [[nodiscard]] std::size_t index() const { return index_; }

  const quantity<dim::second> t;  ///< time
  const quantity<dim::second> dt; ///< time step

private:
  const columns_type& columns_;
  std::size_t index_;
};

} // namespace cortexpr::detail
