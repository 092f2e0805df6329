// SPDX-License-Identifier: BSL-1.0
// The synapses of texts/synapses.hpp, here and in Brian2; who is connected, weights and delays are texts, too.
#include "peers/brian2_numbers.hpp"
#include "peers/texts/integrator_named.hpp"
#include "peers/texts/synapses.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cortexpr/io/connections.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace t = peers::texts;

template <fixed_string Name, class Cell, class Rule, fixed_string Receptor, class... Options>
constexpr auto part(const Options&... options) {
  return describe(population<"in_" + Name>(8, spike_times{}),
                  population<"n_" + Name>(4, model_from<Cell>{}, t::integrator_named<Cell>(), options...),
                  projection<Name + ": in_" + Name + " -> n_" + Name + "." + Receptor>(
                      connected_if(text<"i != j and (i + j) % 4 < 3">), weight(text<"0.1 + 0.2*exp(-(i - j)**2/8.0)">),
                      delay(text<"0.5*ms + 0.3*ms*j">), plasticity{rule_from<Rule>{}}),
                  record<"n_" + Name + ".spikes">(), record<"n_" + Name + ".v">(every{0.5_ms}));
}
constexpr auto place = parameter<"x">(text<"i*50*mmeter">);

template <fixed_string Name, auto const& D, class... Settings>
void compare(const Settings&... settings) {
  const peers::brian2_numbers brian("texts_synapses");
  simulation<network<D>> sim{
      seed{1},
      cortexpr::set<"in_" + Name>(spike_list::at_steps(brian.whole_numbers("when"), brian.whole_numbers("which"))),
      settings...};
  const std::string name(Name.view());
  const auto synapses = connections<Name>(sim);
  CHECK(std::equal(synapses.sources.begin(), synapses.sources.end(), brian.whole_numbers("i_" + name).begin()));
  CHECK(std::equal(synapses.targets.begin(), synapses.targets.end(), brian.whole_numbers("j_" + name).begin()));
  sim.run(200_ms);
  brian.compare("v_" + name, sim[name_constant<"n_" + Name + ".v">{}], 1e-9);
  brian.compare_spikes(sim[name_constant<"n_" + Name + ".spikes">{}], "steps_" + name, "neurons_" + name);
  const auto expected = brian.numbers("w_" + name);
  const auto weights = sim.template get<Name + ".w">();
  REQUIRE(weights.size() == expected.size());
  for (std::size_t k = 0; k < expected.size(); ++k) CHECK(weights[k] == Approx(expected[k]).epsilon(1e-9));
}

constexpr auto with_jumps = part<"jump", t::cell, t::jump, "v">(place);
TEST_CASE("texts_synapses: potentials jump", "[peers]") { compare<"jump", with_jumps>(); }
constexpr auto with_pairs = part<"pairs_of_spikes", t::cell, t::pairs_of_spikes, "g">(place);
TEST_CASE("texts_synapses: learning by pairs of spikes", "[peers]") { compare<"pairs_of_spikes", with_pairs>(); }
constexpr auto with_resources = part<"short_term", t::cell, t::short_term, "g">(place);
TEST_CASE("texts_synapses: resources", "[peers]") {
  compare<"short_term", with_resources>(cortexpr::set<"short_term.res">(1.0), cortexpr::set<"short_term.u">(0.2));
}
constexpr auto with_readers = part<"reads_target", t::cell, t::reads_target, "g">(place);
TEST_CASE("texts_synapses: weights that read their target", "[peers]") { compare<"reads_target", with_readers>(); }

} // namespace
