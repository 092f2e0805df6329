// SPDX-License-Identifier: BSL-1.0
// Scenario s1: conductance-based LIF neurons with alpha synapses, driven by a current.

#include "choose_integrator.hpp"
#include "replays.hpp"

#include <cortexpr/core.hpp>

namespace oracle {
namespace {

using namespace cortexpr;

template <template <class> class Mark>
using relay = basic_lif<Mark>;
template <template <class> class Mark>
using cell = synaptic<basic_lif<Mark>, conductance<alpha>, conductance<alpha>>;

template <template <class> class Mark>
constexpr auto network_of = describe(record<"n1.v">(), record<"n2.v">(), record<"n2.exc.g">(), record<"n2.exc.s">(),
                                     record<"n2.inh.g">(), record<"n2.inh.s">(), record<"n1.spikes">(),
                                     record<"n2.spikes">(), population<"n1">(given, relay<Mark>{}, any_integrator{}),
                                     population<"n2">(given, cell<Mark>{}, any_integrator{}), drive<"n1.I">(given),
                                     drive<"n2.I">(0_A),
                                     projection<"E: n1 -> n2.exc">(given, weight(0_S), delay(given).rounded()),
                                     projection<"I: n1 -> n2.inh">(given, weight(0_S), delay(given).rounded()));

template <template <class> class Mark>
void run(const reference_case& c, comparison& result) {
  choose_integrator<relay<Mark>, cell<Mark>>(c);
  const auto volts = [&](const char* name) { return quantity<dim::volt>(c.parameter(name)); };
  const auto seconds = [&](const char* name) { return quantity<dim::second>(c.parameter(name)); };
  const auto n1 = c.integer("n1"), n2 = c.integer("n2");
  const auto size1 = static_cast<std::size_t>(n1), size2 = static_cast<std::size_t>(n2);
  const quantity<dim::farad> C(c.parameter("C"));
  const quantity<dim::siemens> g_L(c.has_parameter("g_L") ? c.parameter("g_L") : C.si() / c.parameter("tau_m"));
  c.may_have({"tau_m", "delay_steps"});
  const bool per_neuron = c.has_input("I_drive_2d");
  const auto current =
      per_neuron ? c.input("I_drive_2d", {.unit = "A", .columns = size1}) : c.input("I_drive", {.unit = "A"});
  const timed_array drive_current(current, per_neuron ? size1 : 1, 1_A, quantity<dim::second>(c.drive_dt(c.dt())));

  const auto sources = c.integers("conn_i", {}, static_cast<double>(n1));
  const std::size_t synapses = sources.size();
  const pairs connections(sources, c.integers("conn_j", {.size = synapses}, static_cast<double>(n2)));
  const pairs no_connection(std::vector<std::uint32_t>{}, std::vector<std::uint32_t>{});
  // A case that shows neither conductance tells by its name which synapses it has.
  const std::string variant = c.meta("variant");
  const bool shows = c.has_output("trace_n2_g_e") || c.has_output("trace_n2_g_i");
  const bool has_exc = shows ? c.has_output("trace_n2_g_e") : variant.starts_with("exc");
  const bool has_inh = shows ? c.has_output("trace_n2_g_i") : variant.find("inh") != std::string::npos;
  const auto delays = c.has_input("delay") ? values(c.input("delay", {.unit = "s", .size = synapses}), 1_s)
                                           : values(std::vector<double>(synapses, 0.0), 1_s);
  const auto no_delays = values(std::vector<double>{}, 1_s);

  static constexpr const auto& description = network_of<Mark>;
  simulation<network<description>> sim{time_step{quantity<dim::second>(c.dt())},
                                       set<"n1">(n1),
                                       set<"n2">(n2),
                                       set<"n1.E_L">(volts("El")),
                                       set<"n2.E_L">(volts("El")),
                                       set<"n1.V_r">(volts("El")),
                                       set<"n2.V_r">(volts("El")),
                                       set<"n1.V_th">(volts("V_th1")),
                                       set<"n2.V_th">(volts("V_th2")),
                                       set<"n1.C_m">(C),
                                       set<"n2.C_m">(C),
                                       set<"n1.g_L">(g_L),
                                       set<"n2.g_L">(g_L),
                                       set<"n1.t_ref">(seconds("t_ref")),
                                       set<"n2.t_ref">(seconds("t_ref")),
                                       set<"n2.exc.E">(volts("Ee")),
                                       set<"n2.inh.E">(volts("Ei")),
                                       set<"n2.exc.tau">(seconds("tau_e")),
                                       set<"n2.inh.tau">(seconds("tau_i")),
                                       set<"n1.v">(values(c.input("v0_n1", {.unit = "V", .size = size1}), 1_V)),
                                       set<"n2.v">(values(c.input("v0_n2", {.unit = "V", .size = size2}), 1_V)),
                                       set<"n1.I">(drive_current),
                                       set<"n2.I">(constant_drive<dim::amp>{quantity<dim::amp>(c.parameter("I_bias"))}),
                                       set<"E">(has_exc ? connections : no_connection),
                                       set<"I">(has_inh ? connections : no_connection),
                                       set<"E.w">(quantity<dim::siemens>(c.parameter("w_e"))),
                                       set<"I.w">(quantity<dim::siemens>(c.parameter("w_i"))),
                                       set<"E.delay">(has_exc ? delays : no_delays),
                                       set<"I.delay">(has_inh ? delays : no_delays)};
  sim.run_steps(c.steps(), allow_not_finite{});

  result.spikes("spikes_n1_step", "spikes_n1_i", sim["n1.spikes"_name].steps, sim["n1.spikes"_name].neurons);
  result.spikes("spikes_n2_step", "spikes_n2_i", sim["n2.spikes"_name].steps, sim["n2.spikes"_name].neurons);
  result.array("trace_n1_v", sim["n1.v"_name].values);
  result.array("trace_n2_v", sim["n2.v"_name].values);
  result.array("trace_n2_g_e", sim["n2.exc.g"_name].values);
  result.array("trace_n2_s_e", sim["n2.exc.s"_name].values);
  result.array("trace_n2_g_i", sim["n2.inh.g"_name].values);
  result.array("trace_n2_s_i", sim["n2.inh.s"_name].values);
}

} // namespace

void replay_conductance_alpha(const reference_case& c, comparison& result) {
  const std::string mode = c.meta("refractory_mode");
  if (mode.find("held") != std::string::npos)
    run<unless_refractory>(c, result);
  else if (mode.find("suppressed") != std::string::npos)
    run<always_integrated>(c, result);
  else
    c.refuse_meta("refractory_mode", "a text with 'held' or with 'suppressed' is expected");
}

} // namespace oracle
