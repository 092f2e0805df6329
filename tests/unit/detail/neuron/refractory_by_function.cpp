// SPDX-License-Identifier: BSL-1.0
// Refractoriness by a condition or by a computed time: against a plain loop that does what Brian2 2.5.1 does. There the
// state updater begins with `not_refractory = not_refractory or not (condition)`, or with
// `not_refractory = timestep(t - lastspike, dt) >= timestep(time, dt)`, and the threshold is `(v > V_th) and
// not_refractory`.

#include "catch.hpp"
#include "laws/one_neuron.hpp"
#include "support/network_models.hpp"

#include <cortexpr/cortexpr.hpp>
#include <sstream>

namespace {

using namespace unit_tests;
using counts = std::vector<std::int64_t>;

enum class way { condition, condition_and_period, inputs, time };

// v runs up to its threshold; w, raised by a spike, decays and says how long the neuron is refractory.
template <template <class> class Mark>
struct free_model {
  template <class I>
  struct state {
    Mark<volt<I>> v = 0_mV;
    number<I> w = 0;
  };
  template <class I>
  struct parameters {
    volt<I> V_th = 1_mV, drive = 3_mV;
    second<I> tau = 2_ms, tau_w = 1_ms;
    number<I> w_th = 0.4;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_V;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.drive + in.I - x.v) / p.tau - 0.1 * x.w * 1_mV / p.tau, .w = -x.w / p.tau_w};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto&) {
    x.v = 0_mV;
    x.w += 1;
  }
};
template <template <class> class Mark>
struct periodic_model : free_model<Mark> {
  template <class I>
  struct parameters {
    volt<I> V_th = 1_mV, drive = 3_mV;
    second<I> tau = 2_ms, tau_w = 1_ms;
    number<I> w_th = 0.4;
    second<I> t_ref = 1.5_ms;
  };
  template <class S, class P, class In>
  static constexpr typename free_model<Mark>::template state<ddt<S>>
  flow(const typename free_model<Mark>::template state<S>& x, const parameters<P>& p, const In& in) {
    return {.v = (p.drive + in.I - x.v) / p.tau - 0.1 * x.w * 1_mV / p.tau, .w = -x.w / p.tau_w};
  }
};

template <template <class> class Mark, way Way>
struct tired : std::conditional_t<Way == way::condition_and_period, periodic_model<Mark>, free_model<Mark>> {
  static constexpr auto refractory(const auto& x, const auto& p) requires(Way != way::inputs) {
    if constexpr (Way == way::time)
      return (1 + 3 * x.w) * p.tau_w; // it shrinks while the neuron waits for it
    else
      return x.w > p.w_th;
  }
  static constexpr auto refractory(const auto& x, const auto& p, const auto& in) requires(Way == way::inputs) {
    return x.w > p.w_th && in.I > -1_mV;
  }
};

static_assert(Refractory<tired<unless_refractory, way::condition>> &&
              !detail::has_t_ref<tired<unless_refractory, way::condition>>);
static_assert(detail::refractory_is_time<tired<unless_refractory, way::time>>);
static_assert(!detail::refractory_is_time<tired<unless_refractory, way::condition_and_period>>);
// Nothing is stored that is not needed.
static_assert(sizeof(detail::refractory_while_condition<false>) == sizeof(detail::sequence<std::uint64_t>));

constexpr double dt = 1e-4;
constexpr std::uint32_t n = 19; // no whole number of packs

double threshold_of(std::uint32_t i) { return 0.2 + 0.03 * i; }
double drive_of(std::uint32_t i) { return 3e-3 + 1e-4 * i; }
constexpr sinusoid wave{1.5_mV, 200_Hz};

