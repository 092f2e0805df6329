// SPDX-License-Identifier: BSL-1.0
// A program with functions of its own, before the library and in the global namespace, where its models and rules
// live too. They are called as the library calls its own, in words that users choose; each takes any argument. Neither
// does the library call them, although the types that it is given bring the global namespace along, nor does a call
// with values of the library end in the library.

namespace user {

struct called {};

} // namespace user

// clang-format off
#define CORTEXPR_NAMES_OF_USERS(X) \
  X(block) X(pass) X(learn) X(segment) X(memory) X(moment) X(line) X(form) X(word) X(verb) X(nothing) X(absent) \
  X(slice) X(row) X(rows) X(weights_of) X(step) X(shape) X(scratch) X(bundle) X(spread) X(pace) X(team) \
  X(stretch) X(route) X(tally) X(degree) X(dual) X(symbol) X(lanes) X(selection) X(exchange) X(joined) \
  X(sequence) X(field) X(members) X(held) X(flow) X(both) X(choose) X(either) X(fields) X(check) X(prepare) \
  X(validate) X(build) X(read) X(write) X(load) X(save) X(print) X(show) X(report) X(collect) X(make) X(apply) \
  X(call) X(visit) X(for_each) X(update) X(advance) X(deliver) X(first) X(last) X(name_of) X(text_of) \
  X(number_of) X(encode) X(decode) X(decay) X(scale)
// clang-format on

#define CORTEXPR_ANY_ARGUMENTS(name)                                                                                   \
  template <class A>                                                                                                   \
  static constexpr user::called name(const A&) {                                                                       \
    return {};                                                                                                         \
  }                                                                                                                    \
  template <class A, class B>                                                                                          \
  static constexpr user::called name(const A&, const B&) {                                                             \
    return {};                                                                                                         \
  }                                                                                                                    \
  template <class A, class B, class C>                                                                                 \
  static constexpr user::called name(const A&, const B&, const C&) {                                                   \
    return {};                                                                                                         \
  }
CORTEXPR_NAMES_OF_USERS(CORTEXPR_ANY_ARGUMENTS)

#include "catch.hpp"

#include <cortexpr/core.hpp>
#include <string>
#include <type_traits>

using namespace cortexpr;

// A neuron, a receptor and a rule of the user's.
struct user_neuron {
  template <class I>
  struct state {
    unless_refractory<volt<I>> v = -65_mV;
  };
  template <class I>
  struct parameters {
    volt<I> E = -65_mV, V_th = -50_mV, V_r = -65_mV;
    second<I> tau = 10_ms, t_ref = 1_ms;
  };
  template <class T>
  struct inputs {
    volt<T> I = 0_mV;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.v = (p.E - x.v + in.I) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};
struct user_rule {
  double share = 0.1;
  struct at_target {
    double seen = 0;
  };
  struct synapse {
    double arrivals = 0;
  };
  static void on_pre(auto& s) { s.arrivals += 1; }
  void on_post(auto& s) const {
    s.w *= 1 - share;
    s.seen += 1;
  }
  bool operator==(const user_rule&) const = default;
};
struct user_operation {
  void operator()(auto& n) const { n["v"_name] -= 0.01_mV; }
  bool operator==(const user_operation&) const = default;
};

namespace {

constexpr auto d =
    describe(population<"in">(20, poisson{}, parameter<"rate">(100_Hz)),
             population<"n">(5, user_neuron{}, parameter<"t_ref">(2_ms), start<"v">(uniform(-65_mV, -60_mV))),
             drive<"n.I">(sinusoid{5_mV, 40_Hz, 0.0, 16_mV}),
             projection<"S: in -> n.v">(all_to_all{}, weight(given), delay(1_ms),
                                        plasticity{transmit{}, user_rule{}, clip_weight{0_mV, 5_mV}}),
             projection<"T: n -> n.v">(fixed_probability{0.5}, weight(normal(-0.1_mV, 0.01_mV).clipped(-1_mV, 0_mV)),
                                       delay(0.5_ms)),
             regularly<"op", "n">(every{1_ms}, user_operation{}), record<"n.v">(), record<"S.w">(every{10_ms}),
             record<"n.spikes">(), record<"n.rate">(every{10_ms}));
using net = network<d>;

template <class T>
constexpr bool is_the_users = std::is_same_v<T, user::called>;

/// The names whose call with these arguments is not one of the user's function.
template <class... Arguments>
std::string taken_with(Arguments&... arguments) {
  std::string taken;
#define CORTEXPR_CALL(name)                                                                                            \
  if (!is_the_users<decltype(name(arguments...))>) taken += #name " ";
  CORTEXPR_NAMES_OF_USERS(CORTEXPR_CALL)
#undef CORTEXPR_CALL
  return taken;
}

} // namespace

TEST_CASE("functions of users are neither called nor hidden by the library") {
  simulation<net> sim{seed{3}, set<"S.w">(1_mV)};
  sim.run(100_ms);
  CHECK(sim["n.spikes"_name].size() > 0);
  CHECK(sim.get<"S.w">().size() == 100);

  auto& state = sim.state();
  auto v = sim["n.v"_name];
  auto spikes = sim["n.spikes"_name];
  auto rate = sim["n.rate"_name];
  auto volts = 5_mV;
  auto neuron = user_neuron{};
  auto rules = plasticity{transmit{}, user_rule{}};
  auto distribution = normal(1_mV, 1_mV);
  auto name = "n.v"_name;
  auto items = d;
  generator random(make_stream(1, "S"), 0);
  CHECK(taken_with(state) == "");
  CHECK(taken_with(sim) == "");
  CHECK(taken_with(v) == "");
  CHECK(taken_with(spikes) == "");
  CHECK(taken_with(rate) == "");
  CHECK(taken_with(volts) == "");
  CHECK(taken_with(neuron) == "");
  CHECK(taken_with(rules) == "");
  CHECK(taken_with(distribution) == "");
  CHECK(taken_with(name) == "");
  CHECK(taken_with(items) == "");
  CHECK(taken_with(random) == "");
  CHECK(taken_with(sim, volts) == "");
  CHECK(taken_with(state, v) == "");
  CHECK(taken_with(volts, volts) == "");
  CHECK(taken_with(rules, random) == "");
  CHECK(taken_with(state, v, volts) == "");
  CHECK(taken_with(volts, volts, volts) == "");
}
