// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/frompapers/Rothman_Manis_2003.py: neurons of the cochlear nucleus, all six types, which differ by
// their maximal conductances; by rk4 with the shorter step that the script proposes. Rothman and Manis (2003),
// J. Neurophysiol. 89:3097.
#include "peers/texts/Rothman_Manis_2003.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>

namespace {

using namespace cortexpr;
namespace words = peers::texts::Rothman_Manis_2003;

constexpr double nf = 0.85, zss = 0.5, temp = 22, frac = 0;
const double q10 = std::pow(3, (temp - 22) / 10), qt = std::pow(4.5, (temp - 33) / 10);

struct cochlear {
  template <class I>
  struct state {
    volt<I> v = -65_mV;
    number<I> a = 0, b = 0, c = 0; // transient potassium
    number<I> m = 0, h = 0;        // sodium
    number<I> r = 0;               // h current
    number<I> w = 0, z = 0;        // low-threshold potassium
    number<I> n = 0, p = 0;        // high-threshold potassium
    number<I> h1 = 0, h2 = 0;      // h current of octopus cells
  };
  template <class I>
  struct parameters {
    siemens<I> gnabar = 1000_nS, gkhtbar = 150_nS, gkltbar = 0_nS, gkabar = 0_nS, ghbar = 0.5_nS, gbarno = 0_nS,
               gl = 2_nS;
    farad<I> C = 12_pF;
    volt<I> Eh = -43_mV, EK = -70_mV, El = -65_mV, ENa = 50_mV;
    number<I> q10 = 1, qt = 1;
    amp<I> I_ext = 0_A;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& y) {
    const auto u = x.v / 1_mV;
    const auto ina = y.gnabar * pow<3>(x.m) * x.h * (y.ENa - x.v);
    const auto ikht = y.gkhtbar * (nf * square(x.n) + (1 - nf) * x.p) * (y.EK - x.v);
    const auto iklt = y.gkltbar * pow<4>(x.w) * x.z * (y.EK - x.v);
    const auto ika = y.gkabar * pow<4>(x.a) * x.b * x.c * (y.EK - x.v);
    const auto ih = y.ghbar * x.r * (y.Eh - x.v);
    const auto ihcno = y.gbarno * (x.h1 * frac + x.h2 * (1 - frac)) * (y.Eh - x.v);
    const auto ileak = y.gl * (y.El - x.v);

    const auto ainf = pow<1, 2>(pow<1, 2>(1 / (1 + exp(-(u + 31) / 6))));
    const auto binf = 1 / sqrt(1 + exp((u + 66) / 7));
    const auto minf = 1 / (1 + exp(-(u + 38) / 7)), hinf = 1 / (1 + exp((u + 65) / 6));
    const auto rinf = 1 / (1 + exp((u + 76) / 7));
    const auto winf = pow<1, 2>(pow<1, 2>(1 / (1 + exp(-(u + 48) / 6))));
    const auto zinf = zss + (1 - zss) / (1 + exp((u + 71) / 10));
    const auto ninf = 1 / sqrt(1 + exp(-(u + 15) / 5)), pinf = 1 / (1 + exp(-(u + 23) / 6));
    const auto hinfno = 1 / (1 + exp((u + 66) / 7));

    const auto atau = (100 / (7 * exp((u + 60) / 14) + 29 * exp(-(u + 60) / 24)) + 0.1) * 1_ms;
    const auto btau = (1000 / (14 * exp((u + 60) / 27) + 29 * exp(-(u + 60) / 24)) + 1) * 1_ms;
    const auto ctau = (90 / (1 + exp((-66 - u) / 17)) + 10) * 1_ms;
    const auto mtau = (10 / (5 * exp((u + 60) / 18) + 36 * exp(-(u + 60) / 25)) + 0.04) * 1_ms;
    const auto htau = (100 / (7 * exp((u + 60) / 11) + 10 * exp(-(u + 60) / 25)) + 0.6) * 1_ms;
    const auto rtau = (100000 / (237 * exp((u + 60) / 12) + 17 * exp(-(u + 60) / 14)) + 25) * 1_ms;
    const auto wtau = (100 / (6 * exp((u + 60) / 6) + 16 * exp(-(u + 60) / 45)) + 1.5) * 1_ms;
    const auto ztau = (1000 / (exp((u + 60) / 20) + exp(-(u + 60) / 8)) + 50) * 1_ms;
    const auto ntau = (100 / (11 * exp((u + 60) / 24) + 21 * exp(-(u + 60) / 23)) + 0.7) * 1_ms;
    const auto ptau = (100 / (4 * exp((u + 60) / 32) + 5 * exp(-(u + 60) / 22)) + 5) * 1_ms;
    const double kT = 8.315 * (273.16 + temp);
    const auto alp1 = exp(1e-3 * 3 * (u + 50) * 9.648e4 / kT), bet1 = exp(1e-3 * 3 * 0.3 * (u + 50) * 9.648e4 / kT);
    const auto alp2 = exp(1e-3 * 3 * (u + 84) * 9.648e4 / kT), bet2 = exp(1e-3 * 3 * 0.6 * (u + 84) * 9.648e4 / kT);
    const auto tau1 = bet1 / (y.qt * 0.008 * (1 + alp1)) * 1_ms, tau2 = bet2 / (y.qt * 0.0029 * (1 + alp2)) * 1_ms;

    return {.v = (ileak + ina + ikht + iklt + ika + ih + ihcno + y.I_ext) / y.C,
            .a = y.q10 * (ainf - x.a) / atau,
            .b = y.q10 * (binf - x.b) / btau,
            .c = y.q10 * (binf - x.c) / ctau,
            .m = y.q10 * (minf - x.m) / mtau,
            .h = y.q10 * (hinf - x.h) / htau,
            .r = y.q10 * (rinf - x.r) / rtau,
            .w = y.q10 * (winf - x.w) / wtau,
            .z = y.q10 * (zinf - x.z) / ztau,
            .n = y.q10 * (ninf - x.n) / ntau,
            .p = y.q10 * (pinf - x.p) / ptau,
            .h1 = (hinfno - x.h1) / tau1,
            .h2 = (hinfno - x.h2) / tau2};
  }
};

constexpr auto network_of(auto neuron, auto... options) {
  return describe(population<"neuron">(6, neuron, rk4{}, parameter<"gkhtbar">(given), parameter<"gkltbar">(given),
                                       parameter<"gkabar">(given), parameter<"ghbar">(given),
                                       parameter<"gbarno">(given), options...),
                  record<"neuron.v">(every{0.5_ms}));
}
constexpr auto d = network_of(cochlear{}, parameter<"q10">(given), parameter<"qt">(given));
constexpr auto in_words =
    network_of(model_from<words::neuron>{}, parameter<"gnabar">(1000_nS), parameter<"gl">(2_nS), parameter<"I">(0_pA));

template <auto const& D, fixed_string Current>
void compare(const auto&... settings) {
  const peers::brian2_numbers brian("Rothman_Manis_2003");
  using list = std::vector<double>;
  // type1c, type1t, type12, type21, type2, type2o
  simulation<network<D>> sim{time_step{0.025_ms},
                             set<"neuron.gkhtbar">(values(list{150, 80, 150, 150, 150, 150}, 1_nS)),
                             set<"neuron.gkltbar">(values(list{0, 0, 20, 35, 200, 600}, 1_nS)),
                             set<"neuron.gkabar">(values(list{0, 65, 0, 0, 0, 0}, 1_nS)),
                             set<"neuron.ghbar">(values(list{0.5, 0.5, 2, 3.5, 20, 0}, 1_nS)),
                             set<"neuron.gbarno">(values(list{0, 0, 0, 0, 0, 40}, 1_nS)),
                             settings...};
  sim.run(50_ms); // go to rest
  sim.template set<Current>(250_pA);
  sim.run(100_ms);
  const auto& v = sim["neuron.v"_name];
  const auto expected = brian.numbers("v");
  REQUIRE(v.rows() == 300);
  double worst = 0, highest = -1;
  for (std::size_t k = 0; k < 200; ++k)
    for (std::size_t i = 0; i < 6; ++i) {
      worst = std::max(worst, std::abs(v(100 + k, i) - expected[6 * k + i]));
      highest = std::max(highest, expected[6 * k + i]);
    }
  CHECK(worst < 1e-9 * 0.1);
  CHECK(highest > 0);
}

TEST_CASE("Rothman_Manis_2003", "[peers]") { compare<d, "neuron.I_ext">(set<"neuron.q10">(q10), set<"neuron.qt">(qt)); }
TEST_CASE("Rothman_Manis_2003, in words", "[peers][texts]") { compare<in_words, "neuron.I">(); }

} // namespace
