// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/build/build_bundles.hpp>
#include <cortexpr/detail/build/build_spike_histories.hpp>
#include <cortexpr/detail/checkpoint/exchange.hpp>
#include <cortexpr/detail/checkpoint/saved_groups.hpp>
#include <cortexpr/detail/checkpoint/saved_modulation.hpp>
#include <cortexpr/detail/checkpoint/saved_spikes.hpp>
#include <cortexpr/detail/checkpoint/saved_synapses.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/state/bundle_access.hpp>
#include <cortexpr/network/network.hpp>
#include <string>
#include <utility>

/// What a checkpoint holds of the items of a network.

namespace cortexpr::detail {

template <class Real>
void write_column(state_writer& file, const column<Real>& x) {
  file.numbers(x.data(), file.count(x.size(), sizeof(Real)));
}
/// A column of one value for all or of one for each of n neurons.
template <class Real>
void read_column(state_reader& file, column<Real>& x, std::uint32_t n, bool own_cells) {
  const std::size_t size = file.count(0, sizeof(Real));
  if (size != n && (own_cells || size != 1)) file.damaged("a variable has another number of neurons");
  x.assign(size, Real(0));
  file.numbers(x.data(), size);
  for (std::size_t i = size; i % column<Real>::line != 0; ++i) x[i] = x[size - 1]; // the padding
}

/// For how many more steps each neuron is refractory.
template <class Real>
void write_refractory(state_writer& file, const refractory_neurons& x, std::uint32_t n) {
  column<Real> remaining;
  remaining.assign(n, Real(0));
  for (std::size_t i = 0; i < n; ++i) remaining[i] = static_cast<Real>(x.remaining(i));
  write_column(file, remaining);
}
template <class Real>
[[nodiscard]] refractory_neurons read_refractory(state_reader& file, const sequence<std::uint32_t>& bounds) {
  column<Real> remaining;
  read_column(file, remaining, bounds.back(), true);
  refractory_neurons x(bounds);
  for (std::size_t part = 0; part + 1 < bounds.size(); ++part)
    for (std::size_t i = bounds[part]; i < bounds[part + 1]; ++i) {
      if (!(remaining[i] >= Real(0)) || !(remaining[i] < Real(longest_refractory_period)))
        file.damaged("a neuron is refractory for an impossible time");
      x.hold(part, i, static_cast<std::uint32_t>(remaining[i]));
    }
  return x;
}

template <class M, class Integrator, class Real>
void write_population(state_writer& file, const population_state<M, Integrator, Real>& p) {
  file(p.size, p.random, p.noise);
  const auto each = [&](const auto& columns) {
    for_each_index<variable_count<std::remove_cvref_t<decltype(columns)>>>(
        [&](auto k) { write_column<Real>(file, variable<k>(columns)); });
  };
  each(p.parameters);
  each(p.variables);
  if constexpr (HasRefractoryFunction<M>)
    file(p.refractory.saved(p.size));
  else if constexpr (Refractory<M>)
    write_refractory<Real>(file, p.refractory, p.size);
  for (const auto& sum : p.coupled) file(sum);
  // What recordings of inputs show in the first step of a run: those of the step before.
  for_each_index<input_count<M>>([&](auto k) { write_column<Real>(file, p.inputs.at(0, k)); });
  if constexpr (SharesVariables<M>) file.numbers(p.shared.now.data(), p.shared.now.size());
  if constexpr (sees_last_spike<M>) write_column(file, p.last_spike.at);
  if constexpr (random_inputs<M> != 0) file(p.numbers.source);
  write_history(file, p.spikes);
  if constexpr (Located<Integrator>) write_precise(file, p.precise);
}
template <class Real>
void write_population(state_writer& file, const listed_state<Real>& p) {
  file(p.size, p.list);
  write_history(file, p.spikes);
}

inline void write_population(state_writer& file, const event_state& p) {
  file(p.size);
  write_history(file, p.spikes);
}

/// Reads the size of a population, which must be that of the simulation: recordings and threads depend on it.
inline void read_size(state_reader& file, std::uint32_t present, const std::string& name) {
  std::uint32_t size = 0;
  file(size);
  if (size != present)
    refuse({file.path(), ": population '", name, "' has ", size, " neurons there and ", present,
            " here; build the simulation with set<\"", name, "\">(", size, ")"});
}
template <class M, class Integrator, class Real>
void read_population(state_reader& file, population_state<M, Integrator, Real>& p,
                     const population_state<M, Integrator, Real>& present, [[maybe_unused]] double dt,
                     const std::string& name) {
  read_size(file, present.size, name);
  p.size = present.size;
  p.bounds = present.bounds;
  file(p.random, p.noise);
  const auto each = [&](auto& columns, bool own_cells) {
    for_each_index<variable_count<std::remove_cvref_t<decltype(columns)>>>(
        [&](auto k) { read_column<Real>(file, variable<k>(columns), p.size, own_cells); });
  };
  each(p.parameters, false);
  each(p.variables, true);
  if constexpr (HasRefractoryFunction<M>) {
    sequence<std::uint32_t> saved;
    file(saved);
    if (!p.refractory.restore(p.bounds, saved)) file.damaged("a neuron is refractory for an impossible time");
  } else if constexpr (Refractory<M>) {
    p.refractory = read_refractory<Real>(file, p.bounds);
  }
  if constexpr (Hazardous<M>) p.bernoulli.assign(p.size, Real(1));
  for (std::size_t k = 0; k < p.coupled.size(); ++k) {
    file(p.coupled[k]);
    if (p.coupled[k].size() != present.coupled[k].size()) file.damaged("an input has another number of neurons");
  }
  for_each_index<input_count<M>>([&](auto) {
    column<Real> before;
    read_column<Real>(file, before, p.size, false);
    p.inputs.restore(std::move(before));
  });
  if constexpr (SharesVariables<M>) file.numbers(p.shared.now.data(), p.shared.now.size());
  if constexpr (sees_last_spike<M>) read_column<Real>(file, p.last_spike.at, p.size, true);
  if constexpr (random_inputs<M> != 0) file(p.numbers.source);
  p.spikes = read_history(file, p.bounds);
  if constexpr (Located<Integrator>) {
    p.precise = present.precise;
    read_precise(file, p.precise, p.bounds, p.spikes, dt);
  }
}
template <class Real>
void read_population(state_reader& file, listed_state<Real>& p, const listed_state<Real>& present, double dt,
                     const std::string& name) {
  read_size(file, present.size, name);
  p.size = present.size;
  file(p.list);
  p.list.prepare(dt, p.size, name);
  p.spikes = read_history(file, {0, p.size});
  p.spikes.make_room(p.list.most_in_a_step());
}

inline void read_population(state_reader& file, event_state& p, const event_state& present, double,
                            const std::string& name) {
  read_size(file, present.size, name);
  p.size = present.size;
  p.bounds = present.bounds;
  p.spikes = read_history(file, p.bounds);
}

inline void write_places(state_writer& file, const placement& p) {
  file(p.x, p.y, p.z, p.space.x, p.space.y, p.space.z);
}
inline void read_places(state_reader& file, placement& p, std::uint32_t n) {
  file(p.x, p.y, p.z, p.space.x, p.space.y, p.space.z);
  if (p.x.size() != n || p.y.size() != n || (!p.z.empty() && p.z.size() != n))
    file.damaged("a layout has another number of neurons");
}

/// Drives and rules are values of the state and are saved. What an operation does is code: only its period is saved.
template <auto const& D, std::size_t K, class Real>
void write_item(state_writer& file, const network_state<D, Real>& state) {
  constexpr item_kind kind = structure<D>::kinds[K];
  const auto& x = item_at<K>(state.items);
  if constexpr (kind == item_kind::population) {
    write_population(file, x);
    if constexpr (is_grouped<D, K>) write_groups(file, state.groups[K]);
    if constexpr (structure<D>::template item<K>::placed) write_places(file, x.places);
  } else if constexpr (kind == item_kind::projection)
    with_stored_synapses<D, K>(state, [&](const auto& p) {
      write_projection(file, p, x.connections->bundled);
      if constexpr (structure<D>::template has_dendrites<K>()) file(p.dendrites);
      if constexpr (structure<D>::template has_coupling<K>()) file(p.former);
    });
  else if constexpr (kind == item_kind::modulation)
    write_modulation(file, x, *item_at<structure<D>::template modulated_by<K>>(state.items).connections);
  else if constexpr (kind == item_kind::synapse_coupling)
    write_synapse_coupling<D, K>(file, state);
  else if constexpr (kind == item_kind::drive)
    file(x);
  else if constexpr (kind == item_kind::poisson_input)
    if constexpr (is_onto_groups<D, K>)
      for (const auto& input : x.of_group) file(input.rate, input.weight, input.random);
    else
      file(x.rate, x.weight, x.random);
  else if constexpr (kind == item_kind::operation)
    file(x.period);
}

/// Reads an item. `present`: the state that the simulation has now, of the same network.
template <auto const& D, std::size_t K, class Real>
void read_item(state_reader& file, network_state<D, Real>& state, const network_state<D, Real>& present) {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr item_kind kind = s::kinds[K];
  const std::string name(s::names[K]);
  auto& x = item_at<K>(state.items);
  const auto& here = item_at<K>(present.items);
  if constexpr (kind == item_kind::population) {
    read_population(file, x, here, state.dt, name);
    if constexpr (is_grouped<D, K>) {
      state.groups[K] = present.groups[K];
      read_groups(file, state.groups[K], name);
    }
    if constexpr (item::placed) read_places(file, x.places, x.size);
  } else if constexpr (kind == item_kind::projection) {
    read_projection<item::in_turn, Real>(file, x, *here.connections, state.dt, name);
    if constexpr (s::template has_dendrites<K>()) {
      const bool mixed = x.connections->mixed_dendrites;
      x.dendrites.begin(mixed ? x.connections->longest_dendrite() : here.dendrites.steps, *x.connections, x.slices,
                        s::template value<K>().coincident == coincident_pairs::post_before_pre);
      file(x.dendrites);
    }
    if constexpr (s::template has_coupling<K>()) {
      x.former = here.former;
      file(x.former);
    }
    x.delays = here.delays;
    x.at_start = here.at_start; // of the weights that the program gave, which the file does not hold
    if constexpr (!bundling<D, Real>::members[K])
      if (x.connections->bundled) file.damaged("a projection is in a bundle where there is none");
  } else if constexpr (kind == item_kind::modulation) {
    read_modulation(file, x, here);
  } else if constexpr (kind == item_kind::synapse_coupling) {
    read_synapse_coupling(file, x, here);
  } else if constexpr (kind == item_kind::drive) {
    file(x);
    x.validate(name);
    x.prepare(step_of_drive<D, K>(state));
  } else if constexpr (kind == item_kind::poisson_input) {
    const auto read = [&](auto& input) {
      file(input.rate, input.weight, input.random);
      input.counts = poisson_counts(input.rate * step_of_population<D, s::template target_of<K>>(state), name);
    };
    if constexpr (is_onto_groups<D, K>) {
      x.of_group.resize(here.of_group.size());
      for (auto& input : x.of_group) read(input);
    } else {
      read(x);
    }
  } else if constexpr (kind == item_kind::operation) {
    x = here;
    file(x.period);
    if (x.period < 1) file.damaged("a period is not positive");
  }
}

/// Bundles projections again that were bundled when they were saved.
template <auto const& D, class Real>
void bundle_again(state_reader& file, network_state<D, Real>& state) {
  if constexpr (bundling<D, Real>::any) {
    lay_out_bundles(state);
    structure<D>::template for_each<item_kind::population>([&](auto p) {
      std::size_t members = 0, bundled = 0;
      for_each_member<D, Real, p>([&](auto k) {
        ++members;
        bundled += item_at<k>(state.items).connections->bundled;
      });
      if (bundled == 0) return;
      if (bundled != members) file.damaged("a projection of a bundle is missing");
      make_bundle_from_rows<D, p>(state);
    });
    state.bundles.changed();
  }
}

/// Checks what involves several items, when all have been read.
template <auto const& D, class Real>
void check_together(state_reader& file, network_state<D, Real>& state) {
  using s = structure<D>;
  place_modulators_of(file, state);
  place_synapse_couplings(file, state);
  s::template for_each<item_kind::population>([&](auto k) {
    s::template for_each<item_kind::projection>([&](auto p) {
      if constexpr (s::template carries_offsets<p>())
        if (item_at<p>(state.items).connections->min_delay == 0 && item_at<p>(state.items).connections->synapses != 0)
          file.damaged("a delay between populations with precise spikes is shorter than a step");
    });
    if (item_at<k>(state.items).spikes.depth() < longest_delay_from<D, k>(state) + 2)
      file.damaged("spikes are remembered for a shorter time than delays need");
    check_own_step<D, k>(state, std::string(s::names[k]));
  });
  s::template for_each<item_kind::drive>([&](auto k) { check_columns<D, k, Real>(state, std::string(s::names[k])); });
  s::template for_each<item_kind::operation>([&](auto k) {
    constexpr std::size_t p = s::find(item_kind::projection, s::template item<k>::target.view());
    if constexpr (p != not_found) reserve_for(item_at<p>(state.items), item_at<k>(state.items).operation);
  });
}

} // namespace cortexpr::detail
