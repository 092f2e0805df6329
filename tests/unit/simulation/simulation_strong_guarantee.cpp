// SPDX-License-Identifier: BSL-1.0
// Whatever is refused leaves a simulation as it was: its state is equal, and it goes on like one that was never asked.
#include "catch.hpp"
#include "support/io_testing.hpp"

#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <limits>
#include <stdexcept>
#include <vector>

using namespace cortexpr;

namespace {

const double none = std::numeric_limits<double>::quiet_NaN();
const double endless = std::numeric_limits<double>::infinity();

bool user_function_fails = false;

/// Every kind of storage: bundled 16-bit weights, one weight, learning ones under a virtual scale, a signal.
constexpr auto cells = describe(
    population<"in">(40, poisson{}, parameter<"rate">(100_Hz)), population<"list">(2, spike_times{}),
    population<"n">(80, lif{}, start<"v">(uniform(-70_mV, -50_mV)), parameter<"t_ref">(2_ms)), drive<"n.I">(0.25_nA),
    projection<"A: in -> n.v">(fixed_probability{0.4}, weight(normal(0.4_mV, 0.1_mV)),
                               delay(uniform(0_ms, 2_ms)).rounded(), stored_as<fixed16>{}),
    projection<"B: in -> n.v">(fixed_probability{0.3}, weight(normal(0.4_mV, 0.1_mV)), delay(1_ms),
                               stored_as<fixed16>{}),
    projection<"C: n -> n.v">(fixed_probability{0.2}, weight(0.1_mV), delay(0.5_ms)),
    projection<"L: in -> n.v">(fixed_probability{0.2}, weight(uniform(0_mV, 1_mV)),
                               plasticity{transmit{}, pair_stdp{.w_max = 1_mV}, normalise_always{3_mV}}),
    projection<"M: list -> n.v">(all_to_all{}, weight(function_of([](auto, auto) {
                                   if (user_function_fails) throw std::runtime_error("user");
                                   return 0.5_mV;
                                 })),
                                 plasticity{transmit{}, modulated_stdp{.w_max = 1_mV}}),
    projection<"F: n -> n[0:3].v">(all_to_all{}, weight(0.1_mV), plasticity{transmit{}, homeostatic_scaling{}}),
    regularly<"drift", "L">(every{5_ms}, [](auto& s) { s.w *= 0.999; }), drive<"M.signal">(given), record<"n.spikes">(),
    record<"n.v">(only{4, 2}), record<"n.rate">(every{3_ms}), record<"L.w">(every{5_ms}));
using net = network<cells>;
using sim_type = simulation<net>;

template <class... More>
sim_type started(unsigned n, More... more) {
  return sim_type{seed{7}, threads{n},
                  set<"list">(spike_list::at_steps(std::vector{3, 200, 600}, std::vector{0, 1, 0})),
                  set<"M.signal">(timed_array(std::vector{0.0, 1.0}, quantity<dim::one>(1), 5_ms)), more...};
}

struct refusing {
  static void begin(auto&, auto&, std::int64_t) { raise<run_stopped>("no"); }
  static bool after_step(auto&, auto&) { return false; }
  static void end(auto&, auto&) {}
};

/// Two equal simulations, of which one is asked for what cannot be.
struct refusals {
  sim_type asked, other;
  int asked_for = 0;

  explicit refusals(unsigned n) : asked(started(n)), other(started(n)) {
    asked.run(20.5_ms);
    other.run(20.5_ms);
  }
  template <class Exception = invalid_value, class F>
  void refused(const char* what, F&& f) {
    INFO(what);
    const auto before = asked.state();
    const std::size_t rows = asked["n.v"_name].rows(), spikes = asked["n.spikes"_name].size();
    CHECK_THROWS_AS(f(asked), Exception);
    REQUIRE(asked.state() == before);
    CHECK(asked["n.v"_name].rows() == rows);
    CHECK(asked["n.spikes"_name].size() == spikes);
    // Also what is derived and not compared.
    asked.run(1.3_ms);
    other.run(1.3_ms);
    REQUIRE(asked.state() == other.state());
    ++asked_for;
  }
  ~refusals() {
    CHECK(asked["n.v"_name].values == other["n.v"_name].values);
    CHECK(asked["n.spikes"_name].neurons == other["n.spikes"_name].neurons);
    CHECK(asked["n.rate"_name].hertz == other["n.rate"_name].hertz);
    CHECK(asked["L.w"_name].values == other["L.w"_name].values);
    CHECK(!other["n.spikes"_name].neurons.empty());
  }
  refusals(const refusals&) = delete;
  refusals& operator=(const refusals&) = delete;
};

template <class Sim, class Name>
auto last_is(const Sim& sim, double bad, Name) {
  auto list = sim.template get<Name::value>();
  list.back() = bad;
  return values(list, 1_V);
}

} // namespace

