// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/columns.hpp>
#include <cortexpr/model/interpretation.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/model/shared_variables.hpp>
#include <string_view>
#include <utility>

namespace cortexpr {

/// The variables of a model, and its parameters, in the interpretation `I`.
template <class Model, class I>
using state_of = typename Model::template state<I>;
template <class Model, class I>
using parameters_of = typename Model::template parameters<I>;

/// A model tells its variables, its parameters with defaults, and (optionally) inputs, flow, spikes or hazard, reset,
/// noise and output. All of these functions take the state, the parameters and, if they look at them, the inputs.
template <class M>
concept Model = requires {
  typename M::template state<checked>;
  typename M::template parameters<checked>;
};

namespace detail {

// What models are asked with: only reset may change a state.
template <class M>
using asked_state = const state_of<M, checked>&;
template <class M>
using asked_parameters = const parameters_of<M, checked>&;
template <class M>
using asked_inputs = const inputs_of<M, checked>&;

// What a model defines is found by calling it as the checked reading, which instantiates no arithmetic.
template <class M>
concept FlowsAlone = Model<M> && requires(asked_state<M> x, asked_parameters<M> p) {
  M::flow(x, p);
};
template <class M>
concept FlowsWithInputs = Model<M> && requires(asked_state<M> x, asked_parameters<M> p, asked_inputs<M> in) {
  M::flow(x, p, in);
};

} // namespace detail

/// A model with equations: `flow(x, p)` or `flow(x, p, in)` is what its variables change by.
template <class M>
concept Flows = detail::FlowsAlone<M> || detail::FlowsWithInputs<M>;

namespace detail {

/// Spikes when a condition on its state holds.
template <class M>
concept ThresholdedAlone = Model<M> && requires(asked_state<M> x, asked_parameters<M> p) {
  M::spikes(x, p);
};
template <class M>
concept ThresholdedWithInputs = Model<M> && requires(asked_state<M> x, asked_parameters<M> p, asked_inputs<M> in) {
  M::spikes(x, p, in);
};

} // namespace detail

/// A model that spikes when a condition on its state holds: `spikes(x, p)` or `spikes(x, p, in)`.
template <class M>
concept Thresholded = detail::ThresholdedAlone<M> || detail::ThresholdedWithInputs<M>;

namespace detail {

/// Spikes at random with a rate: `rand() < hazard dt`, at most one spike per step.
template <class M>
concept HazardousAlone = Model<M> && requires(asked_state<M> x, asked_parameters<M> p) {
  M::hazard(x, p);
};
template <class M>
concept HazardousWithInputs = Model<M> && requires(asked_state<M> x, asked_parameters<M> p, asked_inputs<M> in) {
  M::hazard(x, p, in);
};

} // namespace detail

/// A model that spikes at random: `hazard(x, p)` or `hazard(x, p, in)` is its rate.
template <class M>
concept Hazardous = detail::HazardousAlone<M> || detail::HazardousWithInputs<M>;
/// A model with spikes, whatever makes them.
template <class M>
concept Spiking = Thresholded<M> || Hazardous<M>;

namespace detail {

template <class M>
concept ResetsAlone = Model<M> && requires(state_of<M, checked>& x, asked_parameters<M> p) {
  M::reset(x, p);
};
template <class M>
concept ResetsWithInputs = Model<M> && requires(state_of<M, checked>& x, asked_parameters<M> p, asked_inputs<M> in) {
  M::reset(x, p, in);
};

} // namespace detail

/// A model whose spikes change its state: `reset(x, p)` or `reset(x, p, in)`.
template <class M>
concept Resets = detail::ResetsAlone<M> || detail::ResetsWithInputs<M>;

namespace detail {

template <class M>
concept HasOutputAlone = Model<M> && requires(asked_state<M> x, asked_parameters<M> p) {
  M::output(x, p);
};
template <class M>
concept HasOutputWithInputs = Model<M> && requires(asked_state<M> x, asked_parameters<M> p, asked_inputs<M> in) {
  M::output(x, p, in);
};

} // namespace detail

/// Has an output that goes out in every step, spikes or not: the rate of a rate unit, say.
template <class M>
concept HasOutput = detail::HasOutputAlone<M> || detail::HasOutputWithInputs<M>;

namespace detail {

template <class M>
concept NoisyAlone = Model<M> && requires(asked_state<M> x, asked_parameters<M> p) {
  M::noise(x, p);
};
template <class M>
concept NoisyWithInputs = Model<M> && requires(asked_state<M> x, asked_parameters<M> p, asked_inputs<M> in) {
  M::noise(x, p, in);
};

} // namespace detail

/// Has white noise: `noise(x, p)` gives its amplitude per variable.
template <class M>
concept Noisy = detail::NoisyAlone<M> || detail::NoisyWithInputs<M>;
namespace detail {

/// Says where a neuron starts, from its parameters: `static constexpr void start(auto& x, const auto& p)`; x has the
/// defaults. Values that the description gives come after it.
template <class M>
concept HasStart = Model<M> && requires(state_of<M, checked>& x, asked_parameters<M> p) {
  M::start(x, p);
};

/// Says which variables have one noise in common: `static constexpr std::array<std::size_t, 2> noise_sources{0, 0};`,
/// the number of the noise of each variable, from 0. Without it every variable has its own.
template <class M>
concept SharesNoise = requires {
  M::noise_sources[0];
};

template <class M>
inline constexpr bool has_t_ref = find_variable<parameters_of<M, checked>>("t_ref") != not_found;

template <class M>
concept RefractoryFunctionAlone = Model<M> && requires(asked_state<M> x, asked_parameters<M> p) {
  M::refractory(x, p);
};
template <class M>
concept RefractoryFunctionWithInputs = Model<M> &&
    requires(asked_state<M> x, asked_parameters<M> p, asked_inputs<M> in) {
  M::refractory(x, p, in);
};
/// Says itself how long a neuron is refractory after a spike: while a condition holds, or up to a time.
template <class M>
concept HasRefractoryFunction = RefractoryFunctionAlone<M> || RefractoryFunctionWithInputs<M>;

} // namespace detail

/// A parameter called t_ref is the refractory period; a function refractory(x, p) is a condition for staying
/// refractory, or a time.
template <class M>
concept Refractory = Model<M> &&(detail::has_t_ref<M> || detail::HasRefractoryFunction<M>);

namespace detail {

template <Model M>
inline constexpr std::size_t state_size = variable_count<state_of<M, checked>>;
template <Model M>
inline constexpr std::size_t parameter_count = variable_count<parameters_of<M, checked>>;
template <Model M>
inline constexpr std::size_t input_count = variable_count<inputs_of<M, checked>>;

/// Whether variable K of the state is held while refractory.
template <Model M, std::size_t K>
inline constexpr bool held = is_held<variable_type<state_of<M, numeric<double>>, K>>;

template <Model M>
inline constexpr bool holds_any = []<std::size_t... K>(std::index_sequence<K...>) {
  return (held<M, K> || ... || false);
}
(std::make_index_sequence<state_size<M>>{});

/// The dimension of variable K of a state, parameter set or input set that is read as `checked`.
template <class Checked, std::size_t K>
inline constexpr dimension dimension_of = variable_type<Checked, K>::dims;

// Each of a model's functions, whether it looks at inputs or not.

/// The time derivative of all variables.
template <Model M, class X, class P, class In>
[[nodiscard, gnu::always_inline, gnu::flatten]] constexpr auto flow(const X& x, const P& p,
                                                                    [[maybe_unused]] const In& in) {
  if constexpr (FlowsWithInputs<M>)
    return M::flow(x, p, in);
  else
    return M::flow(x, p);
}
/// Whether a neuron's condition for a spike holds.
template <Model M, class X, class P, class In>
[[nodiscard, gnu::always_inline, gnu::flatten]] constexpr auto crossed_threshold(const X& x, const P& p,
                                                                                 [[maybe_unused]] const In& in) {
  if constexpr (ThresholdedWithInputs<M>)
    return M::spikes(x, p, in);
  else
    return M::spikes(x, p);
}
/// The rate of spikes of a neuron.
template <Model M, class X, class P, class In>
[[nodiscard, gnu::always_inline, gnu::flatten]] constexpr auto spike_rate(const X& x, const P& p,
                                                                          [[maybe_unused]] const In& in) {
  if constexpr (HazardousWithInputs<M>)
    return M::hazard(x, p, in);
  else
    return M::hazard(x, p);
}
/// Whether a neuron that is refractory stays so, or for what time after a spike it is refractory.
template <Model M, class X, class P, class In>
[[nodiscard, gnu::always_inline, gnu::flatten]] constexpr auto refractory_outcome(const X& x, const P& p,
                                                                                  [[maybe_unused]] const In& in) {
  if constexpr (RefractoryFunctionWithInputs<M>)
    return M::refractory(x, p, in);
  else
    return M::refractory(x, p);
}
/// The amplitude of the noise in all variables.
template <Model M, class X, class P, class In>
[[nodiscard, gnu::always_inline, gnu::flatten]] constexpr auto noise_amplitude(const X& x, const P& p,
                                                                               [[maybe_unused]] const In& in) {
  if constexpr (NoisyWithInputs<M>)
    return M::noise(x, p, in);
  else
    return M::noise(x, p);
}
/// What goes out in every step.
template <Model M, class X, class P, class In>
[[nodiscard, gnu::always_inline, gnu::flatten]] constexpr auto output_value(const X& x, const P& p,
                                                                            [[maybe_unused]] const In& in) {
  if constexpr (HasOutputWithInputs<M>)
    return M::output(x, p, in);
  else
    return M::output(x, p);
}
/// What a spike does to its own neuron.
template <Model M, class X, class P, class In>
[[gnu::always_inline, gnu::flatten]] constexpr void reset_state(X& x, const P& p, [[maybe_unused]] const In& in) {
  if constexpr (ResetsWithInputs<M>)
    M::reset(x, p, in);
  else
    M::reset(x, p);
}

template <class T>
concept IsTime = requires {
  requires T::dims == dim::second;
};
/// Whether the model's refractory(x, p) is a time and no condition.
template <class M>
inline constexpr bool refractory_is_time = false;
template <HasRefractoryFunction M>
inline constexpr bool refractory_is_time<M> = IsTime<std::remove_cvref_t<decltype(refractory_outcome<M>(
    state_of<M, checked>{}, parameters_of<M, checked>{}, inputs_of<M, checked>{}))>>;
/// Whether the parameter t_ref is a refractory period of whole steps; where refractory(x, p) is a time, only that
/// counts.
template <class M>
inline constexpr bool has_refractory_period = has_t_ref<M> && !refractory_is_time<M>;

template <class M>
inline constexpr dimension output_dimension = dim::one;
template <HasOutput M>
inline constexpr dimension output_dimension<M> = std::remove_cvref_t<decltype(output_value<M>(
    state_of<M, checked>{}, parameters_of<M, checked>{}, inputs_of<M, checked>{}))>::dims;

} // namespace detail

} // namespace cortexpr