/// One neuron after the other, its variables moved by the integrator in scalar arithmetic.
template <class M, way Way, class Integrator>
std::vector<counts> plain_loop(std::int64_t steps) {
  std::vector<counts> all(n);
  for (std::uint32_t i = 0; i < n; ++i) {
    laws::one_neuron<M, Integrator> one(dt);
    one.p.w_th = threshold_of(i), one.p.drive = drive_of(i);
    parameters_of<M, columns<double>> p;
    p.w_th = threshold_of(i), p.drive = drive_of(i);
    one.stepper.prepare(p, dt, 1);
    bool not_refractory = true;
    std::int64_t last_spike = -100'000'000;
    for (std::int64_t k = 0; k < steps; ++k) {
      const double w = one.x.w.value, I = wave.value(static_cast<double>(k) * dt);
      const auto passed = [&](double time) {
        return k - last_spike >= static_cast<std::int64_t>((time + 1e-3 * dt) / dt);
      };
      if (Way == way::time)
        not_refractory = passed((1 + 3 * w) * 1e-3);
      else if (Way == way::condition_and_period)
        not_refractory = not_refractory || !(w > threshold_of(i) || !passed(1.5e-3));
      else if (Way == way::inputs)
        not_refractory = not_refractory || !(w > threshold_of(i) && I > -1e-3);
      else
        not_refractory = not_refractory || !(w > threshold_of(i));
      one.step(
          [&](double t) {
            inputs_of<M, numeric<double>> in;
            in.I = wave.value(t);
            return in;
          },
          not_refractory);
      if (not_refractory && one.x.v.value > 1e-3) {
        all[i].push_back(k);
        not_refractory = false;
        last_spike = k;
        M::reset(one.x, one.p);
      }
    }
  }
  return all;
}

template <class M, class Integrator>
constexpr auto population_of = describe(population<"n">(n, M{}, Integrator{}, parameter<"w_th">(given),
                                                        parameter<"drive">(given)),
                                        drive<"n.I">(wave), record<"n.spikes">());

template <auto const& D, class Real>
simulation<network<D, Real>> simulated(unsigned team = 1) {
  std::vector<double> thresholds(n), drives(n);
  for (std::uint32_t i = 0; i < n; ++i) thresholds[i] = threshold_of(i), drives[i] = drive_of(i);
  return simulation<network<D, Real>>{threads{team, true}, set<"n.w_th">(values(thresholds)),
                                      set<"n.drive">(values(drives, 1_V))};
}

template <class M, class Integrator>
constexpr auto described = population_of<M, Integrator>;

template <template <class> class Mark, way Way, class Integrator>
void compare() {
  using M = tired<Mark, Way>;
  const auto expected = plain_loop<M, Way, Integrator>(1000);
  auto sim = simulated<described<M, Integrator>, double>();
  auto other = simulated<described<M, Integrator>, double>(3);
  sim.run_steps(1000);
  other.run_steps(1000);
  std::size_t spikes = 0, periods = 0;
  for (std::uint32_t i = 0; i < n; ++i) {
    CAPTURE(i);
    CHECK(steps_of(sim["n.spikes"_name], i) == expected[i]);
    CHECK(steps_of(other["n.spikes"_name], i) == expected[i]);
    spikes += expected[i].size();
    for (std::size_t k = 1; k < expected[i].size(); ++k)
      periods += expected[i][k] - expected[i][k - 1] != expected[i][1] - expected[i][0];
  }
  CHECK(spikes > 100);
  CHECK(periods > 5);
}

TEMPLATE_TEST_CASE("refractoriness by a function, spike for spike", "[refractory]", euler, rk2, rk4, exponential_euler,
                   exact) {
  compare<unless_refractory, way::condition, TestType>();
  compare<always_integrated, way::condition, TestType>();
  compare<unless_refractory, way::time, TestType>();
  if constexpr (std::is_same_v<TestType, exact> || std::is_same_v<TestType, rk2>) {
    compare<unless_refractory, way::condition_and_period, TestType>();
    compare<unless_refractory, way::inputs, TestType>();
    compare<always_integrated, way::time, TestType>();
  }
}

// In a network with noise, arrivals at a held variable, delays: any team, any precision, saved in between.
struct noisy_tired : tired<unless_refractory, way::condition> {
  template <class S, class P>
  static constexpr state<per_root_second<S>> noise(const state<S>&, const parameters<P>& p) {
    return {.v = 0.2_mV / sqrt(p.tau), .w = 0 / sqrt(1_s)};
  }
};
struct timed_tired : tired<always_integrated, way::time> {};

constexpr auto d = describe(
    population<"in">(40, poisson{}, parameter<"rate">(200_Hz)), population<"c">(201, noisy_tired{}),
    population<"t">(133, timed_tired{}), population<"p">(70, tired<unless_refractory, way::condition_and_period>{}),
    projection<"in -> c.v">(fixed_probability{0.2}, weight(0.2_mV), delay(uniform(0.1_ms, 2_ms)).rounded()),
    projection<"in -> p.v">(all_to_all{}, weight(0.05_mV)),
    projection<"c -> t.v">(fixed_probability{0.5}, weight(-0.02_mV), delay{1_ms}), record<"c.spikes">(),
    record<"t.spikes">(), record<"p.spikes">(), record<"c.v">(every{1_ms}));

