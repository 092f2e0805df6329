// SPDX-License-Identifier: BSL-1.0
// Equations in print.
#include "catch.hpp"

#include <cortexpr/model/readings/symbols.hpp>
#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <sstream>

using namespace cortexpr;

namespace {

using coba = synaptic_lif<conductance<alpha>, minus<current<exponential>>>;

static_assert(right_hand_sides<lif>[0].view() == "(g_L*(E_L - v) + I)/C_m");
static_assert(right_hand_sides<coba>[0].view() == "(g_L*(E_L - v) + I + exc.g*(exc.E - v) + (-inh.I))/C_m");
static_assert(right_hand_sides<coba>[1].view() == "(exc.s - exc.g)/exc.tau");
static_assert(right_hand_sides<coba>[2].view() == "-exc.s/exc.tau");
static_assert(right_hand_sides<adex>[1].view() == "(a*(min(v, V_cut) - E_L) - w)/tau_w");

using s = detail::symbol<notation::text>;
constexpr s a = s::named("a"), b = s::named("b"), c = s::named("c");
static_assert((a + b * c).view() == "a + b*c" && ((a + b) * c).view() == "(a + b)*c");
static_assert((a - (b - c)).view() == "a - (b - c)" && (a - b - c).view() == "a - b - c");
static_assert((a / (b * c)).view() == "a/(b*c)" && (a / b * c).view() == "a/b*c" && (a / (b / c)).view() == "a/(b/c)");
static_assert((-a * b).view() == "-a*b" && (-(a + b)).view() == "-(a + b)" && (a * -b).view() == "a*(-b)");
static_assert((a - 70_mV).view() == "a - 70 mV" && (a / 5_ms).view() == "a/(5 ms)" &&
              (a + -70_mV).view() == "a + (-70 mV)");
static_assert(exp((a - b) / c).view() == "exp((a - b)/c)" && clip(a, b, c).view() == "clip(a, b, c)");
static_assert(select(a < b, a, 0).view() == "(a if a < b else 0)");
static_assert(select(a > 1_mV and not(b <= c or c != 0), 1, -0.5).view() ==
              "(1 if a > 1 mV and not ((b <= c or c != 0)) else -0.5)");
static_assert(((a > b) * c).view() == "(a > b)*c" && (1 - (a == b)).view() == "1 - (a == b)");
static_assert(pow<2>(a).view() == "a^2" && square(a + b).view() == "(a + b)^2" && pow(a, 2.5).view() == "a^2.5");
static_assert(pow(a, b + 1).view() == "a^(b + 1)" && pow<-1>(a).view() == "a^(-1)" && pow(2, a).view() == "2^a");
static_assert((c / pow<2>(a)).view() == "c/(a^2)" && pow<3, 2>(a).view() == "a*sqrt(a)");
static_assert(sign(a).view() == "sign(a)" && floor(a / b).view() == "floor(a/b)" && log10(a).view() == "log10(a)");
static_assert(max(a, 0).view() == "max(a, 0)" && min(1, a).view() == "min(1, a)" &&
              clip(a, 0, 1).view() == "clip(a, 0, 1)");
using tex = detail::symbol<notation::latex>;
constexpr tex u = tex::named("u"), w = tex::named("w");
static_assert(pow<2>(u).view() == "u^{2}" && pow(u, w).view() == "u^{w}" &&
              floor(u).view() == "\\left\\lfloor u \\right\\rfloor");
static_assert(pow<2>(u / w).view() == "\\left( \\frac{u}{w} \\right)^{2}");
static_assert(asin(u).view() == "\\arcsin\\left( u \\right)" &&
              sign(u).view() == "\\operatorname{sign}\\left( u \\right)");
static_assert(select(u >= w && u != 0, 1, 0).view() ==
              "\\begin{cases} 1 & u \\ge w \\wedge u \\ne 0 \\\\ 0 & \\text{else} \\end{cases}");
static_assert((1_uF_per_cm2 * a).view() == "0.01 F m^-2*a" && (300_K * a).view() == "300 K*a" &&
              (2_pC * a).view() == "2 pC*a");

static_assert((2 * a + 0.25).view() == "2*a + 0.25" && (1_mV / 1_ms * a).view() == "1 V s^-1*a");
static_assert(detail::symbol<notation::latex>::named("exc.g").view() == "g_{\\mathrm{exc}}");
static_assert(detail::symbol<notation::latex>::named("tau_m").view() == "\\tau_{m}");
static_assert(detail::symbol<notation::latex>::named("inh.I_max").view() == "I_{\\mathrm{max},\\mathrm{inh}}");

constexpr auto number_text(double x) {
  detail::text_buffer t;
  return t.append_number(x);
}
static_assert(number_text(0).view() == "0" && number_text(-65).view() == "-65" && number_text(0.1).view() == "0.1");
static_assert(number_text(123456).view() == "123456" && number_text(1e6).view() == "1e6");
static_assert(number_text(2.5e-12).view() == "2.5e-12" && number_text(0.00123).view() == "0.00123");
static_assert(number_text(999999.9).view() == "1e6" && number_text(1.0 / 3).view() == "0.333333");

} // namespace

TEST_CASE("equations are printed", "[symbols]") {
  std::ostringstream out;
  print_equations<adex>(out);
  CHECK(out.str() == "dv/dt = (g_L*(E_L - min(v, V_cut)) + (g_L*Delta_T*exp((min(v, V_cut) - V_T)/Delta_T) if Delta_T "
                     "> 0 V else 0 A) - w + I)/C_m\n"
                     "dw/dt = (a*(min(v, V_cut) - E_L) - w)/tau_w\n");
  CHECK(latex_equations<lif>() ==
        "\\begin{aligned}\n\\frac{\\mathrm{d} v}{\\mathrm{d} t} &= \\frac{g_{L} \\, \\left( E_{L} - v \\right) + "
        "I}{C_{m}} \\\\\n\\end{aligned}\n");
}
