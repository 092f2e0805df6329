// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Brette_Guigon_2003.py, without the neurons' own noise: 500 neurons, leaky or not, that
// one fluctuating input reaches with different strength.
#include "peers/texts/Brette_Guigon_2003.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Brette_Guigon_2003;

struct scaled_input {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    number<I> p = 0;
    second<I> tau = 33_ms;
  };
  template <class I>
  struct inputs {
    number<I> x = 0;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    const auto B = 2 / (1 + exp(-2 * in.x)) - 1;
    const auto I = 0.5 + 3 * p.p * B;
    return {.v = (x.v * I + 1) / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0; }
};

constexpr auto network_of(auto neuron) {
  return describe(
      population<"neurons">(500, neuron, euler{}, start<"v">(given),
                            parameter<"p">(function_of([](std::uint32_t i, std::uint32_t) { return 1.0 * i / 500; }))),
      drive<"neurons.x">(given), record<"neurons.spikes">());
}
constexpr auto d = network_of(scaled_input{});
constexpr auto in_words = network_of(model_from<words::neuron>{});

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("Brette_Guigon_2003");
  const auto x = brian.numbers("x"), start = brian.numbers("start");
  simulation<network<D>> sim{set<"neurons.x">(timed_array(x, 0.1_ms)), set<"neurons.v">(values(start))};
  sim.run(1_s);
  const auto& spikes = sim["neurons.spikes"_name];
  CHECK(spikes.steps == brian.whole_numbers("steps"));
  const auto neurons = brian.whole_numbers("neurons");
  CHECK(std::equal(spikes.neurons.begin(), spikes.neurons.end(), neurons.begin(), neurons.end()));
  CHECK(neurons.size() > 10000);
}
TEST_CASE("Brette_Guigon_2003", "[peers]") { compare<d>(); }
TEST_CASE("Brette_Guigon_2003, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
