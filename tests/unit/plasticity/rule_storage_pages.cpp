// SPDX-License-Identifier: BSL-1.0
// The bytes per synapse that the pages of rules state are those of a built projection.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cctype>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <set>
#include <string>

namespace {

using namespace unit_tests;

struct target_cell {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {};
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
};
constexpr std::uint32_t sources = 20, targets = 30;

/// A projection of these rules onto variable v of a cell, or onto what the route says of a model.
template <fixed_string Route = "S: in -> n.v", class Model = target_cell, class Weight, class... Options>
constexpr auto projected(Weight w, Options... options) {
  return describe(population<"in">(sources, spike_times{}), population<"n">(targets, Model{}),
                  projection<Route>(given, weight(w), options...));
}

/// What a synapse takes beside the two bytes of its target.
template <auto const& D, class Rule>
std::size_t bytes_with(const Rule& rule) {
  const auto none = spike_list::at_steps(std::vector<int>{}, std::vector<int>{});
  simulation<network<D>> sim{seed{1}, set<"in">(none), set<"S">(rule)};
  const auto& p = item_at<2>(sim.state().items);
  const detail::slice_rows& rows = p.connections->slices.at(0);
  const auto& values = p.slices.at(0);
  const auto size = [](const auto& list) { return list.size() * sizeof list[0]; };
  std::size_t all = size(rows.order.narrow) + size(rows.order.middle) + size(rows.order.wide) +
                    size(rows.incoming.position) + size(rows.incoming.trace_row) + size(rows.dendrite);
  if constexpr (requires { values.weights.values; }) all += size(values.weights.values);
  std::apply([&](const auto&... column) { all += (size(column) + ... + 0); }, values.variables);
  if constexpr (requires { values.times.last; })
    if (values.times.last.size() == p.connections->synapses) all += size(values.times.last);
  CHECK(all % p.connections->synapses == 0);
  return all / static_cast<std::size_t>(p.connections->synapses);
}
std::string stated(std::size_t dense, std::size_t sparse) {
  return std::to_string(dense) + " all-to-all, " + std::to_string(sparse) + " sparse";
}

std::filesystem::path pages() { return std::filesystem::path(__FILE__).parent_path() / "../../../docs/plasticity"; }
/// A page in one line, with one space where there were several.
std::string text_of(const std::filesystem::path& page) {
  std::ifstream file(page);
  REQUIRE(file);
  std::string text;
  for (std::istreambuf_iterator<char> at(file), end; at != end; ++at) {
    const bool space = std::isspace(static_cast<unsigned char>(*at)) != 0;
    if (!space || (!text.empty() && text.back() != ' ')) text += space ? ' ' : *at;
  }
  return text;
}

std::set<std::string>& checked() {
  static std::set<std::string> all;
  return all;
}
/// `of`: the rule, where a page has several.
template <auto const& D>
void check_page(const std::string& page, const std::string& of = "") {
  checked().insert(page);
  const std::string words = "Bytes per synapse" + (of.empty() ? "" : " of `" + of + "`") + ": ";
  const std::string expected = words + stated(bytes_with<D>(all_to_all{}), bytes_with<D>(fixed_probability{0.3}));
  const std::string text = text_of(pages() / (page + ".md"));
  const std::size_t at = text.find(words);
  CAPTURE(page, of);
  REQUIRE(at != std::string::npos);
  CHECK(text.substr(at, expected.size()) == expected);
}

constexpr uniform each(quantity<dim::one>(0), quantity<dim::one>(1));
constexpr auto transmit_constant = projected(0.5);
constexpr auto transmit_each = projected(each);
constexpr auto share = projected(each, plasticity{transmit_share<>{}});
constexpr auto depression = projected(each, plasticity{short_term{}});
constexpr auto pairs_rule = projected(each, plasticity{pair_stdp{}});
constexpr auto pre_centered = projected(each, plasticity{pre_centered_stdp<>{}});
constexpr auto restricted = projected(each, plasticity{restricted_stdp<>{}});
constexpr auto morrison = projected(each, plasticity{power_law_stdp{}});
constexpr auto triplets = projected(each, plasticity{triplet_stdp{}});
constexpr auto inhibition = projected(each, plasticity{inhibitory_stdp{}});
constexpr auto reward = projected(each, plasticity{modulated_stdp{}});
constexpr auto calcium = projected(each, plasticity{calcium_plasticity{}, transmit{}});
constexpr auto pool = projected(each, plasticity{weight_pool{}, transmit{}});
constexpr auto exchange = projected(each, plasticity{weight_pool{}, weight_exchange{}, transmit{}});
constexpr auto on_event = projected(each, plasticity{normalise_on_event{}});
constexpr auto always = projected(each, plasticity{normalise_always{}});
constexpr auto scaling = projected(each, plasticity{homeostatic_scaling{}});
constexpr auto decay = projected(each, plasticity{weight_decay{}});
constexpr auto band = projected(each, plasticity{clip_weight{}});
constexpr auto slow = projected<"S: in -> n.nmda", synaptic<lif, receptor<"nmda", conductance<summed>>>>(
    uniform(0_nS, 1_nS), plasticity{nmda{}});
constexpr auto four_variables = projected<"S: in -> n.syn", synaptic<lif, receptor<"syn", current<summed>>>>(
    uniform(0_pA, 1_pA), plasticity{tsodyks_markram{}});
constexpr auto voltage = projected<"S: in -> n.v", voltage_traces<adex>>(
    uniform(0_mV, 1_mV), plasticity{transmit{}, voltage_stdp{.w_1 = 1_mV, .w_max = 3_mV}});

TEST_CASE("pages state the bytes per synapse", "[storage][docs]") {
  check_page<transmit_constant>("transmit", "weight(0.5_nS)");
  check_page<transmit_each>("transmit", "weight(uniform(0_nS, 1_nS))");
  check_page<share>("transmit_share");
  check_page<depression>("short_term");
  check_page<pairs_rule>("stdp");
  check_page<pre_centered>("nearest_stdp");
  check_page<restricted>("nearest_stdp");
  check_page<morrison>("power_law_stdp");
  check_page<triplets>("triplet_stdp");
  check_page<inhibition>("inhibitory_stdp");
  check_page<reward>("modulated_stdp");
  check_page<calcium>("calcium_plasticity");
  check_page<pool>("weight_pool", "weight_pool");
  check_page<exchange>("weight_pool", "weight_exchange");
  check_page<on_event>("normalise", "normalise_on_event");
  check_page<always>("normalise", "normalise_always");
  check_page<scaling>("homeostatic_scaling");
  check_page<decay>("weight_decay");
  check_page<band>("clip_weight");
  check_page<voltage>("voltage_stdp");
  check_page<slow>("nmda");
  check_page<four_variables>("tsodyks_markram");
  // No page states them in these words without being checked.
  const std::regex words("Bytes per synapse[^:]*: [0-9]+ all-to-all, [0-9]+ sparse");
  for (const auto& entry : std::filesystem::directory_iterator(pages())) {
    const std::string name = entry.path().stem().string();
    CAPTURE(name);
    if (entry.path().extension() == ".md" && std::regex_search(text_of(entry.path()), words))
      CHECK(checked().count(name) == 1);
  }
}

constexpr auto own_dendrites =
    projected(each, axonal_delay(0.1_ms), dendritic_delay(uniform(0_ms, 2_ms)).rounded(), plasticity{pair_stdp{}});
constexpr auto only_transmits = projected(each, axonal_delay(0.1_ms), dendritic_delay(uniform(0_ms, 2_ms)).rounded());
TEST_CASE("dendritic delays of their own take two bytes per synapse, and eight to learn from targets", "[storage]") {
  CHECK(bytes_with<own_dendrites>(all_to_all{}) == 8 + 2 + 8);
  CHECK(bytes_with<own_dendrites>(fixed_probability{0.3}) == 8 + 2 + 8);
  CHECK(bytes_with<only_transmits>(all_to_all{}) == 8 + 2);
}

} // namespace