// Moves cannot fail half way: these are all that the headers call noexcept.
template <class T>
constexpr bool moves_without_failing = std::is_nothrow_move_constructible_v<T>&& std::is_nothrow_move_assignable_v<T>&&
    std::is_nothrow_swappable_v<T>&& std::is_nothrow_destructible_v<T>;
static_assert(moves_without_failing<net::state> && moves_without_failing<net::recording>);
static_assert(moves_without_failing<detail::spike_history> && moves_without_failing<detail::step_scratch<double>>);
static_assert(moves_without_failing<detail::spikes_in_flight<detail::row_walk>> &&
              moves_without_failing<detail::spikes_in_flight<detail::bundle_walk>>);
static_assert(moves_without_failing<detail::operation_state<normalise>> && moves_without_failing<sim_type>);

TEST_CASE("strong guarantee: what set refuses changes nothing", "[guarantee]") {
  for (const unsigned n : {1u, 3u}) {
    refusals r(n);
    // Parameters and variables of neurons.
    r.refused("NaN parameter", [](auto& s) { s.template set<"n.V_th">(none * 1_mV); });
    r.refused("list of parameters", [](auto& s) { s.template set<"n.V_th">(values(std::vector(79, -50.0), 1_mV)); });
    r.refused("refractory period", [](auto& s) { s.template set<"n.t_ref">(-1_ms); });
    r.refused("endless refractory period", [](auto& s) { s.template set<"n.t_ref">(endless * 1_s); });
    r.refused("one refractory period", [](auto& s) {
      std::vector<double> t_ref(80, 2.0);
      t_ref.back() = -1;
      s.template set<"n.t_ref">(values(t_ref, 1_ms));
    });
    r.refused("time constant", [](auto& s) { s.template set<"n.C_m">(-200_pF); });
    r.refused("last of the capacitances", [](auto& s) {
      std::vector<double> C_m(80, 200.0);
      C_m.back() = 0;
      s.template set<"n.C_m">(values(C_m, 1_pF));
    });
    r.refused("infinite parameter", [](auto& s) { s.template set<"n.E_L">(endless * 1_V); });
    r.refused("negative rate", [](auto& s) { s.template set<"in.rate">(-1_Hz); });
    r.refused("rate above one spike per step", [](auto& s) { s.template set<"in.rate">(12892_Hz); });
    r.refused("bounds", [](auto& s) { s.template set<"n.v">(uniform(-50_mV, -60_mV)); });
    r.refused("last of the variables", [](auto& s) { s.template set<"n.v">(last_is(s, none, "n.v"_name)); });
    r.refused("rate", [](auto& s) { s.template set<"in.rate">(values(std::vector{1.0}, 1_Hz)); });
    // Weights in every kind of storage.
    r.refused("list of bundled weights", [](auto& s) { s.template set<"A.w">(values(std::vector(5, 1.0), 1_mV)); });
    r.refused("NaN bundled weight", [](auto& s) { s.template set<"A.w">(none * 1_mV); });
    r.refused("bundled weight out of range", [](auto& s) { s.template set<"A.w">(1_V); });
    r.refused<std::runtime_error>("function of bundled weights", [](auto& s) {
      s.template set<"B.w">(function_of([](std::uint32_t i, std::uint32_t) {
        if (i == 39) throw std::runtime_error("user");
        return 0.1_mV;
      }));
    });
    r.refused("one weight for all", [](auto& s) { s.template set<"C.w">(none * 1_mV); });
    r.refused("list of learning weights", [](auto& s) { s.template set<"L.w">(values(std::vector(5, 1.0), 1_mV)); });
    r.refused("last of the learning weights", [](auto& s) { s.template set<"L.w">(last_is(s, none, "L.w"_name)); });
    r.refused("infinite weight", [](auto& s) { s.template set<"L.w">(last_is(s, endless, "L.w"_name)); });
    r.refused("distribution of weights", [](auto& s) { s.template set<"L.w">(normal(1_mV, -1_mV)); });
    r.refused<std::runtime_error>("function of weights", [](auto& s) {
      s.template set<"L.w">(function_of([](std::uint32_t i, std::uint32_t) {
        if (i == 39) throw std::runtime_error("user");
        return 0.1_mV;
      }));
    });
    // Variables of synapses and targets, the signal.
    r.refused("signal", [](auto& s) { s.template set<"M.signal">(none); });
    r.refused("variable of synapses", [](auto& s) {
      auto list = s.template get<"M.c">();
      list.back() = none;
      s.template set<"M.c">(values(list));
    });
    r.refused("variables of targets", [](auto& s) { s.template set<"F.rate">(values(std::vector{1.0, 2.0}, 1_Hz)); });
    r.refused("last of the variables of targets", [](auto& s) {
      s.template set<"F.rate">(values(std::vector{1.0, 2.0, none}, 1_Hz));
    });
    CHECK(r.asked_for == 27);
  }
}

