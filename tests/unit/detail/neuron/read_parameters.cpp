// SPDX-License-Identifier: BSL-1.0
// A loop over neurons that keeps parameters in registers reads none that differs between them: whatever reads a
// parameter, neurons that differ in it do what they do in a population in which all are like them.
#include <cortexpr/detail/neuron/read_parameters.hpp>

#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

using namespace cortexpr;

namespace {

/// Each parameter has one reader of its own: a branch and the sides of it, the threshold, the refractory period, the
/// reset.
struct branching {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -60_mV;
    volt<I> w = 0_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E = -60_mV, bend = -57_mV, low = 9_mV, high = 15_mV, theta = -50_mV, V_r = -65_mV, b = 1_mV;
    second<I> tau = 10_ms, tau_w = 30_ms, t_ref = 2_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E - x.v - x.w + select(x.v > p.bend, p.high, p.low)) / p.tau, .w = -x.w / p.tau_w};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.theta; }
  static constexpr void reset(auto& x, const auto& p) {
    x.v = p.V_r;
    x.w += p.b;
  }
};

/// The same with noise, and a condition for staying refractory.
struct noisy : branching {
  template <class I>
  struct parameters {
    volt<I> E = -60_mV, bend = -57_mV, low = 9_mV, high = 15_mV, theta = -50_mV, V_r = -65_mV, b = 1_mV;
    second<I> tau = 10_ms, tau_w = 30_ms;
    volt<I> sigma = 0.5_mV, w_free = 0.7_mV;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E - x.v - x.w + select(x.v > p.bend, p.high, p.low)) / p.tau, .w = -x.w / p.tau_w};
  }
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = p.sigma / sqrt(p.tau), .w = 0_mV / sqrt(1_s)};
  }
  static constexpr auto refractory(const auto& x, const auto& p) { return x.w > p.w_free; }
};

/// Linear equations; spikes at random.
struct escaping {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -60_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E = -52_mV, theta = -52_mV, delta = 3_mV, V_r = -65_mV;
    hertz<I> rate = 200_Hz;
    second<I> tau = 10_ms, t_ref = 2_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.E - x.v) / p.tau};
  }
  static constexpr auto hazard(const auto& x, const auto& p) { return p.rate * exp((x.v - p.theta) / p.delta); }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

/// An integrator of a user, who may read what he likes.
struct users_own : rk2 {};

/// `spike_count` is not among what is traced.
struct counting : branching {
  static constexpr auto spike_count(const auto&, const auto& p) { return p.tau_w / 10_ms; }
};

/// Not constexpr: runs, and cannot be traced.
struct at_run_time : branching {
  static auto spikes(const auto& x, const auto& p) { return x.v > p.theta; }
};

template <class M, class... Integrators>
constexpr bool read_by(std::string_view parameter) {
  constexpr auto find = [](std::uint64_t read, std::size_t k) { return (read >> k & 1U) != 0; };
  const std::size_t k = find_variable<parameters_of<M, checked>>(parameter);
  return (find(detail::parameters_of_pass<M, Integrators>, k) && ...);
}
template <class M, class... Integrators>
constexpr bool unread_by(std::string_view parameter) {
  return (!read_by<M, Integrators>(parameter) && ...);
}

constexpr auto d = describe(
    population<"euler">(9, branching{}, euler{}, parameter<"t_ref">(given)), population<"rk2">(9, branching{}, rk2{}),
    population<"crossing">(9, branching{}), population<"noisy">(9, noisy{}), population<"escape">(9, escaping{}),
    population<"precise">(9, lif{}, parameter<"E_L">(-55_mV), parameter<"t_ref">(2_ms), precise_spikes{}),
    drive<"precise.I">(0.1_nA));
using net = network<d>;
constexpr std::size_t populations = 6;

/// A value changed in three ways: as it is, more, less.
double changed(double value, std::size_t way) {
  const double part = value < 0 ? 0.03 : 0.3; // of a potential, of anything else
  return value * (way == 0 ? 1 : way == 1 ? 1 + part : 1 - part);
}

