// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"
#include <cmath>
#include <cortexpr/core.hpp>
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_value.hpp>
#include <cstddef>

using namespace cortexpr;
using namespace cortexpr::texts;

namespace {

using cell = equations<R"(
  dv/dt = (E_L - v)/tau + I_syn/C + I/C : volt
  dg/dt = -g/(5*ms) : siemens
  I_syn = g*(E_e - v) : amp
  total = I_syn + I + 1*pA*sin(2*pi*100*Hz*t) : amp
  step = timestep(t, dt) : 1 (constant over dt)
  unread = v/mV : 1
  E_L = -70*mV : volt
  E_e = 0*mV : volt
  tau = 10*ms : second
  C = 200*pF : farad
  I : amp (input))",
                       threshold<"v > -50*mV">, reset<"v = E_L; g = g/2">>;

constexpr auto d = describe(population<"n">(5, cell{}, parameter<"E_e">(text<"-1*mV*i">), start<"v">(-70_mV),
                                            start<"g">(text<"2*nS*(1 + i)">), rk4{}),
                            drive<"n.I">([](auto t) { return 50_pA * sin(300_Hz * t); }), record<"n.v">(),
                            record<"n.g">(), record<"n.I_syn">(), record<"n.total">(), record<"n[1:3].unread">());

template <class Real>
void check(Real margin) {
  for (const unsigned n : {1U, 2U, 3U}) {
    simulation<network<d, Real>> sim{seed{1}, threads{n}};
    sim.run(50_ms);
    const auto &v = sim["n.v"_name], &g = sim["n.g"_name], &I = sim["n.I_syn"_name], &total = sim["n.total"_name];
    const auto& unread = sim["n[1:3].unread"_name];
    for (std::size_t k = 0; k < 500; ++k)
      for (std::size_t i = 0; i < 5; ++i) {
        const double t = 1e-4 * static_cast<double>(k), E_e = -1e-3 * static_cast<double>(i);
        const double I_syn = static_cast<double>(g(k, i)) * (E_e - static_cast<double>(v(k, i)));
        const double I_total =
            I_syn + 50e-12 * std::sin(300 * t) + 1e-12 * std::sin(2 * 3.14159265358979323846 * 100 * t);
        REQUIRE(std::abs(static_cast<double>(I(k, i)) - I_syn) <= margin * 1e-9);
        REQUIRE(std::abs(static_cast<double>(total(k, i)) - I_total) <= margin * 1e-9);
        if (i == 1 || i == 2)
          REQUIRE(static_cast<double>(unread(k, i - 1)) == Approx(static_cast<double>(v(k, i)) / 1e-3).epsilon(margin));
      }
  }
}

} // namespace

TEST_CASE("lines with an expression are recorded by their names, also where they read inputs and the time",
          "[equations]") {
  check<double>(1e-13);
  check<float>(1e-5F);
}
