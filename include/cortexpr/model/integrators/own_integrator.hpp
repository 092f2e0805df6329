// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <concepts>
#include <cortexpr/detail/integrators/fits.hpp>
#include <cortexpr/detail/integrators/noise.hpp>
#include <cortexpr/detail/integrators/step.hpp>
#include <string_view>
#include <type_traits>

namespace cortexpr {

/// What integrators are written with. An integrator is a class with
///
/// | member | meaning |
/// | stages | when inputs are read, in steps: a static array of double that begins with 0 |
/// | name | how checkpoints and messages call it |
/// | stepper of a model M and a type T (double or float) | a class template; `prepare(p, dt, n)` is called before every run |
/// | advance(x, p, in, at), const, of the stepper | the state after a step |
///
/// `advance` is called for a block of neurons with their state, parameters and inputs (one set per stage); `at.dt` is
/// the step, `at.first` the first neuron, `at.active` is where neurons are not refractory. One that serves noise says
/// so by `serves` and `needs_normals`, and takes standard normals as a fifth argument. docs/integrators.md has an
/// example.
namespace integration {

/// The time derivatives of all variables; those of held variables are zero where neurons are refractory.
template <Model M, class X, class P, class In, class At>
[[nodiscard, gnu::always_inline]] constexpr auto slopes(const X& x, const P& p, const In& in, const At& at) {
  return detail::gated_flow<M>(x, p, in, at);
}

/// x + h slope for all variables; h is `at.dt` or a multiple of it.
template <class X, class Slope, class Time>
[[nodiscard, gnu::always_inline]] constexpr X moved(const X& x, const Slope& slope, const Time& h) {
  return detail::moved(x, slope, h);
}

/// Base of steppers that have nothing to prepare.
template <Model M, class T>
using stateless = detail::stateless_stepper<M, T>;

} // namespace integration

namespace detail {

template <class Stages>
inline constexpr bool are_stages = false;
template <std::size_t N>
inline constexpr bool are_stages<const std::array<double, N>> = N > 0;

template <class I>
concept HasStages = requires {
  requires are_stages<decltype(I::stages)>;
  requires I::stages[0] == 0;
};
template <class I>
concept HasName = requires {
  { std::string_view(I::name) } -> std::same_as<std::string_view>;
};
template <class I, class M>
concept HasStepper = requires {
  typename I::template stepper<M, double>;
};
template <class I, class M>
concept Prepares = requires(typename I::template stepper<M, double> stepper,
                            const parameters_of<M, columns<double>>& p) {
  stepper.prepare(p, 0.0, std::size_t{1});
};
template <class I, class M>
using stage_inputs = std::array<inputs_of<M, numeric<double>>, I::stages.size()>;
template <class I, class M>
concept AdvancesAlone = requires(const typename I::template stepper<M, double>& stepper,
                                 const state_of<M, numeric<double>>& x, const parameters_of<M, numeric<double>>& p,
                                 const stage_inputs<I, M>& in, const block<double>& at) {
  { stepper.advance(x, p, in, at) } -> std::convertible_to<state_of<M, numeric<double>>>;
};
template <class I, class M>
concept AdvancesByNoise = NeedsNormals<I> &&
    requires(const typename I::template stepper<M, double>& stepper, const state_of<M, numeric<double>>& x,
             const parameters_of<M, numeric<double>>& p, const stage_inputs<I, M>& in, const block<double>& at,
             const standard_normals_of<M, double>& xi) {
  { stepper.advance(x, p, in, at, xi) } -> std::convertible_to<state_of<M, numeric<double>>>;
};

} // namespace detail

/// Whether `I` is an integrator for the equations of `M`: it has all that is listed at `integration`, and serves them.
template <class I, class M>
concept IntegratorOf = Model<M> && detail::HasStages<I> && detail::HasName<I> && detail::HasStepper<I, M> &&
    detail::Prepares<I, M> &&(detail::AdvancesAlone<I, M> || detail::AdvancesByNoise<I, M>)&&fits<I, M>;

namespace detail {

/// Refuses, in words, a class that is meant as an integrator and lacks something.
template <class I, class M>
constexpr bool check_integrator() {
  static_assert(HasStages<I>, "cortexpr: an integrator says when it reads inputs: static constexpr std::array "
                              "stages{0.0}; the first stage is 0.0, the beginning of the step");
  static_assert(HasName<I>, "cortexpr: an integrator has a name, which checkpoints and messages show: static constexpr "
                            "const char* name = \"my_rule\";");
  if constexpr (HasStages<I> && HasName<I>) {
    static_assert(HasStepper<I, M>, "cortexpr: an integrator has a class template <Model M, class T> struct stepper, "
                                    "for T = double and T = float");
    if constexpr (HasStepper<I, M>) {
      static_assert(Prepares<I, M>, "cortexpr: the stepper of an integrator has prepare(parameters, dt, n); inherit "
                                    "integration::stateless<M, T> if there is nothing to prepare");
      if constexpr (Prepares<I, M>)
        static_assert(AdvancesAlone<I, M> || AdvancesByNoise<I, M>,
                      "cortexpr: the stepper of an integrator has advance(x, p, in, at) const, which returns the state "
                      "after the step");
    }
  }
  return true;
}

} // namespace detail

} // namespace cortexpr
