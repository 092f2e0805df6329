// SPDX-License-Identifier: BSL-1.0
#include "support/equation_texts.hpp"
#include <catch2/catch.hpp>
#include <cortexpr/detail/equations/reader/read_text.hpp>

using namespace texts;

namespace {

constexpr auto equations = part_kind::equations, threshold = part_kind::threshold, reset = part_kind::reset,
               refractory = part_kind::refractory, on_pre = part_kind::on_pre;

/// What is wrong with one line of equations, without "equations, line 1, ".
std::string in_line(const std::string& line) {
  const std::string said = first_mistake(line), before = "equations, line 1, ";
  return said.rfind(before, 0) == 0 ? said.substr(before.size()) : said;
}
/// What is wrong with a part beside equations that are right.
std::string in_part(part_kind kind, const std::string& text) {
  return mistake_of({{equations, "dv/dt = (E_L - v)/tau : volt (unless refractory)\n"
                                 "I : amp (input)\n"
                                 "C_m = 200*pF : farad\n"
                                 "b : boolean\n"
                                 "k : 1 (constant)\n"
                                 "v_th : volt"},
                     {kind, text}});
}

} // namespace

TEST_CASE("lines that declare nothing are refused", "[equations]") {
  CHECK(in_line("= 3 : 1") == "column 1: a line begins with dx/dt = ..., x = ... or x : unit");
  CHECK(in_line("v/dt = 3 : 1") == "column 1: an equation begins with dx/dt =");
  CHECK(in_line("d/dt = 3 : 1") == "column 1: an equation begins with dx/dt =");
  CHECK(in_line("dv/dx = 3 : 1") == "column 1: an equation begins with dx/dt =");
  CHECK(in_line("dv/dt : 1") == "column 7: '=' is missing after dv/dt");
  const std::string no_unit =
      "column 1: the line of 'v' has no unit; it ends in ': volt' or, for a pure number, in ': 1'";
  CHECK(in_line("v") == no_unit);
  CHECK(in_line("dv/dt = -v/tau") == no_unit);
  CHECK(in_line("dv/dt = -v/tau; w : 1") == no_unit);
  CHECK(in_line("dv/dt = -v/tau\nw : volt") == no_unit);
  CHECK(in_line("dv/dt = -v/tau # : volt\ndw/dt = -w/tau : volt") == no_unit);
  CHECK(in_line("dv/dt = -v/\n  tau\n  + (a\n  - v)/tau : volt").empty());
  CHECK(in_line("v : volt w") == "column 10: the unit of 'v' ends before this; flags stand in brackets, and the "
                                 "next equation begins after ';' or in a new line");
}
TEST_CASE("units are base units with a known name", "[equations]") {
  CHECK(in_line("v : mV") == "column 5: write ': volt': values are kept in base units");
  CHECK(in_line("v : 2") == "column 5: write ': 1': values are kept in base units");
  CHECK(in_line("g : nS/cm**2") == "column 5: write ': siemens/metre**2': values are kept in base units");
  CHECK(in_line("v : vlot") == "column 5: unknown unit 'vlot'; did you mean volt?");
  CHECK(in_line("v : Volt") == "column 5: unknown unit 'Volt'; did you mean volt?");
  CHECK(in_line("v : parsec") ==
        "column 5: unknown unit 'parsec'; units are written as volt, amp, siemens/metre**2, 1");
  CHECK(in_line("v : V").find("column 5: unknown unit 'V'") == 0);
  CHECK(in_line("v : 0") == "column 5: this is no unit; units are written as volt, amp, siemens/metre**2, 1");
  CHECK(in_line("v :") == "column 4: the expression ends too early");
  CHECK(in_line("v : volt/").find("the expression ends too early") != std::string::npos);
  CHECK(in_line("g : siemens/(metre**2)").empty());
  CHECK(in_line("c : mmolar").empty());
}
TEST_CASE("flags are known and stand where they mean something", "[equations]") {
  CHECK(in_line("dv/dt = -v/tau : volt (unless refractry)") ==
        "column 24: unknown flag 'unless refractry'; did you mean (unless refractory)?");
  CHECK(in_line("v : volt (frozen)") == "column 11: unknown flag 'frozen'");
  CHECK(in_line("I : amp (point current)") ==
        "column 10: (point current) belongs to cables, which this library has not; write compartments as variables");
  CHECK(in_line("v : volt (constant") == "column 19: ')' is missing");
  CHECK(in_line("v : volt (unless refractory)") == "column 11: (unless refractory) belongs to an equation dx/dt = ...");
  CHECK(in_line("v : volt (constant over dt)") == "column 11: (constant over dt) belongs to a line x = ...");
  CHECK(in_line("dv/dt = -v/tau : volt (input)") == "column 24: (input) belongs to a line x : unit");
  CHECK(in_line("dv/dt = -v/tau : volt (constant)") == "column 24: (constant) belongs to a line x = ... or x : unit");
  CHECK(in_line("dv/dt = -v/tau : volt (event-driven)") ==
        "column 24: (event-driven) belongs to the equations of synapses");
  CHECK(in_line("x = 3*y : volt (summed)") == "column 17: (summed) belongs to the equations of synapses");
}
TEST_CASE("names are free, defined once, and not by themselves", "[equations]") {
  CHECK(in_line("x : 1; x : volt") == "column 8: 'x' is defined twice");
  CHECK(in_line("x = y : 1; y = x : 1") == "column 1: 'x' is defined by itself");
  CHECK(in_line("t : second") == "column 1: 't' has a meaning of its own; choose another name");
  CHECK(in_line("xi_1 : 1") == "column 1: names that begin with xi_ are noises; choose another name");
  CHECK(in_line("mV : volt") == "column 1: 'mV' is a unit; choose another name");
  CHECK(in_line("dms/dt = -ms/second : 1") == "column 1: 'ms' is a unit; choose another name");
  CHECK(in_line("dns/dt = -ns/second : 1").empty()); // no unit in Brian2: a gating variable of Pinsky and Rinzel
}
TEST_CASE("expressions that say nothing are refused where they break off", "[equations]") {
  CHECK(in_line("x = 3 + : 1") == "column 9: the expression ends too early");
  CHECK(in_line("x = : 1") == "column 5: the expression ends too early");
  CHECK(in_line("x = 3*/2 : 1") == "column 7: a value is expected here");
  CHECK(in_line("x = (3 : 1") == "column 8: ')' is missing");
  CHECK(in_line("x = 3) : 1") == "column 6: this ')' has no '('");
  CHECK(in_line("x = (3, 4) : 1") == "column 7: a ',' stands between arguments alone; decimals have a point");
  CHECK(in_line("x = a b : 1") == "column 7: an operator is missing before this, as in 5*mV");
  CHECK(in_line("x = a^2 : 1") == "column 6: '^' is no operator here; write ** for a power");
  CHECK(in_line("x = a & c : boolean") == "column 7: '&' is no operator here; write 'and'");
  CHECK(in_line("x = a || c : boolean") == "column 7: '|' is no operator here; write 'or'");
  CHECK(in_line("x = a !c : boolean") == "column 7: this is no operator here; write 'not'");
  CHECK(in_line("x = int(a = 2) : 1") == "column 11: '=' stands in an expression; write == to compare");
  CHECK(in_line("x = 5mV : volt") ==
        "column 6: an operator is missing between the number and what follows, as in 5*mV");
  CHECK(in_line("x = 1e400 : 1") == "column 5: this number is too large");
  CHECK(in_line("x = 1e300*1e300 : 1") == "column 10: the value of these numbers is too large");
  CHECK(in_line("x = 3/0 : 1") == "column 6: division by zero");
  CHECK(in_line("x = v/0 : 1") == "column 6: division by zero");
  CHECK(in_line("x = 3 + not a : 1") == "column 9: 'not' needs brackets here");
  CHECK(in_line("x = and : 1") == "column 5: a value is expected before 'and'");
  CHECK(in_line("x = a**(3*mV) : 1") == "column 10: an exponent is a pure number, this is in volt");
}
TEST_CASE("a conditional value has a condition and two values in one unit", "[equations]") {
  CHECK(in_line("x = 1 if y > 2 : 1") == "column 16: 'else' is missing, as in 1 if v > V_th else 0");
  CHECK(in_line("x = 1 if else 2 : 1") == "column 10: a value is expected before 'else'");
  CHECK(in_line("x = 1 if 2 else 3 : 1") == "column 10: a condition is expected here, as v > V_th");
  CHECK(in_line("x = 1*mV if a > 2 else 3*nA : 1") == "column 10: these values have different units: volt and amp");
  CHECK(in_line("x = a > 1 if a > 2 else 3 : 1") ==
        "column 7: a condition stands where a number is expected; write int(...) around it");
  CHECK(in_line("if : 1") == "column 1: 'if' has a meaning of its own; choose another name");
  CHECK(in_line("dv/dt = -v\n if v > 3 else\n 4 : 1 (constant)").find("column") != std::string::npos);
}
TEST_CASE("what people write who come from Python, from C or from a word processor is refused in words",
          "[equations]") {
  CHECK(in_line("tau : second (const)") == "column 15: unknown flag 'const'; did you mean (constant)?");
  CHECK(in_line("v : V") == "column 5: unknown unit 'V'; did you mean volt?");
  CHECK(in_line("v : mv") == "column 5: unknown unit 'mv'; did you mean volt?");
  CHECK(in_line("J : amp/cm^2") == "column 11: '^' is no operator here; write ** for a power");
  CHECK(in_line("dv/dt == -v/tau : volt") == "column 8: one '=' is enough");
  CHECK(in_line("dV/dt = -v/tau : volt") ==
        "column 10: 'v' is not declared, and its unit does not follow; did you mean 'V'?");
  CHECK(in_line("x = [3, 4] : 1") == "column 5: a value has no elements here, write a name or a number");
  CHECK(in_line("x = v[0] : 1") == "column 6: a value has no elements here, write a name or a number");
  CHECK(in_line("x = np.exp(-3) : 1") == "column 7: names have no parts: write exp(x) for np.exp(x)");
  CHECK(in_line("x = 1 ms : second") == "column 7: an operator is missing before this, as in 5*mV");
  CHECK(in_line("x = abs v : 1") == "column 5: 'abs' is a function and has brackets, as in abs(x)");
  CHECK(in_line("x = !a : boolean") == "column 5: this is no operator here; write 'not'");
  CHECK(in_line("x = 'abc' : 1") == "column 5: the text itself has no quotation marks");
  CHECK(in_line("x = pow(3, 2) : 1") == "column 5: pow(x, y) is written x**y");
  CHECK(in_line("x = sqrt(-3) : 1") == "column 5: sqrt() of this number has no value");
  CHECK(in_line("x = log(0) : 1") == "column 5: log() of this number has no value");
  CHECK(in_line("x = 3*\xC2\xB5V : volt") == "column 7: the prefix micro is written u, as in uV");
  CHECK(in_line("x = 3*k\xCE\xA9 : ohm") == "column 8: this unit is written ohm, as in Mohm");
  CHECK(in_line("x = \xE2\x88\x92 3 : 1") == "column 5: this letter looks like a minus sign and is none; write -");
  CHECK(in_line("x =\xC2\xA0 3 : 1") == "column 4: this letter looks like a blank and is none");
  CHECK(in_line("\xCF\x84 : second") == "column 1: this letter is not known; names are written with a to z, digits and "
                                        "underscores, as tau_m");
  CHECK(in_line("x : 1 # \xCF\x84 in a comment").empty());
  CHECK(in_line("x : volt\r\ny\t:\tamp\t(constant)\r\n").empty());
  CHECK(in_part(threshold, "v => 3*mV") == "threshold, line 1, column 3: '=>' is written >= here");
  CHECK(in_part(threshold, " ") == "threshold, line 1, column 1: this text is empty; leave it out");
  CHECK(in_part(refractory, "# 5*ms") == "refractory, line 1, column 1: this text is empty; leave it out");
  CHECK(in_part(reset, "K = 3*mV") ==
        "reset, line 1, column 1: reset sets 'K', which is not declared; did you mean 'k'?");
}
TEST_CASE("what is spelled otherwise is refused with its spelling", "[equations]") {
  CHECK(in_part(threshold, "v > 1*mV AND v < 2*mV") ==
        "threshold, line 1, column 10: operators are written in small letters: and, or, not");
  CHECK(in_part(threshold, "v is v_th") ==
        "threshold, line 1, column 3: 'is' and 'in' are no operators here; write == or !=");
  CHECK(in_part(threshold, "v <> v_th") == "threshold, line 1, column 4: '<>' is written != here");
  CHECK(in_part(threshold, "v > v_th;") ==
        "threshold, line 1, column 9: this text is one expression, which ends without ';'");
  CHECK(in_part(threshold, "rand < 0.1") ==
        "threshold, line 1, column 1: 'rand' is a function and has brackets, as in rand()");
  CHECK(in_part(reset, "v = 0*mV, v_th = 1*mV") == "reset, line 1, column 9: statements are separated by ';'");
  CHECK(in_part(reset, "v =+ 1*mV") == "reset, line 1, column 3: '=+' sets a value; write += to add");
  CHECK(in_part(reset, "if v > v_th: v = 0*mV") ==
        "reset, line 1, column 1: statements have no 'if'; write v = 0 if v > 1 else v");
  CHECK(in_part(refractory, "True") ==
        "refractory, line 1, column 1: this condition never changes; leave refractory out, or write a time");
  CHECK(in_line("dv/dt = -v/(10,5*ms) : 1") ==
        "column 15: a ',' stands between arguments alone; decimals have a point");
  CHECK(in_line("x = (y > 0 ? y : 0) : 1") == "column 12: a value of two cases is written x if condition else y");
  CHECK(in_line("x : 1 // a comment") == "column 7: a comment begins with #");
  CHECK(in_line("'x : 1'") == "column 1: the text itself has no quotation marks");
  CHECK(in_line("x : bool") == "column 5: unknown unit 'bool'; did you mean boolean?");
  CHECK(in_line("x : dimensionless") == "column 5: unknown unit 'dimensionless'; did you mean 1?");
  CHECK(in_line("x : candela") ==
        "column 5: 'candela' is a unit of light, which this library does not have; use a pure number, ': 1'");
  CHECK(in_line("dv/dt = -v/(10*ms) + 2*mV*xi : volt").find("xi is in second**-0.5: divide it by sqrt(tau)") !=
        std::string::npos);
  CHECK(
      in_line("dx/dt = (rates(t - d) - x)/tau : 1; d : second").find("an array over time is read at t, as rates(t)") !=
      std::string::npos);
}
TEST_CASE("synapses know neither the flags of neurons nor what Brian2 alone keeps of them", "[equations]") {
  const auto in_synapse = [](const std::string& line, const std::string& event) {
    return mistake_of({{equations, line}, {on_pre, event}});
  };
  CHECK(in_synapse("dx/dt = -x/tau : 1 (unless refractory)", "x += 1") ==
        "equations, line 1, column 21: (unless refractory) belongs to the equations of neurons");
  CHECK(in_synapse("x : 1 (input)", "v_post += x") ==
        "equations, line 1, column 8: (input) belongs to the equations of neurons");
  CHECK(in_synapse("x = v_post : 1 (constant over dt)", "w += x").find("belongs to the equations of neurons") !=
        std::string::npos);
  CHECK(in_synapse("w : 1", "w *= exp(-(t - lastupdate)/tau)").find("'lastupdate' is not kept by itself") !=
        std::string::npos);
  CHECK(in_synapse("w : 1", "w = multisynaptic_index").find("synapses of one pair are not numbered") !=
        std::string::npos);
  CHECK(in_synapse("w : 1", "w += g/c").find("declare it: g : 1") == std::string::npos);
}
TEST_CASE("a name that a statement makes is set before it is read, and read afterwards", "[equations]") {
  CHECK(in_part(reset, "old = v; v = 2*old").empty());
  CHECK(in_part(reset, "old = v; old *= 2; v = old").empty());
  CHECK(in_part(reset, "high = v > 3*mV; v = 2*mV if high else 1*mV").empty());
  const std::string not_declared = "which is not declared; declare it: old : volt";
  CHECK(in_part(reset, "old = v; v = 2*mV") == "reset, line 1, column 1: reset sets 'old', " + not_declared);
  CHECK(in_part(reset, "old += v; v = old") == "reset, line 1, column 1: reset sets 'old', " + not_declared);
  CHECK(in_part(reset, "old = v; old = 3*mV").find("reset sets 'old'") != std::string::npos);
  CHECK(in_part(reset, "old = v # old") == "reset, line 1, column 1: reset sets 'old', " + not_declared);
  CHECK(in_part(reset, "old = v; v = old + 3*nA") ==
        "reset, line 1, column 18: cannot add amp to volt; 'old' is in volt since reset, line 1, column 7");
}
TEST_CASE("conditions and numbers are not mixed", "[equations]") {
  CHECK(in_line("x = (v > 3)*2 : 1") ==
        "column 8: a condition stands where a number is expected; write int(...) around it");
  CHECK(in_line("x = v > 3 : 1") ==
        "column 7: 'x' is a number, this is a condition; write int(...) or declare 'x : boolean'");
  CHECK(in_line("x = 3 : boolean") == "column 5: 'x' is boolean, its value is a condition");
  CHECK(in_part(threshold, "v") == "threshold, line 1, column 1: a threshold is a condition, as v > V_th");
  CHECK(in_part(threshold, "v > v_th and 3") ==
        "threshold, line 1, column 14: a condition is expected here, as v > V_th");
  CHECK(in_part(threshold, "not v") == "threshold, line 1, column 5: a condition is expected here, as v > V_th");
  CHECK(in_part(threshold, "b").empty());
  CHECK(in_part(threshold, "b == True").empty());
  CHECK(in_part(threshold, "int(b) + int(not b) > 0").empty());
  CHECK(in_part(part_kind::event, "v") == "event, line 1, column 1: an event is a condition, as v > V_th");
  CHECK(in_part(part_kind::condition, "i") == "condition, line 1, column 1: a condition is expected here, as i != j");
  CHECK(in_part(reset, "b = 1") == "reset, line 1, column 5: 'b' is boolean, its value is a condition");
  CHECK(in_part(reset, "v = v > 3*mV") ==
        "reset, line 1, column 7: 'v' is a number, this is a condition; write int(...)");
}
TEST_CASE("functions are known and take their number of arguments", "[equations]") {
  CHECK(in_line("x = f(3) : 1") == "column 5: unknown function 'f'");
  CHECK(in_line("x = expp(3) : 1") == "column 5: unknown function 'expp'; did you mean exp()?");
  CHECK(in_line("x = Clip(3, 4, 5) : 1") == "column 5: unknown function 'Clip'; did you mean clip()?");
  CHECK(in_line("x = v(3) : 1; v : 1") == "column 5: 'v' is no function; an operator is missing before '('");
  CHECK(in_line("x = poison(3) : 1 (constant over dt)") ==
        "column 5: unknown function 'poison'; did you mean poisson()?");
  CHECK(in_line("x = poisson(-3) : 1 (constant over dt)") == "column 5: poisson() of a negative number has no value");
  CHECK(in_line("x = poisson(3*mV) : 1 (constant over dt)") ==
        "column 5: poisson() needs a pure number, this is in volt");
  CHECK(in_line("x = exp() : 1") == "column 5: exp() takes 1 argument, here are 0");
  CHECK(in_line("x = clip(1, 2) : 1") == "column 5: clip() takes 3 arguments, here are 2");
  CHECK(in_line("x = clip(1, 2, 3, 4) : 1") == "column 18: clip() has too many arguments");
}
TEST_CASE("random numbers and dt stay out of equations", "[equations]") {
  CHECK(in_line("dv/dt = rand()/tau : 1") ==
        "column 9: rand() changes within a step; give it a line of its own with (constant over dt)");
  CHECK(in_line("dv/dt = x/tau : 1; x = 2*randn() : 1") ==
        "column 26: randn() changes within a step; give it a line of its own with (constant over dt)");
  CHECK(in_line("dv/dt = poisson(2)/tau : 1") ==
        "column 9: poisson() changes within a step; give it a line of its own with (constant over dt)");
  CHECK(in_line("dv/dt = -v/dt : 1") == "column 12: dt stands in an equation: its solution would depend on the step; "
                                        "only thresholds and statements know dt");
  CHECK(in_line("x = rand(3) : 1") == "column 5: rand() takes 0 arguments, here are 1");
  std::string nine = "x = 0";
  for (int k = 0; k < 9; ++k) nine += " + rand()";
  CHECK(in_line(nine + " : 1 (constant over dt)") == "column 81: more than 8 calls of rand() and poisson()");
}
TEST_CASE("noise adds to equations", "[equations]") {
  CHECK(in_line("dv/dt = -v*xi**2 : 1") == "column 14: xi may only be added, and multiplied by what has no xi");
  CHECK(in_line("dv/dt = -v/tau + second**-1*exp(xi*second**0.5) : 1").find("xi may only be added") !=
        std::string::npos);
  CHECK(in_line("x = 3*xi : second**-0.5") == "column 1: 'x' contains noise; write xi in the equation dx/dt itself");
  CHECK(in_line("dv/dt = a*xi : 1; dw/dt = c*xi : 1") == "column 19: xi stands in the equations of 'v' and 'w'; write "
                                                         "xi_1 and xi_2, or xi_1 in both if it is the same noise");
  CHECK(in_line("dv/dt = a*(xi_1 + xi_2 + xi_3 + xi_4 + xi_5) : 1") == "column 40: more than 4 different noises");
  CHECK(in_part(reset, "v = xi*volt") ==
        "reset, line 1, column 5: 'xi' is noise of equations dx/dt; a number for this moment is randn()");
}
TEST_CASE("names that nearly are declared ones are asked about", "[equations]") {
  CHECK(first_mistake("dv/dt = (E - v)/taum : volt\ntau_m = 20*ms : second") ==
        "equations, line 1, column 17: 'taum' is not declared; did you mean 'tau_m'? If not, declare it: taum : "
        "second, or give the population its value");
  CHECK(first_mistake("dv/dt = (V_Rest - v)/tau : volt\nV_rest : volt") ==
        "equations, line 1, column 10: 'V_Rest' is not declared; did you mean 'V_rest'? If not, declare it: V_Rest : "
        "volt, or give the population its value");
  CHECK(first_mistake("dv/dt = (v_ret - v)/tau : volt\nv_rest : volt").find("did you mean 'v_rest'") !=
        std::string::npos);
  // No slip: the declared name has a use of its own, another unit, or letters that the papers tell apart.
  CHECK(first_mistake("dv/dt = -v/tau_m : volt\ndg/dt = -g/tau_s : 1\ntau_m : second").empty());
  CHECK(first_mistake("dv/dt = -v/tau_m : volt\ndg/dt = -g/tau_s : 1").empty());
  CHECK(first_mistake("dv/dt = (E_rev - v)/tau : volt\nE_rel : amp").empty());
  CHECK(first_mistake("dv/dt = (V - v)/tau : volt\ndm/dt = (M - m)/tau : 1").empty());
  CHECK(mistake_of({{equations, "dv/dt = (10*mv - v)/tau : volt"}}) ==
        "equations, line 1, column 13: 'mv' is no unit; did you mean mV?");
}
TEST_CASE("neurons do not know neurons at the ends of synapses", "[equations]") {
  CHECK(in_line("dv/dt = (v_pre - v)/tau : volt").find("column 10: 'v_pre' names a neuron at an end of a synapse") ==
        0);
  CHECK(in_line("dv/dt = (v_pre - v)/tau : volt; v_pre : volt").empty());
  CHECK(mistake_of({{equations, "w : 1"}, {on_pre, "v_post += w*(v_pre - v_post)"}}).empty());
}
TEST_CASE("statements set variables", "[equations]") {
  CHECK(in_part(reset, "v = 0*mV; w += 1") ==
        "reset, line 1, column 11: reset sets 'w', which is not declared; declare it: w : volt");
  CHECK(in_part(reset, "vth += 1*mV") ==
        "reset, line 1, column 1: reset sets 'vth', which is not declared; did you mean 'v_th'?");
  CHECK(in_part(reset, "E_L = 0*mV") ==
        "reset, line 1, column 1: reset sets 'E_L', which is not declared; declare it: E_L : volt");
  CHECK(in_part(reset, "I = 0*amp") ==
        "reset, line 1, column 1: 'I' is an input and cannot be set; declare a variable: I : amp");
  CHECK(in_part(reset, "C_m = 0*farad") ==
        "reset, line 1, column 1: 'C_m' is defined by 'C_m = ...' and cannot be set");
  CHECK(in_part(reset, "k = 3") == "reset, line 1, column 1: 'k' is flagged (constant), and reset sets it");
  CHECK(in_part(reset, "t = 0*ms") == "reset, line 1, column 1: 't' cannot be set");
  CHECK(in_part(reset, "mV = 3") == "reset, line 1, column 1: 'mV' cannot be set");
  CHECK(in_part(reset, "3 = v") == "reset, line 1, column 1: a statement begins with a name, as in v = V_r");
  CHECK(in_part(reset, "v == 3") == "reset, line 1, column 3: a statement sets a value with =, +=, -=, *= or /=");
  CHECK(in_part(reset, "v") == "reset, line 1, column 2: a statement sets a value with =, +=, -=, *= or /=");
  CHECK(in_part(reset, "v = 3*mV v_th = 2*mV") ==
        "reset, line 1, column 10: an operator is missing before this, as in 5*mV, or a ';' between two statements");
  CHECK(in_part(reset, "\n\n  v = 3*mV +\n 2*mV") == "reset, line 3, column 13: the expression ends too early");
  std::string many;
  for (int k = 0; k < 33; ++k) many += "v += 1*mV\n";
  CHECK(in_part(reset, many) == "reset, line 33, column 1: more than 32 statements");
}
TEST_CASE("refractory is a time or a condition", "[equations]") {
  CHECK(in_part(refractory, "5*mV") ==
        "refractory, line 1, column 2: refractory is a time or a condition, this is in volt");
  CHECK(in_part(refractory, "v_th") == "refractory, line 1, column 1: this is in volt, expected is in second");
  CHECK(in_part(refractory, "5*ms +") == "refractory, line 1, column 7: the expression ends too early");
}