/// Whether the populations are in one state, however they are divided among threads.
template <class Net>
bool alike(const simulation<Net>& a, const simulation<Net>& b) {
  return detail::item_at<1>(a.state().items) == detail::item_at<1>(b.state().items) &&
         detail::item_at<2>(a.state().items) == detail::item_at<2>(b.state().items) &&
         detail::item_at<3>(a.state().items) == detail::item_at<3>(b.state().items);
}

TEMPLATE_TEST_CASE("refractoriness by a function on any number of threads and from a checkpoint", "[refractory]",
                   double, float) {
  using net = network<d, TestType>;
  simulation<net> one{seed{5}};
  one.run(60_ms);
  for (const auto& spikes : {one["c.spikes"_name], one["t.spikes"_name], one["p.spikes"_name]})
    CHECK(spikes.size() > 100);
  for (const unsigned team : {2U, 3U, 7U}) {
    simulation<net> many{seed{5}, threads{team, true}};
    many.run(60_ms);
    CHECK(alike(many, one));
    CHECK(many["c.v"_name].values == one["c.v"_name].values);
    CHECK(many["t.spikes"_name].steps == one["t.spikes"_name].steps);
  }
  const std::string path =
      std::string("refractory_by_function_") + (sizeof(TestType) == 8 ? "double" : "float") + ".state";
  simulation<net> first{seed{5}, threads{2, true}};
  first.run(27.3_ms);
  first.save_state(path);
  simulation<net> second{seed{6}, threads{3, true}};
  second.load_state(path);
  CHECK(alike(second, first));
  simulation<net> third{seed{7}, threads{2, true}};
  third.load_state(path);
  CHECK(third.state() == first.state());
  second.run(60_ms - 27.3_ms);
  CHECK(alike(second, one));
  std::remove(path.c_str());
}

TEST_CASE("what arrives at a held variable is dropped while the condition holds", "[refractory]") {
  static constexpr auto fed = describe(population<"in">(1, spike_times{}),
                                       population<"n">(1, tired<unless_refractory, way::condition>{}, euler{},
                                                       start<"v">(2_mV), parameter<"drive">(0_mV)),
                                       projection<"in -> n.v">(all_to_all{}, weight(0.1_mV)), record<"n.v">());
  simulation<network<fed>> sim{set<"in">(spikes_at({0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}))};
  sim.run_steps(12);
  // Spike in step 0, w = 1 then; it is 0.9^k after step k and below 0.4 after 9 steps: free from step 10 on.
  const auto v = column_of(sim["n.v"_name], 0);
  for (std::size_t k = 1; k <= 10; ++k) CHECK(v[k] == 0);
  CHECK(v[11] > 0.09e-3);
}

TEST_CASE("refractoriness by a function is printed with the equations", "[refractory]") {
  std::ostringstream text;
  print_equations<tired<unless_refractory, way::condition>>(text);
  CHECK(text.str().find("dw/dt = -w/tau_w\nrefractory while w > w_th\n") != std::string::npos);
  text.str("");
  print_equations<tired<unless_refractory, way::time>>(text);
  CHECK(text.str().find("refractory for (1 + 3*w)*tau_w\n") != std::string::npos);
  CHECK(latex_equations<tired<unless_refractory, way::condition>>().find("\\text{refractory while } & w > ") !=
        std::string::npos);
}

// Before the step in which it is asked no period of a neuron is too long, and one that grows makes it refractory again.
TEST_CASE("a computed time that grows", "[refractory]") {
  const detail::sequence<std::uint32_t> bounds{0, 64, 70};
  detail::refractory_for_computed_time<double> x(bounds);
  using B = detail::pack<double>;
  const auto step = [&](double time) {
    for (std::size_t first = 0; first < 70; first += detail::lanes<B>::size)
      x.next_step<B>(first, detail::lanes<B>(time), detail::lanes<B>(dt));
  };
  step(1e9); // none has spiked
  for (std::size_t i = 0; i < 70; ++i) CHECK_FALSE(x.held()[i]);
  x.hold(0, 3, 0);
  x.hold(1, 69, 0);
  step(0.2e-3);
  CHECK((x.held()[3] && x.held()[69] && !x.held()[2] && !x.held()[68]));
  step(0.2e-3);
  CHECK_FALSE((x.held()[3] || x.held()[69]));
  step(0.4e-3);
  CHECK((x.held()[3] && x.held()[69]));
  step(0.4e-3);
  CHECK_FALSE((x.held()[3] || x.held()[69]));
}

} // namespace
