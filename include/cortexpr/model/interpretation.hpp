// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <concepts>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cortexpr/model/carriers.hpp>
#include <cortexpr/units/quantity.hpp>

namespace cortexpr {

/// Reads every variable as bare SI numbers: one neuron (`double`, `float`) or a SIMD pack of neurons.
template <class B>
struct numeric {
  template <dimension>
  using carrier = detail::lanes<B>;
};

/// Reads parameters that are equal for all neurons of a loop: as numeric, division done by a reciprocal.
template <class B>
struct hoisted {
  template <dimension>
  using carrier = detail::hoisted_lanes<B>;
};

/// Reads the time derivative of every variable.
template <class I>
struct ddt {
  template <dimension D>
  using carrier = typename I::template carrier<D / dim::second>;
};

/// Reads the amplitude of the white noise in every variable (per square root of a second).
template <class I>
struct per_root_second {
  template <dimension D>
  using carrier = typename I::template carrier<D / dim::second.root()>;
};

namespace detail {

/// A carrier whose type says more than its unit; it is assigned like a bare one.
template <class Carrier>
struct marked : Carrier {
  using Carrier::Carrier;
  constexpr marked() requires(std::default_initializable<Carrier>) = default;
  constexpr marked() requires(!std::default_initializable<Carrier>) : Carrier(0) {}
  constexpr marked(const Carrier& bare) : Carrier(bare) {} // NOLINT(google-explicit-constructor)
};

} // namespace detail

/// Marks a state variable that is held while the neuron is refractory: its derivative is zero and its inputs
/// are dropped. Without the mark the variable runs on and only the spike is suppressed.
template <class Carrier>
struct unless_refractory : detail::marked<Carrier> {
  using detail::marked<Carrier>::marked;
};

/// Marks an input that is a random number of the neuron's own, uniform in [0, 1), in every step: `uniform_number<T> u;`
template <class I = checked>
struct uniform_number : detail::marked<carrier<I, dim::one>> {
  using detail::marked<carrier<I, dim::one>>::marked;
};
/// The same with numbers of the standard normal distribution: `normal_number<T> xi;`
template <class I = checked>
struct normal_number : detail::marked<carrier<I, dim::one>> {
  using detail::marked<carrier<I, dim::one>>::marked;
};

/// Marks a parameter that the network knows, so that no value is given for it: `neuron_index<I> i` is the number of
/// the neuron in its population, from 0.
///
/// Example (examples/reference/known_parameters.cpp):
///
///     template <class I>
///     struct parameters {
///       neuron_index<I> i;
///       neuron_count<I> N;
///       step_length<I> dt;
///     };
template <class I = checked>
struct neuron_index : detail::marked<carrier<I, dim::one>> {
  using detail::marked<carrier<I, dim::one>>::marked;
};
/// The same of the number of neurons in the population: `neuron_count<I> N;`
template <class I = checked>
struct neuron_count : detail::marked<carrier<I, dim::one>> {
  using detail::marked<carrier<I, dim::one>>::marked;
};
/// The same of the time step of the network: `step_length<I> dt;`
template <class I = checked>
struct step_length : detail::marked<carrier<I, dim::second>> {
  using detail::marked<carrier<I, dim::second>>::marked;
};

/// The other meaning of refractoriness, to be given to models that take the mark as a template argument.
template <class Carrier>
using always_integrated = Carrier;

namespace detail {

template <class T>
inline constexpr bool is_held = false;
template <class Carrier>
inline constexpr bool is_held<unless_refractory<Carrier>> = true;

template <class T>
inline constexpr bool is_uniform_number = false;
template <class I>
inline constexpr bool is_uniform_number<uniform_number<I>> = true;
template <class T>
inline constexpr bool is_normal_number = false;
template <class I>
inline constexpr bool is_normal_number<normal_number<I>> = true;

template <class T>
inline constexpr bool is_neuron_index = false;
template <class I>
inline constexpr bool is_neuron_index<neuron_index<I>> = true;
template <class T>
inline constexpr bool is_neuron_count = false;
template <class I>
inline constexpr bool is_neuron_count<neuron_count<I>> = true;
template <class T>
inline constexpr bool is_step_length = false;
template <class I>
inline constexpr bool is_step_length<step_length<I>> = true;
/// Whether a parameter has the value that the network knows.
template <class T>
inline constexpr bool is_known_parameter = is_neuron_index<T> || is_neuron_count<T> || is_step_length<T>;

} // namespace detail

} // namespace cortexpr
