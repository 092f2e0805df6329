// SPDX-License-Identifier: BSL-1.0
// Linearity analysis and what follows from it: sparsity, the choice of an integrator, which integrators fit.
#include <cortexpr/model/integrators/integrators.hpp>
#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/escape_rate.hpp>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <cortexpr/neurons/izhikevich.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <cortexpr/neurons/scaled_lif.hpp>
#include <type_traits>

using namespace cortexpr;

namespace {

using coba = synaptic_lif<conductance<alpha>, conductance<exponential>>;
using cuba = synaptic_lif<current<exponential>, minus<current<alpha>>>;
using limited = synaptic_lif<saturating<exponential>>;
using coba_hh = synaptic<hodgkin_huxley, conductance<exponential>>;

// Degrees by value.
using d2 = detail::dependency<2>;
constexpr d2 x = d2::of_variable(0), y = d2::of_variable(1), k = d2::of_parameter(0);
static_assert((k * x + 2 * y - 3).affine() && (x / k).affine() && (-x).affine() && (x * exp(k)).affine());
static_assert(!(x * y).affine() && (x * y).affine_in(0) && (x * y).affine_in(1));
static_assert(!(x * y).slope_is_constant(0) && (x * k + y * y).slope_is_constant(0));
static_assert((x / y).affine_in(0) && !(x / y).affine_in(1));
static_assert(!(x * x).affine_in(0) && (x * y * y).affine_in(0) && !(x * y * y).affine_in(1));
static_assert(!exp(x).affine_in(0) && exp(x).affine_in(1) && exp(k).affine() && !exp(x + y).affine_in(1));
static_assert(!sqrt(x).affine() && !log(x).affine() && !sin(x).affine() && !cos(x).affine() && !tanh(x).affine());
static_assert(!expm1(x).affine() && !exprel(x).affine() && !abs(x).affine() && abs(k).affine());
static_assert(!min(x, k).affine() && !max(k, x).affine() && !clip(x, k, k).affine());
static_assert(!select(x < k, y, k).affine() && select(x < k, y, k).affine_in(1) && !select(x < k, y, k).affine_in(0));
static_assert(select(k < 1, x, y).affine() && !select(x > 0 && y < 0, k, k).affine());
static_assert(!((x > k) * y).affine() && ((x > k) * y).affine_in(1) && ((k > 0) * y).affine() && ((k > 0) * y).uses(1));
static_assert(!sign(x).affine() && !floor(x).affine() && !heaviside(x).affine() && heaviside(x).offset &&
              !sign(x).offset);
static_assert(!pow<2>(x).affine() && pow(x, 1).affine() && pow(x, 0).affine() && !pow(x, k).affine() &&
              pow(k, 2).affine());
static_assert(!pow(x, 2.5).affine() && !square(x).offset && pow<-1>(x).offset && pow(x, 0).offset &&
              !pow(2, x).affine());
static_assert(select(k > 1_mV and true, x, 2 * x).affine() && !select(x == y || false, k, k).affine());
static_assert(x.uses(0) && !x.uses(1) && (k + x).parameters == 1 && x.parameters == 0);
static_assert(!x.offset && k.offset && (x + k).offset && !(x * k).offset && cos(x).offset && !sin(x).offset);
static_assert(d2(0).zero() && d2(0 * units::mV).zero() && !d2(1).zero() && !x.zero() && (k * 0).zero());

// Models.
static_assert(linear_model<lif> && linear_model<scaled_lif> && linear_model<escape_rate> && linear_model<cuba>);
static_assert(!linear_model<coba> && conditionally_linear_model<coba>);
static_assert(!linear_model<limited> && conditionally_linear_model<limited>);
static_assert(!linear_model<hodgkin_huxley> && conditionally_linear_model<hodgkin_huxley>);
static_assert(!conditionally_linear_model<adex> && !conditionally_linear_model<izhikevich>);
static_assert(linear_model<synaptic_lif<delta>> && linear_model<synaptic_lif<current<alpha>, delta>>);

// Sparsity.
static_assert(detail::depends_on<cuba, 0, 0> && detail::depends_on<cuba, 0, 1> && detail::depends_on<cuba, 0, 2> &&
              !detail::depends_on<cuba, 0, 3>);
static_assert(!detail::depends_on<cuba, 1, 0> && detail::depends_on<cuba, 2, 3> && !detail::depends_on<cuba, 3, 2>);
static_assert(detail::depends_on<cuba, 0, 4>); // the input I comes after the variables
static_assert(!detail::constant_slope<coba, 0> && detail::constant_slope<coba, 1> && detail::constant_slope<coba, 2>);
static_assert(!detail::constant_slope<hodgkin_huxley, 0> && !detail::constant_slope<hodgkin_huxley, 1> &&
              detail::constant_slope<coba_hh, 4>);
static_assert(detail::constant_slope<limited, 0> && detail::constant_slope<limited, 1>);

// Choice.
template <class M, class Integrator>
inline constexpr bool chooses = std::is_same_v<default_integrator<M>, Integrator>;
static_assert(chooses<lif, exact> && chooses<cuba, exact> && chooses<escape_rate, exact>);
static_assert(chooses<coba, exponential_midpoint> && chooses<hodgkin_huxley, exponential_midpoint>);
static_assert(chooses<adex, reset_at_crossing<rk2>> && chooses<izhikevich, reset_at_crossing<rk2>>);
static_assert(std::is_same_v<detail::resolve_integrator<automatic, coba>, exponential_midpoint>);
static_assert(std::is_same_v<detail::resolve_integrator<rk4, coba>, rk4>);

struct ornstein_uhlenbeck {
  template <class I>
  struct state {
    volt<I> x = 0_mV, y = 0_mV;
  };
  template <class I>
  struct parameters {
    second<I> tau = 10_ms;
    volt<I> sigma = 1_mV;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& s, const parameters<P>& p) {
    return {.x = -s.x / p.tau, .y = (s.x - s.y) / p.tau};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.x = p.sigma * sqrt(2 / p.tau), .y = 0_mV / sqrt(p.tau)};
  }
};
static_assert(chooses<ornstein_uhlenbeck, euler_maruyama>);
static_assert(detail::noise_count<ornstein_uhlenbeck> == 1 && detail::noise_count<lif> == 0);

// Fit.
static_assert(fits<exact, cuba> && !fits<exact, coba> && !fits<exact, adex>);
static_assert(fits<exponential_euler, coba> && fits<exponential_euler, cuba> && !fits<exponential_euler, adex>);
static_assert(fits<euler, adex> && fits<rk2, adex> && fits<heun, adex> && fits<rk4, adex>);
static_assert(!fits<rk2, ornstein_uhlenbeck> && !fits<exact, ornstein_uhlenbeck> && !fits<euler, ornstein_uhlenbeck>);
static_assert(fits<euler_maruyama, ornstein_uhlenbeck> && fits<euler_maruyama, adex>);
static_assert(detail::NeedsNormals<euler_maruyama> && !detail::NeedsNormals<rk2> && !detail::NeedsNormals<exact>);

struct no_flow {
  template <class I>
  struct state {
    number<I> x = 0;
  };
  template <class I>
  struct parameters {};
};
static_assert(!fits<euler, no_flow> && !linear_model<no_flow>);

} // namespace