TEST_CASE("strong guarantee: what run refuses changes nothing", "[guarantee]") {
  for (const unsigned n : {1u, 3u}) {
    refusals r(n);
    r.refused("negative time", [](auto& s) { s.run(-1_ms); });
    r.refused("no time", [](auto& s) { s.run(none * 1_s); });
    r.refused("endless time", [](auto& s) { s.run(endless * 1_s); });
    r.refused("too long a time", [](auto& s) { s.run(1e15_s); });
    r.refused("negative number of steps", [](auto& s) { s.run_steps(-1); });
    // The other options have begun when one refuses.
    r.refused<run_stopped>("an option", [](auto& s) { s.run(1_ms, until_interrupted{}, refusing{}, watch_nan{}); });
    const auto thrown = [](auto&) -> bool { throw std::runtime_error("user"); };
    // A callback that throws ends a run like one that stops it.
    r.asked.run_steps(5);
    r.other.run_steps(5);
    CHECK_THROWS_AS(r.asked.run_steps(5, until_interrupted{}, stop_when(thrown)), std::runtime_error);
    r.other.run_steps(1);
    CHECK(r.asked.state() == r.other.state());
  }
}

TEST_CASE("strong guarantee: files that do not fit change nothing", "[guarantee]") {
  const temporary_folder folder;
  for (const unsigned n : {1u, 3u}) {
    refusals r(n);
    const auto path = folder / "state";
    r.other.save_state(path);
    std::string bytes = detail::read_file(path);
    bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
    detail::write_file(path, bytes);
    r.refused<io_error>("damaged", [&](auto& s) { s.load_state(path); });
    detail::write_file(path, bytes.substr(0, bytes.size() / 3));
    r.refused<io_error>("cut short", [&](auto& s) { s.load_state(path); });
    r.refused<io_error>("missing", [&](auto& s) { s.load_state(folder / "none"); });
    started(1, set<"n">(81)).save_state(path);
    r.refused<io_error>("of another size", [&](auto& s) { s.load_state(path); });
    r.refused<io_error>("saving to no folder", [&](auto& s) { s.save_state(folder / "no" / "state"); });
  }
}

TEST_CASE("strong guarantee: what the build refuses leaves the simulation that is there", "[guarantee]") {
  refusals r(2);
  const auto assigned = [&](auto setting) { return [=](auto& s) { s = started(2, setting); }; };
  r.refused("size", assigned(set<"n">(0)));
  r.refused("probability", assigned(set<"A">(fixed_probability{1.5})));
  r.refused("recorded neuron", assigned(set<"n.v">(only{4, 80})));
  r.refused("recorded synapse", assigned(set<"L.w">(only(std::vector{1'000'000}))));
  r.refused("period", assigned(set<"drift">(every{0.25_ms})));
  r.refused("time step", assigned(time_step{0_ms}));
  r.refused("rules", assigned(set<"L">(plasticity{transmit{}, pair_stdp{.w_max = 1_nA}, normalise_always{3_mV}})));
  user_function_fails = true;
  r.refused<std::runtime_error>("a function of the user's in reset", [](auto& s) { s.reset(); });
  user_function_fails = false;
}

constexpr auto leaks_away = describe(population<"n">(3, lif{}, parameter<"g_L">(-10_nS)), drive<"n.I">(0.1_nA));

TEST_CASE("strong guarantee: a run that its diagnosis refuses changes nothing", "[guarantee]") {
  simulation<network<leaks_away>> sim;
  sim.run(1_ms);
  const auto before = sim.state();
  CHECK_THROWS_AS(sim.run(1_ms, refuse_on_errors{}), invalid_value);
  CHECK(sim.state() == before);
}
