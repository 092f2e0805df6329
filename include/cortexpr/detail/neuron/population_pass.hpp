// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/draws/bernoulli.hpp>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/detail/neuron/emit_spikes.hpp>
#include <cortexpr/detail/neuron/keep_resets.hpp>
#include <cortexpr/detail/neuron/neuron_blocks.hpp>
#include <cortexpr/detail/neuron/population_state.hpp>
#include <cortexpr/detail/neuron/read_parameters.hpp>
#include <cortexpr/detail/threads/team.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstdint>
#include <span>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// Whether all inputs of a model are zero where nothing drives them.
template <Model M>
inline constexpr bool
    inputs_rest_at_zero = with_indices<input_count<M>>([]<std::size_t... K>(std::index_sequence<K...>) {
      [[maybe_unused]] constexpr inputs_of<M, numeric<double>> defaults{};
      return ((variable<K>(defaults).value == 0) && ... && true);
    });

/// A step as a population makes it.
struct population_step {
  double dt = 0;
  std::int64_t number = 0;     ///< of its own steps, which may be longer than those of the network
  std::int64_t in_network = 0; ///< the step of the network in which it makes it

  [[nodiscard]] double time() const { return static_cast<double>(number) * dt; }
};

/// What a pass over the neurons of a population does. Each combination that a network needs is a loop of its own, so
/// that no neuron pays for a question that has the same answer for all of them.
struct pass_work {
  bool integrates = true;         ///< advances the variables by one time step
  bool finds_spikes = true;       ///< compares the variables with the threshold, or draws by the hazard
  bool driven = false;            ///< a drive or a continuous projection acts on an input
  bool shared_parameters = false; ///< no parameter differs between neurons: parameters stay in registers
};

/// Standard normals for the noisy variables of one block of neurons.
template <class B, std::size_t N>
std::array<lanes<B>, N> block_normals(stream s, std::int64_t step, std::size_t first) {
  using real = typename lanes<B>::value_type;
  constexpr std::size_t size = lanes<B>::size;
  std::array<std::uint64_t, size> neurons;
  for (std::size_t k = 0; k < size; ++k) neurons[k] = first + k;
  const auto x = standard_normals_of_many<N>(s, neurons, static_cast<std::uint64_t>(step));
  std::array<lanes<B>, N> packs;
  for (std::size_t k = 0; k < N; ++k) {
    alignas(64) std::array<real, size> values;
    std::transform(x[k].begin(), x[k].end(), values.begin(), [](double y) { return static_cast<real>(y); });
    packs[k] = load_lanes<B>(values.data());
  }
  return packs;
}

