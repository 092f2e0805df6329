// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/neuron/population_pass.hpp>
#include <cortexpr/detail/neuron/precise_neuron.hpp>
#include <cortexpr/detail/neuron/read_parameters.hpp>
#include <cortexpr/model/integrators/exact.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

/// A neuron that `precise_pass` has found to need it is integrated once more, in pieces, and its spike entered in the
/// step's lists. If it spikes it is shown as it was at the threshold until the reset's turn comes.
template <class M, class Integrator, class Real, class X, class Inputs, std::size_t Stages>
[[gnu::noinline]] void step_precisely(population_state<M, Integrator, Real>& s, double dt, std::int64_t step,
                                      std::size_t part, std::size_t i, std::size_t lane, const X& x,
                                      const std::array<Inputs, Stages>& in) {
  constexpr bool is_exact = std::is_base_of_v<exact, Integrator>;
  auto& precise = s.precise;
  precise_neuron<M, is_exact, Stages> neuron;
  neuron.x = lane_of<state_of<M, numeric<double>>>(x, lane);
  neuron.p = parameters_at<M, Real>(s.parameters, i);
  for (std::size_t c = 0; c < Stages; ++c) neuron.in[c] = lane_of<inputs_of<M, numeric<double>>>(in[c], lane);
  neuron.stages = Integrator::stages;
  neuron.dt = dt;
  if constexpr (Refractory<M>) {
    if (s.refractory.held()[i])
      neuron.free = std::numeric_limits<double>::infinity();
    else
      neuron.free = static_cast<double>(std::exchange(precise.releases[i], Real(0)));
  }
  const auto arrivals = precise.arrivals.of(part, i);
  linear_coefficients<M> own{};
  if constexpr (is_exact)
    if (precise.systems.empty()) own = linear_system<M>(neuron.p);
  neuron.run(precise.systems.empty() ? own : precise.systems[0], arrivals);
  for_each_index<state_size<M>>(
      [&](auto k) { variable<k>(s.variables)[i] = static_cast<Real>(variable<k>(neuron.x).value); });
  if (neuron.spike < 0) return;
  s.spikes.of_part(step, part).push_back(static_cast<std::uint32_t>(i));
  precise.offsets.of_part(step, part).push_back(neuron.spike);
  if constexpr (Resets<M>) {
    auto& kept = s.resets.parts[part].emplace_back();
    for_each_index<state_size<M>>([&](auto k) {
      Real& value = variable<k>(s.variables)[i];
      kept.end[k] = value;
      value = kept.crossing[k] = static_cast<Real>(variable<k>(neuron.crossing).value);
    });
  }
  if constexpr (Refractory<M>) {
    if (!(neuron.free > dt)) return;
    const double left = neuron.free - dt, whole = std::floor(left / dt);
    s.refractory.hold(part, i, static_cast<std::uint32_t>(whole) + 1);
    precise.releases[i] = static_cast<Real>(left - whole * dt);
  }
}

/// An integrator that knows where a variable runs away, so that its whole steps are too long there.
template <class Stepper, class State, class Block>
concept KnowsUpstroke = requires(const Stepper& stepper, const State& y, const Block& here) {
  stepper.run_away(y, here);
};