TEST_CASE("synapses: slips in capitals, and sums that nobody forms", "[equations]") {
  const auto in_synapses = [](const char* equations_of_them, const char* when_one_arrives) {
    reading r({{equations, equations_of_them}, {on_pre, when_one_arrives}});
    r.source.of_synapses = true;
    r.result = read_text(r.source);
    return r.mistake();
  };
  CHECK(in_synapses("dapre/dt = -apre/ms : 1", "Apre += 1; w += Apre") ==
        "on_pre, line 1, column 1: 'Apre' is not declared; did you mean 'apre'? A variable of the target is Apre_post");
  CHECK(in_synapses("dapre/dt = -apre/ms : 1", "Apre_post += 1; w += apre").empty());
  CHECK(in_synapses("g_post = w*x_pre : 1", "w += 1") ==
        "equations, line 1, column 1: 'g_post' is read by nothing; a line that feeds 'g' of the neurons in every step "
        "ends in (summed)");
  CHECK(
      in_synapses("dx/dt = -k*x/q : 1", "x += 1") ==
      "equations, line 1, column 10: the unit of 'k' does not follow from its uses; declare it: k : volt (shared), one "
      "for all synapses; what the target has is written with _post");
  CHECK(in_synapses("dx/dt = -k*x/q : 1\nk : 1 (shared)", "x += 1").empty());
  CHECK(in_synapses("g_post = w*x_pre : 1 (summed)", "w += 1").empty());
  CHECK(in_synapses("x_post = 2*w : 1", "w = x_post").empty());
  CHECK(in_line("dv/dt = -v/second : 1 (Unless Refractory)") ==
        "column 24: unknown flag 'Unless Refractory'; did you mean (unless refractory)?");
}
