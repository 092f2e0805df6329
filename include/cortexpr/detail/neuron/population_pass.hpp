// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/draws/bernoulli.hpp>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <span>
#include <tuple>
#include <utility>

namespace cortexpr::detail {

/// Whether all inputs of a model are zero where nothing drives them.
template <Model M>
inline constexpr bool inputs_rest_at_zero = [] {
  constexpr inputs_of<M, numeric<double>> defaults{};
  return [&]<std::size_t... K>(std::index_sequence<K...>) {
    return ((variable<K>(defaults).value == 0) && ... && true);
  }
  (std::make_index_sequence<input_count<M>>{});
}();

/// Pointers to the columns of a parameter set or state, with the stride by which a loop walks them.
template <class T, class Real>
struct column_walk {
  static constexpr std::size_t n = variable_count<T>;
  std::array<Real*, n + 1> data{};
  std::array<std::size_t, n + 1> stride{};

  explicit column_walk(T& columns) {
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((data[K] = variable<K>(columns).data(), stride[K] = variable<K>(columns).shared() ? 0 : 1), ...);
    }
    (std::make_index_sequence<n>{});
  }
};

template <class B, class Out, class Walk>
[[gnu::always_inline]] inline void load_block(Out& out, const Walk& walk, std::size_t first) {
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((variable<K>(out) = load_lanes<B>(walk.data[K] + first)), ...); }
  (std::make_index_sequence<variable_count<Out>>{});
}

/// Standard normals for the noisy variables of one block of neurons.
template <class B, std::size_t N>
std::array<lanes<B>, N> block_normals(stream s, std::int64_t step, std::size_t first) {
  using real = typename lanes<B>::value_type;
  alignas(64) std::array<std::array<real, lanes<B>::size>, N> values;
  for (std::size_t i = 0; i < lanes<B>::size; ++i) {
    const auto x = standard_normals<N>(s, first + i, static_cast<std::uint64_t>(step));
    for (std::size_t k = 0; k < N; ++k) values[k][i] = static_cast<real>(x[k]);
  }
  std::array<lanes<B>, N> packs;
  for (std::size_t k = 0; k < N; ++k) packs[k] = load_lanes<B>(values[k].data());
  return packs;
}

/// The neurons of one part of a population.
struct part_range {
  std::size_t part = 0, begin = 0, end = 0, thread = 0;
};

/// Neurons of a part that have been found to spike.
template <class M, class Integrator, class Real>
[[gnu::noinline]] void emit_spikes(population_state<M, Integrator, Real>& s, std::span<const std::uint32_t> neurons,
                                   part_range mine, sequence<std::uint32_t>& spikes) {
  spikes.append(neurons.data(), neurons.size());
  if constexpr (Refractory<M>)
    for (const std::uint32_t i : neurons)
      s.refractory.hold(mine.part, i, static_cast<std::uint32_t>(s.refractory_steps.of(i)));
}

