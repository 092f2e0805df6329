// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/reader/read_text.hpp>

using namespace texts;
namespace dim = cortexpr::dim;

namespace {

constexpr auto equations = part_kind::equations, threshold = part_kind::threshold, reset = part_kind::reset,
               refractory = part_kind::refractory, on_pre = part_kind::on_pre, on_post = part_kind::on_post;

/// The names of a role in the order of their indices: "v g_e".
std::string names_of(const reading& r, role wanted) {
  std::string all;
  int next = 0;
  for (std::size_t e = 0; e < r.result.name_count; ++e)
    if (const entry& x = r.result.names[e]; x.what == wanted) {
      CHECK(x.index == next++);
      all += (all.empty() ? "" : " ") + std::string(x.name);
    }
  return all;
}

} // namespace

TEST_CASE("names are declared, then external by first use, then t_ref", "[equations]") {
  const reading r{{equations, R"(
    dv/dt   = (g_L*(E_L - v) + g_e*(E_e - v) + I)/C_m : volt (unless refractory)
    dg_e/dt = -g_e/tau_e : siemens
    I : amp (input)   # fed by drives
    C_m = 200*pF : farad)"},
                  {threshold, "v > V_th"},
                  {reset, "v = V_r"},
                  {refractory, "5*ms"}};
  REQUIRE(r.mistake().empty());
  CHECK(names_of(r, role::variable) == "v g_e");
  CHECK(names_of(r, role::input) == "I");
  CHECK(names_of(r, role::parameter) == "C_m g_L E_L E_e tau_e V_th V_r t_ref");
  CHECK(r.name("v").held);
  CHECK(!r.name("g_e").held);
  CHECK(r.name("g_L").required);
  CHECK(r.name("g_L").external);
  CHECK(r.name("C_m").value == 200 * 1e-12);
  CHECK(r.name("t_ref").value == 5 * 1e-3);
  CHECK(r.name("g_L").unit == dim::siemens);
  CHECK(r.name("E_L").unit == dim::volt);
  CHECK(r.name("tau_e").unit == dim::second);
  CHECK(r.name("V_th").unit == dim::volt);
  CHECK(r.result.roots[3] == none);
  const values at{{"v", -0.06},   {"g_e", 2e-9}, {"I", 1e-11},   {"g_L", 1e-8},
                  {"E_L", -0.07}, {"E_e", 0},    {"tau_e", 5e-3}};
  CHECK(value_of(r.result, r.name("v").root, at) ==
        (1e-8 * (-0.07 - -0.06) + 2e-9 * (0 - -0.06) + 1e-11) / (200 * 1e-12));
  CHECK(value_of(r.result, r.name("g_e").root, at) == -2e-9 / 5e-3);
}
TEST_CASE("a refractory part is a time, a parameter, an expression or a condition", "[equations]") {
  const auto with = [](const std::string& lines, const std::string& text) {
    return reading{{equations, "dv/dt = -v/tau : volt\n" + lines}, {refractory, text}};
  };
  const reading named = with("", "t_ref");
  CHECK(named.result.roots[1] == none);
  CHECK(named.name("t_ref").required);
  CHECK(named.name("t_ref").unit == dim::second);
  const reading other = with("", "t_dead");
  REQUIRE(other.result.roots[1] != none);
  CHECK(other.name("t_dead").unit == dim::second);
  const reading time = with("k : 1", "5*ms + k*tau");
  REQUIRE(time.result.roots[1] != none);
  CHECK(value_of(time.result, time.result.roots[1], {{"k", 2}, {"tau", 0.01}}) == 5 * 1e-3 + 2 * 0.01);
  const reading condition = with("", "v > -20*mV");
  REQUIRE(condition.result.roots[1] != none);
  CHECK(condition.result.nodes[static_cast<std::size_t>(condition.result.roots[1])].what == op::greater);
  const reading boolean = with("b : boolean", "not b");
  REQUIRE(boolean.result.roots[1] != none);
  const reading zero = with("", "0");
  CHECK(zero.name("t_ref").value == 0);
  CHECK(with("", "5").mistake() ==
        "refractory, line 1, column 1: refractory is a time or a condition, this is a pure number");
  CHECK(with("", "v").mistake() == "refractory, line 1, column 1: this is in volt, expected is in second");
  CHECK(with("t_ref : second", "5*ms").mistake() ==
        "refractory, line 1, column 2: t_ref is a name of this text and has its own value; write t_ref here");
}
TEST_CASE("flags set what they say", "[equations]") {
  const reading r{{equations, "dv/dt = -v/tau : volt (unless refractory)\n"
                              "a : 1 (constant, shared)\n"
                              "b = 2*v : volt (shared)\n"
                              "c = rand() : 1 (constant over dt)\n"
                              "d : amp (linked)\n"
                              "f : amp (input); g : integer (variable); h : boolean\n"
                              "k = 3*a : 1"}};
  REQUIRE(r.mistake().empty());
  CHECK(r.name("a").constant);
  CHECK(r.name("a").shared);
  CHECK(r.name("b").shared);
  CHECK(r.name("b").what == role::shorthand);
  CHECK(r.name("c").held_in_step);
  CHECK(r.name("d").linked);
  CHECK(r.name("d").what == role::input);
  CHECK(r.name("f").what == role::input);
  CHECK(r.name("g").what == role::variable);
  CHECK(!r.name("g").has_flow);
  CHECK(r.name("g").integer);
  CHECK(r.name("h").boolean);
  CHECK(r.name("h").what == role::parameter);
  CHECK(r.name("k").what == role::shorthand);
}
TEST_CASE("what statements set is a variable", "[equations]") {
  const reading r{
      {equations, "dv/dt = (V_0 - v)/tau : volt\nw : amp\nu : 1\nspiked : boolean\n"},
      {reset, "v = V_r # comment; w = 3\n w += b; u -= 0.5\nu *= 2; u /= u + (1 +\n 1); spiked = v > 0*mV"}};
  REQUIRE(r.mistake().empty());
  CHECK(names_of(r, role::variable) == "v w u spiked");
  REQUIRE(r.result.statement_count == 6);
  const auto& s = r.result.statements;
  CHECK(!s[0].adds);
  CHECK(s[1].adds);
  CHECK(value_of(r.result, s[1].root, {{"w", 3}, {"b", 4}}) == 7);
  CHECK(value_of(r.result, s[1].addend, {{"b", 4}}) == 4);
  CHECK(s[2].adds);
  CHECK(value_of(r.result, s[2].root, {{"u", 3}}) == 2.5);
  CHECK(value_of(r.result, s[2].addend, {{"u", 3}}) == -0.5);
  CHECK(!s[3].adds);
  CHECK(value_of(r.result, s[3].root, {{"u", 3}}) == 6);
  CHECK(value_of(r.result, s[4].root, {{"u", 3}}) == 0.6);
  CHECK(value_of(r.result, s[5].root, {{"v", 3}}) == 1);
}
TEST_CASE("shorthands are shared and read when they are needed", "[equations]") {
  const reading r{{equations, "dv/dt = rate*(E - v) : volt\nrate = 2*slow : Hz\nslow = a + b : Hz\nE = 3*mV : volt"}};
  REQUIRE(r.mistake().empty());
  CHECK(names_of(r, role::shorthand) == "rate slow");
  const auto n = static_cast<std::size_t>(r.name("v").root);
  CHECK(r.result.nodes[n].a == r.name("rate").root);
  CHECK(value_of(r.result, r.name("v").root, {{"v", 0.001}, {"a", 5}, {"b", 6}}) == 2.0 * 11 * (3 * 1e-3 - 0.001));
}
TEST_CASE("what is constant over a step is read by its name", "[equations]") {
  const reading r{
      {equations, "dv/dt = (noise - v)/tau : volt\nnoise = s*randn()*sqrt(1/dt*ms) : volt (constant over dt)"}};
  REQUIRE(r.mistake().empty());
  CHECK(value_of(r.result, r.name("v").root, {{"noise", 3}, {"v", 1}, {"tau", 2}}) == 1);
  CHECK(r.name("randn_1").random_normal);
  CHECK(r.name("dt").what == role::input);
  CHECK(r.name("s").unit == dim::volt);
}
TEST_CASE("a simulation gives t, i and their like", "[equations]") {
  const reading r{{equations, "dv/dt = sin(2*pi*f*t + i*phase)*mV/ms : volt"},
                  {threshold,
                   "v > 1*mV and rand() < rate*dt and timestep(t - lastspike, dt) > 3 and not_refractory and "
                   "rand() < 0.5 + 0*N"}};
  REQUIRE(r.mistake().empty());
  CHECK(names_of(r, role::input) == "t i rand_1 dt last_spike not_refractory rand_2 N");
  CHECK(r.name("t").unit == dim::second);
  CHECK(r.name("f").unit == dim::hertz);
  CHECK(r.name("rate").unit == dim::hertz);
  CHECK(r.name("last_spike").unit == dim::second);
  CHECK(r.name("not_refractory").boolean);
  CHECK(r.name("rand_2").random_uniform);
  CHECK(!r.name("t").external);
  const reading j{{equations, "dv/dt = (j - v)/tau : 1"}}; // in a neuron, j is a name like any other
  CHECK(j.name("j").what == role::parameter);
}
TEST_CASE("texts of synapses name neurons at both ends", "[equations]") {
  const reading s{{equations, "w : 1\ndA/dt = -A/tau_A : 1 (event-driven)\nI_post = g*(v_pre - 1*mV) : amp (summed)"},
                  {on_pre, "g_e_post += w*nS; A += 1; w = clip(w + eta, 0, w_max); x_post *= 0.5; ge += 1*nS"},
                  {on_post, "w -= eta*A"}};
  REQUIRE(s.mistake().empty());
  CHECK(names_of(s, role::variable) == "w A");
  CHECK(names_of(s, role::input) == "v_pre g_e_post x_post ge");
  CHECK(s.name("g_e_post").unit == dim::siemens);
  CHECK(s.name("v_pre").unit == dim::volt);
  CHECK(s.name("x_post").any_unit);
  CHECK(!s.name("g_e_post").any_unit);
  CHECK(s.name("A").event_driven);
  CHECK(s.name("I_post").summed);
  CHECK(s.result.statements[0].part == 1);
  CHECK(s.result.statements[5].part == 2);
  const reading c{{part_kind::condition, "i != j and abs(x_pre - x_post) < 95*um"}};
  REQUIRE(c.mistake().empty());
  CHECK(c.name("x_pre").unit == dim::metre);
  CHECK(c.result.roots[0] != none);
}
TEST_CASE("functions of users are known by name", "[equations]") {
  const auto read = [](std::string_view text) {
    source_text source;
    source.add(equations, text);
    source.add(user_function{"f", 1, {dim::volt}, dim::hertz});
    source.add(user_function{"g", 2, {dim::one, dim::second}, dim::one});
    return read_text(source);
  };
  const program<> p = read("dv/dt = -f(v)*v : volt\ndx/dt = g(x, 3*ms)/tau : 1");
  CHECK(!p.error.found);
  CHECK(read("dv/dt = f(v, v)*v : volt").error.view() == "f() takes 1 argument, here are 2");
  CHECK(read("dv/dt = f(3*ms)*v : volt").error.view() == "f() needs volt, this is in second");
  CHECK(read("dv/dt = f(v) : volt").error.view() == "dv/dt is in volt/second, but this is in hertz");
}
TEST_CASE("a part may be given a unit", "[equations]") {
  source_text source;
  source.add(part_kind::value, "E_L + 10*mV*rand()");
  source.parts[0].has_unit = true;
  source.parts[0].unit = dim::volt;
  CHECK(!read_text(source).error.found);
  source.parts[0].unit = dim::amp;
  CHECK(read_text(source).error.view() == "this is in volt, expected is in amp");
}
TEST_CASE("texts are read at compile time", "[equations]") {
  constexpr bool reads = [] {
    source_text source;
    source.add(part_kind::equations, "dv/dt = (E_L - v)/tau : volt");
    source.add(part_kind::threshold, "v > V_th");
    source.add(part_kind::reset, "v = V_r");
    const program<> p = read_text(source);
    return !p.error.found && p.name_count == 5 && p.names[4].unit == cortexpr::dim::volt;
  }();
  STATIC_REQUIRE(reads);
}
