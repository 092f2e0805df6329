// SPDX-License-Identifier: BSL-1.0
// Names that statements make, functions, subexpressions and generators of connections, here and in Brian2.
#include "peers/brian2_numbers.hpp"
#include "peers/texts/words.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cortexpr/io/connections.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace t = peers::texts;

constexpr auto words =
    describe(population<"in">(12, spike_times{}),
             population<"n">(6, model_from<t::leaving>{}, euler{}, parameter<"gleak">(10_nS), parameter<"C">(200_pF),
                             parameter<"E_L">(-65_mV), start<"v">(text<"-70*mV + i*mV">)),
             projection<"S: in -> n.g">(targets_of(text<"(i + k) % N_post for k in range(-1, i, 2) if k != 3">),
                                        weight(text<"3*nS + 0.1*nS*j">), plasticity{rule_from<t::wearing>{}}),
             projection<"B: n -> n.g">(targets_of(text<"k for k in range(i - 2, i + 3) if k != i">).skip_invalid(),
                                       weight(text<"0.2*nS + 0.01*nS*i">)),
             record<"n.spikes">(), record<"n.v">(), record<"n.I_syn">(), record<"n.load">());
TEST_CASE("texts_words: local names, subexpressions, generators", "[peers]") {
  static const peers::brian2_numbers brian("texts_words");
  for (const unsigned n : {1u, 3u}) {
    simulation<network<words>> sim{
        seed{1}, threads{n, true},
        set<"in">(spike_list::at_steps(brian.whole_numbers("when"), brian.whole_numbers("which"))), set<"S.z">(0.0)};
    const auto check_ends = [](const auto& synapses, const auto& sources, const auto& targets) {
      REQUIRE(synapses.sources.size() == sources.size());
      REQUIRE(std::equal(synapses.sources.begin(), synapses.sources.end(), sources.begin()));
      REQUIRE(std::equal(synapses.targets.begin(), synapses.targets.end(), targets.begin()));
    };
    check_ends(connections<"S">(sim), brian.whole_numbers("i"), brian.whole_numbers("j"));
    check_ends(connections<"B">(sim), brian.whole_numbers("i_back"), brian.whole_numbers("j_back"));
    sim.run(200_ms);
    brian.compare_spikes(sim["n.spikes"_name], "steps", "neurons");
    brian.compare("v", sim["n.v"_name], 1e-9);
    brian.compare("I_syn", sim["n.I_syn"_name], 1e-9);
    brian.compare("load", sim["n.load"_name], 1e-9);
    const auto check = [&](const char* name, const auto& values) {
      const auto expected = brian.numbers(name);
      REQUIRE(values.size() == expected.size());
      for (std::size_t k = 0; k < expected.size(); ++k) CHECK(values[k] == Approx(expected[k]).epsilon(1e-9));
    };
    check("n", sim.get<"n.n">());
    check("w", sim.get<"S.w">());
    check("z", sim.get<"S.z">());
  }
}

} // namespace