/// The pass over the neurons of a part where spikes are located. All neurons are integrated by one step, as by `pass`;
/// those to which something happens within the step are integrated once more, in pieces. That is where
///
///     spikes of precise populations arrive,
///     the refractory period ends,
///     the condition for a spike holds at the beginning or the end of the step,
///     the integrator says that a variable runs away (`reset_at_crossing`), or
///     the tangents at both ends lead over the threshold, so that v may be above it in between.
///
/// What happens to a neuron depends on no other one of its block.
template <pass_work Work, class M, class Integrator, class Real>
[[gnu::flatten]] void precise_pass(population_state<M, Integrator, Real>& s, double dt, std::int64_t step,
                                   part_range mine) {
  using B = pack<Real>;
  using L = lanes<B>;
  constexpr std::size_t stages = Integrator::stages.size();
  const column_walk<parameters_of<M, columns<Real>>, Real> parameter_walk(s.parameters);
  const column_walk<state_of<M, columns<Real>>, Real> state_walk(s.variables);
  const input_walk<M, stages, Real> inputs(s.inputs, mine.thread);
  const auto shared_parameters = load_parameters<Work.shared_parameters, M, B>(parameter_walk, 0);
  constexpr bool reads_inputs = Work.driven || !inputs_rest_at_zero<M>;
  const auto& stepper = for_loop<B, Work.shared_parameters, reads_inputs>(s.stepper);
  [[maybe_unused]] const bit_view held = s.refractory.held();
  [[maybe_unused]] free_lanes<B, !HasRefractoryFunction<M>> free(held);
  const bit_view waiting = s.precise.arrivals.waiting();
  block<B> here;
  here.dt = L(dt);
  here.active = L(0) <= L(0);

  for (std::size_t first = mine.begin; first < mine.end; first += L::size) {
    here.first = first;
    decltype(auto) p = [&]() -> decltype(auto) {
      if constexpr (Work.shared_parameters)
        return (shared_parameters);
      else
        return load_parameters<false, M, B>(parameter_walk, first);
    }();
    state_of<M, numeric<B>> x;
    load_block<B>(x, state_walk, first);
    if constexpr (Refractory<M>) here.active = free.of(first);
    const auto in = with_indices<stages>([&]<std::size_t... C>(std::index_sequence<C...>) {
      return std::array{load_inputs<Work.driven, M, B>(inputs, C, first)...};
    });
    const auto y = stepper.advance(x, p, in, here);
    store_block<B>(y, state_walk, first);

    const auto tangent = [&](const auto& at, std::size_t stage, const L& h) __attribute__((always_inline)) {
      return crossed_threshold<M>(moved(at, gated_flow<M>(at, p, in[stage], here), h), p, in[stage]);
    };
    auto found = crossed_threshold<M>(x, p, in[0]) | crossed_threshold<M>(y, p, in[stages - 1]);
    if constexpr (KnowsUpstroke<std::remove_cvref_t<decltype(stepper)>, decltype(y), block<B>>)
      found = found | stepper.run_away(y, here);
    const auto leads_over = tangent(x, 0, here.dt);
    if (any_lane(leads_over)) [[unlikely]]
      found = found | (leads_over & tangent(y, stages - 1, -here.dt));
    if constexpr (Refractory<M>)
      found = here.active & (found | (load_lanes<B>(s.precise.releases.data() + first) > L(0)));
    const std::uint64_t special = bits_of_mask(found) | (waiting.from(first) & bits_of_block<B>);
    if (special != 0) [[unlikely]] {
      // Copies: what a call is shown lies in memory, and those of the loop are to stay in registers.
      const auto before = x;
      const auto inputs_here = in;
      for_each_bit(special, [&](std::size_t lane) {
        if (first + lane < mine.end) step_precisely(s, dt, step, mine.part, first + lane, lane, before, inputs_here);
      });
    }
  }
}

/// Runs `precise_pass` on the parts of one thread, with or without `shared_parameters` as the state has them.
template <pass_work Work, class M, class Integrator, class Real>
void run_precise_pass(population_state<M, Integrator, Real>& s, double dt, std::int64_t step,
                      const team_member& member) {
  constexpr pass_work alike{true, true, Work.driven, true};
  constexpr pass_work different{true, true, Work.driven, false};
  const bool all_shared = parameters_shared(s.parameters, parameters_of_pass<M, Integrator>);
  const auto [first, last] = member.share(s.bounds.size() - 1);
  for (std::size_t part = first; part < last; ++part) {
    const part_range mine{part, s.bounds[part], s.bounds[part + 1], member.index, {}};
    if constexpr (Refractory<M>) s.refractory.next_step(part);
    s.spikes.of_part(step, part).clear();
    s.precise.offsets.of_part(step, part).clear();
    if constexpr (Resets<M>) s.resets.parts[part].clear();
    if (all_shared)
      precise_pass<alike>(s, dt, step, mine);
    else
      precise_pass<different>(s, dt, step, mine);
    s.precise.arrivals.clear(part, mine.begin, mine.end);
  }
}

} // namespace cortexpr::detail
