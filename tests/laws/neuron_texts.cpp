// SPDX-License-Identifier: BSL-1.0
// Neurons as texts obey the laws of models, and give the numbers of the neurons in C++ to the last bit.
#include "catch.hpp"
#include "model_laws.hpp"
#include "support/neuron_texts.hpp"

#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

TEMPLATE_TEST_CASE("neurons in words obey the laws of models", "[laws]", as_text::lif, as_text::lif_going_on,
                   as_text::scaled_lif, as_text::adex, as_text::izhikevich, as_text::hodgkin_huxley,
                   as_text::escape_rate, as_text::glif1, as_text::glif2, as_text::glif3, as_text::glif4, as_text::glif5,
                   as_text::conductances, as_text::alpha_conductances, as_text::currents, as_text::alpha_currents,
                   as_text::traced_lif, as_text::rate_unit, as_text::eprop_lif, as_text::eprop_alif,
                   as_text::leaky_readout) {
  using model = model_from<TestType>;
  STATIC_REQUIRE(laws::units_agree<model>());
  CHECK(laws::all<model>());
}

namespace {

// Nine neurons of each kind, whose parameters differ, under a current that changes; policies are called p..., texts t...
template <fixed_string Name, class Model, class Drive>
constexpr auto group(Drive drive_of) {
  return describe(population<Name>(9, Model{}), drive<Name + ".I">(drive_of), record<Name + ".v">(every{0.5_ms}),
                  record<Name + ".spikes">());
}
template <fixed_string Name, class Policy, class Text, class Drive>
constexpr auto both(Drive drive_of) {
  return describe(group<"p" + Name, Policy>(drive_of), group<"t" + Name, model_from<Text>>(drive_of));
}

} // namespace