/// Integrates one step (`Integrate`) and finds the spikes (`Threshold`) of a part of the neurons. Both are done in one
/// pass over the columns unless the schedule puts work of others in between. `Driven`: something acts on the inputs.
template <bool Integrate, bool Threshold, bool Driven, bool SharedParameters, class M, class Integrator, class Real>
[[gnu::flatten]] void pass(population_state<M, Integrator, Real>& s, double dt, std::int64_t step, part_range mine) {
  using B = pack<Real>;
  using L = lanes<B>;
  using reading = std::conditional_t<SharedParameters, hoisted<B>, numeric<B>>;
  auto& spikes = s.spikes.of_part(step, mine.part);

  const column_walk<parameters_of<M, columns<Real>>, Real> parameter_walk(s.parameters);
  const column_walk<state_of<M, columns<Real>>, Real> state_walk(s.variables);
  const auto read_parameters = [&]([[maybe_unused]] std::size_t first) {
    return [&]<std::size_t... K>(std::index_sequence<K...>) {
      if constexpr (SharedParameters) {
        parameters_of<M, reading> p;
        ((variable<K>(p) = L(*parameter_walk.data[K])), ...);
        return p;
      } else {
        parameters_of<M, reading> p;
        ((variable<K>(p) = parameter_walk.stride[K] == 0 ? L(*parameter_walk.data[K])
                                                         : load_lanes<B>(parameter_walk.data[K] + first)),
         ...);
        return p;
      }
    }
    (std::make_index_sequence<parameter_count<M>>{});
  };
  const auto shared_parameters = read_parameters(0);

  constexpr std::size_t stages = Integrator::stages.size();
  std::array<std::array<const Real*, input_count<M> + 1>, stages> input_data{};
  std::array<std::array<std::size_t, input_count<M> + 1>, stages> input_stride{};
  for (std::size_t c = 0; c < stages; ++c)
    for (std::size_t k = 0; k < input_count<M>; ++k) {
      input_data[c][k] = s.inputs.at(c, k, mine.thread).data();
      input_stride[c][k] = s.inputs.at(c, k, mine.thread).shared() ? 0 : 1;
    }

  block<B> here;
  here.dt = L(dt);
  here.active = L(0) <= L(0);
  [[maybe_unused]] const bit_view held = s.refractory.held();

  constexpr bool reads_inputs = Driven || !inputs_rest_at_zero<M>;
  const auto& stepper = for_loop<B, SharedParameters, reads_inputs>(s.stepper);

  // Spikes are rare: noted without a call, for which the registers of the loop would have to make room.
  std::array<std::uint32_t, 8 * L::size> fired_now;
  std::size_t noted = 0;
  [[maybe_unused]] const auto emit = [&] { emit_spikes(s, std::span(fired_now).first(noted), mine, spikes); };
  [[maybe_unused]] const auto note = [&](std::uint64_t bits, std::size_t first) __attribute__((always_inline)) {
    for_each_bit(bits, [&](std::size_t k) {
      if (first + k < mine.end) fired_now[noted++] = static_cast<std::uint32_t>(first + k); // else of the padding
    });
    if (noted <= fired_now.size() - L::size) return;
    emit();
    noted = 0;
  };

  for (std::size_t first = mine.begin; first < mine.end; first += L::size) {
    here.first = first;
    // No copy of shared parameters: g++ 12 would move it through memory in every round.
    decltype(auto) p = [&]() -> decltype(auto) {
      if constexpr (SharedParameters)
        return (shared_parameters);
      else
        return read_parameters(first);
    }();
    state_of<M, numeric<B>> x;
    load_block<B>(x, state_walk, first);

    const auto read_inputs = [&]([[maybe_unused]] std::size_t stage) {
      inputs_of<M, numeric<B>> in{};
      if constexpr (Driven) [&]<std::size_t... K>(std::index_sequence<K...>) {
          ((variable<K>(in) =
                input_stride[stage][K] == 0 ? L(*input_data[stage][K]) : load_lanes<B>(input_data[stage][K] + first)),
           ...);
        }
      (std::make_index_sequence<input_count<M>>{});
      return in;
    };

    if constexpr (Refractory<M>) here.active = mask_of_bits<B>(~held.from(first));
    if constexpr (Integrate && state_size<M> != 0) {
      if constexpr (Flows<M>) {
        const auto in = [&]<std::size_t... K>(std::index_sequence<K...>) { return std::array{read_inputs(K)...}; }
        (std::make_index_sequence<stages>{});
        if constexpr (Noisy<M>) {
          x = stepper.advance(x, p, in, here, block_normals<B, noise_count<M>>(s.noise, step, first));
        } else {
          x = stepper.advance(x, p, in, here);
        }
        [&]<std::size_t... K>(std::index_sequence<K...>) {
          (store_lanes<B>(state_walk.data[K] + first, variable<K>(x)), ...);
        }
        (std::make_index_sequence<state_size<M>>{});
      }
    }
    if constexpr (Threshold && Spiking<M>) {
      auto fired = [&] {
        if constexpr (Hazardous<M>)
          return bernoulli::below(spike_rate<M>(x, p, read_inputs(0)) * here.dt,
                                  load_lanes<B>(s.bernoulli.data() + first), s.random, static_cast<std::uint64_t>(step),
                                  first);
        else
          return crossed_threshold<M>(x, p, read_inputs(0));
      }();
      if constexpr (Refractory<M>) fired = fired & here.active;
      if (any_lane(fired)) [[unlikely]]
        note(bits_of_mask(fired), first);
    }
  }
  if constexpr (Threshold && Spiking<M>) emit();
}

/// Runs `pass` in the instantiation that fits the parameters, on the parts of one thread.
template <bool Integrate, bool Threshold, bool Driven, class M, class Integrator, class Real>
void run_pass(population_state<M, Integrator, Real>& s, double dt, std::int64_t step, const team_member& member) {
  const bool all_shared = [&]<std::size_t... K>(std::index_sequence<K...>) {
    return (variable<K>(s.parameters).shared() && ... && true);
  }
  (std::make_index_sequence<parameter_count<M>>{});
  const auto [first, last] = member.share(s.bounds.size() - 1);
  for (std::size_t part = first; part < last; ++part) {
    const part_range mine{part, s.bounds[part], s.bounds[part + 1], member.index};
    if constexpr (Integrate && Refractory<M>) s.refractory.next_step(part);
    if constexpr (Threshold) {
      s.spikes.of_part(step, part).clear();
      if constexpr (Hazardous<M>)
        bernoulli::draw_bounds(s.random, static_cast<std::uint64_t>(step), s.bernoulli.data(), mine.begin, mine.end);
    }
    if (all_shared)
      pass<Integrate, Threshold, Driven, true>(s, dt, step, mine);
    else
      pass<Integrate, Threshold, Driven, false>(s, dt, step, mine);
  }
}

/// Resets the neurons that spiked in `step`; `inputs(i)` are those of neuron i.
template <class M, class Integrator, class Real, class Inputs>
void reset_spiking(population_state<M, Integrator, Real>& s, std::int64_t step, std::size_t part,
                   [[maybe_unused]] const Inputs& inputs) {
  if constexpr (Resets<M>) {
    for (const std::uint32_t i : s.spikes.of_part(step, part)) {
      state_of<M, numeric<Real>> x;
      parameters_of<M, numeric<Real>> p;
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((variable<K>(p) = lanes<Real>(variable<K>(s.parameters).of(i))), ...);
      }
      (std::make_index_sequence<parameter_count<M>>{});
      [&]<std::size_t... K>(std::index_sequence<K...>) {
        ((variable<K>(x) = lanes<Real>(variable<K>(s.variables)[i])), ...);
        if constexpr (ResetsWithInputs<M>)
          M::reset(x, p, inputs(i));
        else
          M::reset(x, p);
        ((variable<K>(s.variables)[i] = variable<K>(x).value), ...);
      }
      (std::make_index_sequence<state_size<M>>{});
    }
  }
}

} // namespace cortexpr::detail