/// One pass over the neurons of a part, the hottest loop of the library. A block is as many neurons as a SIMD pack has
/// lanes:
///
///     neurons of the part   | 0 1 2 3 | 4 5 6 7 | 8 9 . . |   columns are padded: the last block is a whole one,
///     block (first)         | 0       | 4       | 8       |   its lanes beyond `end` compute and never spike
///     refractory words        0 0 1 0   0 0 0 0   1 0 . .     a bit per neuron; the bits of a block become a mask
///
///     for each block
///       load        variables, inputs, parameters (shared parameters are in registers before the loop)
///       active      the lanes that are not refractory
///       integrate   all lanes by one step; held variables move in active lanes only; store
///       threshold   the active lanes that fire
///           |
///           +-- any? unlikely --> note   the numbers of the neurons that fire
///                                   +-- no room for another block? --> emit   a call out of the loop: the list of
///                                   spikes of this
///                                                               step, and the end of refractoriness
///     after the last block: emit what is noted
///
/// The reset is not here: it is an entry of the schedule of its own (`reset_spiking`), after synapses by default, and
/// touches the neurons in the list of spikes only. Integration and threshold are done in one pass unless the schedule
/// puts other work between them; then there are two passes, and the columns are read twice.
template <pass_work Work, class M, class Integrator, class Real>
[[gnu::flatten]] void pass(population_state<M, Integrator, Real>& s, const population_step& now, part_range mine) {
  using B = pack<Real>;
  using L = lanes<B>;
  constexpr std::size_t stages = Integrator::stages.size();
  constexpr std::size_t threshold_stage = MovesShared<M> ? stages : 0;
  constexpr bool integrates = Work.integrates && state_size<M> != 0 && Flows<M>;
  constexpr bool finds_spikes = Work.finds_spikes && Spiking<M>;
  constexpr bool within = FindsSpikes<Integrator, M> && integrates && finds_spikes;
  static_assert(
      !FindsSpikes<Integrator, M> || integrates == finds_spikes || MayWait<Integrator>,
      "cortexpr: dormand_prince finds spikes while it integrates, but the schedule has other work between the "
      "integration and the threshold of this population, or its reset before them; move that by at{slot, "
      "order} or resets_at{slot, order}, or use another integrator");
  static_assert(!FindsSpikes<Integrator, M> || !SpikesSeveralTimes<M>,
                "cortexpr: dormand_prince finds one spike at a time, but the model's spike_count says how many there "
                "are in a step; use another integrator");

  if constexpr (within && Resets<M>) s.resets.parts[mine.part].clear();
  const column_walk<parameters_of<M, columns<Real>>, Real> parameter_walk(s.parameters);
  const column_walk<state_of<M, columns<Real>>, Real> state_walk(s.variables);
  const input_walk<M, stages, Real> inputs(s.inputs, mine.thread);
  const auto shared_parameters = load_parameters<Work.shared_parameters, M, B>(parameter_walk, 0);
  constexpr bool reads_inputs = Work.driven || !inputs_rest_at_zero<M>;
  const auto& stepper = for_loop<B, Work.shared_parameters, reads_inputs>(s.stepper);
  [[maybe_unused]] const bit_view held = s.refractory.held();
  [[maybe_unused]] free_lanes<B, !HasRefractoryFunction<M>> free(held);
  auto& spikes = s.spikes.of_part(now.in_network, mine.part);
  const std::int64_t step = now.number;
  std::array<std::uint32_t, 8 * L::size> notes;
  std::size_t noted = 0;
  const Real time = static_cast<Real>(now.time());
  [[maybe_unused]] const auto emit = [&] { emit_spikes(s, std::span(notes).first(noted), mine, time, spikes); };
  block<B> here;
  here.dt = L(now.dt);
  here.active = L(0) <= L(0);

  for (std::size_t first = mine.begin; first < mine.end; first += L::size) {
    here.first = first;
    // No copy of shared parameters: g++ 12 would move it through memory in every round.
    decltype(auto) p = [&]() -> decltype(auto) {
      if constexpr (Work.shared_parameters)
        return (shared_parameters);
      else
        return load_parameters<false, M, B>(parameter_walk, first);
    }();
    state_of<M, numeric<B>> x;
    load_block<B>(x, state_walk, first);
    const auto inputs_at = [&](std::size_t stage) {
      auto in = load_inputs<Work.driven, M, B>(inputs, stage, first);
      tell_refractory<M, B>(in, held, first);
      return in;
    };

    if constexpr (Work.integrates && HasRefractoryFunction<M>)
      ask_refractory<M, B>(
          s.refractory, x, p, [&] { return inputs_at(0); }, first, here.dt);
    if constexpr (Refractory<M>) here.active = free.of(first);

    [[maybe_unused]] typename L::mask found;
    [[maybe_unused]] state_of<M, numeric<B>> crossing;
    if constexpr (integrates) {
      const auto in = with_indices<stages>([&]<std::size_t... C>(std::index_sequence<C...>) {
        return std::array{inputs_at(C)...};
      });
      if constexpr (Noisy<M>)
        x = stepper.advance(x, p, in, here, block_normals<B, noise_count<M>>(s.noise, step, first));
      else if constexpr (within)
        x = stepper.advance(x, p, in, here, found, crossing);
      else
        x = stepper.advance(x, p, in, here);
      store_block<B>(x, state_walk, first);
    }

    if constexpr (finds_spikes) {
      [[maybe_unused]] L number; // of spikes, or its mean
      if constexpr (CountsHazard<M>) number = spike_rate<M>(x, p, inputs_at(threshold_stage)) * here.dt;
      if constexpr (CountsSpikes<M>) number = L(M::spike_count(x, p));
      auto fired = [&] {
        if constexpr (within)
          return found;
        else if constexpr (CountsHazard<M>)
          return bernoulli::below(-expm1(-number), load_lanes<B>(s.bernoulli.data() + first), s.random,
                                  static_cast<std::uint64_t>(step), first);
        else if constexpr (Hazardous<M>)
          return bernoulli::below(spike_rate<M>(x, p, inputs_at(threshold_stage)) * here.dt,
                                  load_lanes<B>(s.bernoulli.data() + first), s.random, static_cast<std::uint64_t>(step),
                                  first);
        else
          return crossed_threshold<M>(x, p, inputs_at(threshold_stage));
      }();
      if constexpr (Refractory<M>) fired = fired & here.active;
      if (any_lane(fired)) [[unlikely]] {
        if constexpr (SpikesSeveralTimes<M>) {
          alignas(64) std::array<Real, L::size> numbers;
          store_lanes<B>(numbers.data(), number);
          emit_several<M>(bits_of_mask(fired), numbers.data(), first, mine, s.random, static_cast<std::uint64_t>(step),
                          spikes);
          if constexpr (sees_last_spike<M>)
            for_each_bit(bits_of_mask(fired), [&](std::size_t k) {
              if (first + k < mine.end) s.last_spike.at[first + k] = time;
            });
          continue;
        }
        if constexpr (within && Resets<M>) keep_resets(s, state_walk, crossing, bits_of_mask(fired), first, mine);
        noted = note_spikes(notes, noted, bits_of_mask(fired), first, mine.end);
        if (noted > notes.size() - L::size) { // no room for another block
          emit();
          noted = 0;
        }
      }
    }
  }
  if constexpr (finds_spikes) emit();
}

