// SPDX-License-Identifier: BSL-1.0
// The models of texts/neurons.hpp, here and in Brian2.
#include "peers/brian2_numbers.hpp"
#include "peers/texts/integrator_named.hpp"
#include "peers/texts/neurons.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace texts = peers::texts;

template <class Text, fixed_string Name, class... Options>
constexpr auto group(Options... options) {
  return describe(population<Name>(5, model_from<Text>{}, texts::integrator_named<Text>(), options...),
                  record<Name + ".spikes">(), record<Name + ".v">(every{0.5_ms}));
}

#define GROUP(name) group<texts::name, #name>

constexpr auto known_models =
    describe(GROUP(leaky)(), GROUP(two_currents)(), GROUP(alpha_shape)(), GROUP(quadratic)(), GROUP(izhikevich)(),
             GROUP(adex)(), GROUP(hodgkin_huxley)(), GROUP(adaptive_threshold)());
constexpr auto language = describe(GROUP(sine)(),
                                   GROUP(flags)(parameter<"level">(0.3), parameter<"slope">(20_Hz),
                                                parameter<"tau">(8_ms), parameter<"t_quiet">(1_ms)),
                                   GROUP(of_time)(), GROUP(all_functions)(), GROUP(units_of_all_kinds)());
constexpr auto refractoriness = describe(GROUP(still_refractory)(), GROUP(refractory_by_variable)(),
                                         GROUP(refractory_by_condition)(), GROUP(refractory_by_steps)());

template <fixed_string... Names, class Simulation>
void compare(Simulation& sim) {
  const peers::brian2_numbers brian("texts_neurons");
  const auto one = [&]<fixed_string Name>(name_constant<Name>) {
    const std::string name(Name.view());
    CAPTURE(name);
    brian.compare("v_" + name, sim[name_constant<Name + ".v">{}], 1e-9);
    const spike_train& spikes = sim[name_constant<Name + ".spikes">{}];
    CHECK(spikes.steps == brian.whole_numbers("steps_" + name));
    const auto neurons = brian.whole_numbers("neurons_" + name);
    CHECK(std::equal(spikes.neurons.begin(), spikes.neurons.end(), neurons.begin(), neurons.end()));
    CHECK(spikes.size() >= 3);
  };
  (one(name_constant<Names>{}), ...);
}

TEST_CASE("texts_neurons: known models", "[peers]") {
  simulation<network<known_models>> sim{seed{1}};
  sim.run(100_ms);
  compare<"leaky", "two_currents", "alpha_shape", "quadratic", "izhikevich", "adex", "hodgkin_huxley",
          "adaptive_threshold">(sim);
}
TEST_CASE("texts_neurons: flags, functions, units, time", "[peers]") {
  simulation<network<language>> sim{seed{1}};
  sim.run(100_ms);
  compare<"sine", "flags", "of_time", "all_functions", "units_of_all_kinds">(sim);
}
TEST_CASE("texts_neurons: refractoriness", "[peers]") {
  simulation<network<refractoriness>> sim{seed{1}};
  sim.run(100_ms);
  compare<"still_refractory", "refractory_by_variable", "refractory_by_condition", "refractory_by_steps">(sim);
}

} // namespace
