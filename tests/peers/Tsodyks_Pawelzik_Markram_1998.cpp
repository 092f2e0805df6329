// SPDX-License-Identifier: BSL-1.0
// Figure 1 of Tsodyks, Pawelzik and Markram (1998): the potential of a cell with one depressing or facilitating
// synapse. The numbers are Brian2's (reference/Tsodyks_Pawelzik_Markram_1998.py).

#include "peers/texts/Tsodyks_Pawelzik_Markram_1998.hpp"
#include "catch.hpp"

#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <filesystem>

using namespace cortexpr;
namespace words = peers::texts::Tsodyks_Pawelzik_Markram_1998;

namespace {

/// A membrane on which synapses sum up their current.
struct membrane {
  template <class I>
  struct state {
    volt<I> v = 0_mV;
    amp<I> I_syn = 0_A;
  };
  template <class I>
  struct parameters {
    second<I> tau = 40_ms;
    ohm<I> R = 100_Mohm;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.R * x.I_syn - x.v) / p.tau, .I_syn = 0_A / 1_s};
  }
};
constexpr tsodyks_markram facilitating{.U = 0.03, .tau_rec = 130_ms, .tau_inact = 1.5_ms, .tau_facil = 530_ms};
constexpr auto network_of(auto cell, auto synapse) {
  return describe(population<"stimulus">(1, spike_times{}), population<"cell">(1, cell, exact{}),
                  projection<"S: stimulus -> cell.I_syn">(all_to_all{}, weight(given), plasticity{synapse}),
                  record<"cell.v">(), record<"S.x">(), record<"S.y">(), record<"S.u">());
}
constexpr auto d = network_of(membrane{}, tsodyks_markram{.U = 0.6});
constexpr auto depressing_in_words =
    network_of(model_from<words::cell>{},
               rule_from<words::depressing>{}.with<"U">(0.6).with<"tau_rec">(800_ms).with<"tau_inact">(3_ms));
constexpr auto facilitating_in_words = network_of(model_from<words::cell>{}, rule_from<words::facilitating>{}
                                                                                 .with<"U">(0.03)
                                                                                 .with<"tau_rec">(130_ms)
                                                                                 .with<"tau_inact">(1.5_ms)
                                                                                 .with<"tau_facil">(530_ms));

xt::xarray<double> recorded(const std::string& array) {
  const auto here = std::filesystem::path(__FILE__).parent_path();
  return load_npz<double>(here / "recorded" / "Tsodyks_Pawelzik_Markram_1998.npz", array);
}
template <auto const& D>
void check_panel(const std::string& name, std::int64_t steps, const auto&... settings) {
  std::vector<std::int64_t> spikes;
  for (const double n : recorded("spikes_" + name)) spikes.push_back(static_cast<std::int64_t>(n));
  simulation<network<D>> sim{set<"stimulus">(spike_list::at_steps(spikes, std::vector<std::int64_t>(spikes.size(), 0))),
                             settings...};
  sim.run_steps(steps);
  const auto v = recorded("v_" + name), xyu = recorded("xyu_" + name);
  double largest = 0;
  for (std::size_t k = 0; k < v.size(); ++k) {
    largest = std::max(largest, std::abs(v(k)));
    REQUIRE(sim["cell.v"_name](20 * k, 0) == Approx(v(k)).epsilon(1e-9).margin(1e-14));
    REQUIRE(sim["S.x"_name](20 * k, 0) == Approx(xyu(k, 0)).epsilon(1e-9));
    REQUIRE(sim["S.y"_name](20 * k, 0) == Approx(xyu(k, 1)).epsilon(1e-9).margin(1e-12));
    REQUIRE(sim["S.u"_name](20 * k, 0) == Approx(xyu(k, 2)).epsilon(1e-9));
  }
  CHECK(largest > 0.4e-3);
}

TEST_CASE("Tsodyks_Pawelzik_Markram_1998: depression at 20 Hz, facilitation at 20 Hz and 70 Hz") {
  check_panel<d>("A", 12000, set<"S.w">(250_pA));
  const auto facilitates = set<"S">(plasticity{facilitating});
  check_panel<d>("B", 12000, set<"S.w">(1540_pA), set<"cell.tau">(60_ms), set<"cell.R">(1000_Mohm), facilitates);
  check_panel<d>("C", 5000, set<"S.w">(1540_pA), set<"cell.tau">(60_ms), set<"cell.R">(1000_Mohm), facilitates);
}
TEST_CASE("Tsodyks_Pawelzik_Markram_1998, in words", "[texts]") {
  check_panel<depressing_in_words>("A", 12000, set<"S.w">(250_pA), set<"cell.tau_m">(40_ms), set<"cell.R">(100_Mohm));
  check_panel<facilitating_in_words>("B", 12000, set<"S.w">(1540_pA), set<"cell.tau_m">(60_ms),
                                     set<"cell.R">(1000_Mohm));
  check_panel<facilitating_in_words>("C", 5000, set<"S.w">(1540_pA), set<"cell.tau_m">(60_ms),
                                     set<"cell.R">(1000_Mohm));
}

} // namespace