/// Runs `pass` on the parts of one thread, with or without `shared_parameters` as the state has them.
template <pass_work Work, class M, class Integrator, class Real>
void run_pass(population_state<M, Integrator, Real>& s, const population_step& now, const team_member& member,
              std::string_view population) {
  constexpr pass_work alike{Work.integrates, Work.finds_spikes, Work.driven, true};
  constexpr pass_work different{Work.integrates, Work.finds_spikes, Work.driven, false};
  const bool all_shared = parameters_shared(s.parameters, parameters_of_pass<M, Integrator>);
  const auto [first, last] = member.share(s.bounds.size() - 1);
  for (std::size_t part = first; part < last; ++part) {
    const part_range mine{part, s.bounds[part], s.bounds[part + 1], member.index, population};
    if constexpr (Work.integrates && Refractory<M>) s.refractory.next_step(part);
    if constexpr (Work.finds_spikes) {
      s.spikes.of_part(now.in_network, part).clear();
      if constexpr (Hazardous<M>)
        bernoulli::draw_bounds(s.random, static_cast<std::uint64_t>(now.number), s.bernoulli.data(), mine.begin,
                               mine.end);
    }
    if (all_shared)
      pass<alike>(s, now, mine);
    else
      pass<different>(s, now, mine);
  }
}

/// Resets the neurons of a part that spiked in `step`, once for each spike; `inputs(i)` are those of neuron i.
template <class M, class Integrator, class Real, class Inputs>
void reset_spiking(population_state<M, Integrator, Real>& s, std::int64_t step, std::size_t part,
                   [[maybe_unused]] const Inputs& inputs) {
  if constexpr (Resets<M>) {
    for (const std::uint32_t i : s.spikes.of_part(step, part)) {
      auto p = parameters_of_neuron(s, i);
      auto x = variables_of_neuron(s, i);
      if constexpr (ResetsWithInputs<M>)
        M::reset(x, p, inputs(i));
      else
        M::reset(x, p);
      for_each_index<state_size<M>>([&](auto k) { variable<k>(s.variables)[i] = variable<k>(x).value; });
    }
  }
}

} // namespace cortexpr::detail