/// The network after 80 ms, in which parameter number `which` of neuron i is changed in way `way(i)`; shared, if `all`.
template <class Way>
net::state after_run(std::size_t which, bool all, const Way& way) {
  // Given per neuron from the start: no coefficients are left from a population in which all are alike.
  const std::vector<double> t_ref{2, 1, 3, 2, 1, 3, 2, 1, 3};
  net::state state = simulation<net>{seed{7}, set<"euler.t_ref">(values(t_ref, 1_ms))}.state();
  detail::for_each_index<populations>([&](auto k) {
    auto& p = detail::item_at<k>(state.items);
    using model = typename net::structure::template model<k>;
    detail::for_each_index<detail::parameter_count<model>>([&](auto j) {
      if (j != which) return;
      column<double>& values = variable<j>(p.parameters);
      const double value = values[0];
      if (all) {
        values = column<double>(changed(value, way(0)));
      } else {
        values.assign(p.size, 0);
        for (std::size_t i = 0; i < p.size; ++i) values[i] = changed(value, way(i));
      }
    });
  });
  net::prepare(state);
  for (int step = 0; step < 800; ++step) net::step(state);
  return state;
}

} // namespace

TEST_CASE("what reads a parameter is known", "[neurons]") {
  for (const std::string_view read : {"E", "bend", "low", "high", "tau", "tau_w", "theta"})
    CHECK(read_by<branching, euler, rk2, heun, rk4, exponential_euler, exponential_midpoint>(read));
  for (const std::string_view unread : {"V_r", "b", "t_ref"}) {
    CHECK(unread_by<branching, euler, rk2, heun, rk4, exponential_euler, exponential_midpoint>(unread));
    // They reset within a step; and nobody knows what users do.
    CHECK(
        read_by<branching, reset_at_crossing<rk2>, default_integrator<branching>, dormand_prince<>, users_own>(unread));
    CHECK(read_by<counting, rk2>(unread));
    CHECK(read_by<at_run_time, rk2>(unread));
  }
  for (const std::string_view read : {"sigma", "w_free", "theta"})
    CHECK(read_by<noisy, euler_maruyama, stochastic_heun, milstein_ito, milstein_stratonovich>(read));
  for (const std::string_view unread : {"V_r", "b"}) CHECK(unread_by<noisy, euler_maruyama>(unread));
  for (const std::string_view read : {"E", "tau", "theta", "delta", "rate"}) CHECK(read_by<escaping, exact>(read));
  CHECK(unread_by<escaping, exact>("V_r"));
  CHECK(unread_by<lif, exact>("t_ref"));
  CHECK(read_by<poisson, detail::no_integrator>("rate"));
}

TEST_CASE("a neuron does what its parameters say, whichever differ", "[neurons]") {
  for (std::size_t which = 0; which < 11; ++which) {
    const net::state mixed = after_run(which, false, [](std::size_t i) { return i % 3; });
    for (std::size_t way = 0; way < 3; ++way) {
      const net::state alike = after_run(which, true, [&](std::size_t) { return way; });
      detail::for_each_index<populations>([&](auto k) {
        using model = typename net::structure::template model<k>;
        if (which >= detail::parameter_count<model>) return;
        const auto &a = detail::item_at<k>(alike.items), &m = detail::item_at<k>(mixed.items);
        INFO("population " << net::structure::names[k] << ", parameter " << which << ", way " << way);
        bool differs = false;
        for (std::size_t i = 0; i < a.size; ++i)
          detail::for_each_index<detail::state_size<model>>([&](auto v) {
            const double wanted = variable<v>(a.variables)[i], found = variable<v>(m.variables)[i];
            if (i % 3 == way)
              CHECK(std::abs(found - wanted) <= 1e-9 * std::abs(wanted) + 1e-15);
            else
              differs = differs || found != wanted;
          });
        CHECK(differs);
      });
    }
  }
}
