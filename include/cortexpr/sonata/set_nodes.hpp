// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/description/options/time_step.hpp>
#include <cortexpr/description/settings.hpp>
#include <cortexpr/detail/sonata/known_templates.hpp>
#include <cortexpr/sonata/sonata_nodes.hpp>
#include <cortexpr/units/literals.hpp>
#include <cstddef>
#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace cortexpr {

namespace detail {

/// Reads parameters of nodes under their names there, and remembers which ones the model uses.
class parameter_reader {
public:
  parameter_reader(const sonata_nodes& nodes, const char* what) : nodes_(&nodes), what_(what) {}

  /// Counted in `unit`; `otherwise` where the files give nothing. `added` is in that unit, too.
  template <dimension D>
  [[nodiscard]] value_list<D> operator()(const std::string& name, double otherwise, quantity<D> unit,
                                         double added = 0) {
    return scaled(nodes_->numbers(note(name), otherwise), added, unit);
  }
  /// In SI units, as GLIF files have them; it must be there.
  [[nodiscard]] std::vector<double> si(const std::string& name) const { return nodes_->numbers(name); }
  [[nodiscard]] std::vector<double> si(const std::string& name, double otherwise) const {
    return nodes_->numbers(name, otherwise);
  }
  /// Refuses parameters that the model does not use.
  void finish() const {
    for (const std::string& name : nodes_->parameter_names()) {
      if (asked_.contains(name)) continue;
      std::string known;
      for (const std::string& one : asked_) known += (known.empty() ? "" : ", ") + one;
      refuse({nodes_->place(), ": the dynamics_params of its nodes have '", name, "', for which ", what_,
              " has no counterpart here; it has: ", known});
    }
  }

  template <dimension D>
  [[nodiscard]] static value_list<D> scaled(std::vector<double> list, double added, quantity<D> unit) {
    for (double& x : list) x += added;
    return values(list, unit);
  }

private:
  const std::string& note(const std::string& name) { return *asked_.insert(name).first; }

  const sonata_nodes* nodes_;
  const char* what_;
  std::set<std::string> asked_;
};

/// Refuses nodes of another template, with how many there are of each.
[[gnu::cold]] inline void require_one_template(const sonata_nodes& nodes, std::string_view population,
                                               std::string_view wanted) {
  std::map<std::string, std::size_t> others;
  for (const std::string& name : nodes.texts("model_template"))
    if (name != wanted) ++others[name];
  if (others.empty() && nodes.size() > 0) return;
  if (nodes.size() == 0) refuse({nodes.place(), ": no nodes are left for population '", population, "'"});
  std::string all;
  for (const auto& [name, count] : others) {
    all += joined({all.empty() ? "" : ", ", count, " of '", name, "'"});
    if (known_templates::find(name) == known_templates::list.size()) all += ", for which there is no neuron here";
  }
  refuse({nodes.place(), ": population '", population, "' is of '", wanted, "', but among its nodes are ", all,
          "; choose some by where(\"model_template\", \"", wanted, "\")"});
}

/// `set` by its first name: with the names of a family in its brackets, too, clang 14 finds two.
template <fixed_string Path, class V>
[[nodiscard]] setting<Path, V> put(V value) {
  return {std::move(value)};
}
template <fixed_string P>
auto settings_of_iaf(parameter_reader& r, double step_ms) {
  return std::tuple(put<P + ".v">(r("V_m", -70, 1_mV)), put<P + ".E_L">(r("E_L", -70, 1_mV)),
                    put<P + ".V_th">(r("V_th", -55, 1_mV)), put<P + ".V_reset">(r("V_reset", -70, 1_mV)),
                    put<P + ".C_m">(r("C_m", 250, 1_pF)), put<P + ".tau_m">(r("tau_m", 10, 1_ms)),
                    put<P + ".t_ref">(r("t_ref", 2, 1_ms, step_ms)), put<P + ".I_e">(r("I_e", 0, 1_pA)));
}
/// Combines numbers of nodes one by one.
template <class F, class... Lists>
[[nodiscard]] std::vector<double> for_nodes(const F& f, const std::vector<double>& first, const Lists&... more) {
  std::vector<double> out;
  for (std::size_t k = 0; k < first.size(); ++k) out.push_back(f(first[k], more[k]...));
  return out;
}
/// The files of GLIF neurons (Allen Cell Types Database): SI units, each number with a coefficient that was fitted.
template <fixed_string P, sonata_template T>
auto settings_of_glif(const parameter_reader& r, double step) {
  using enum sonata_template;
  constexpr bool resets = T != glif_lif && T != glif_lif_asc && T != glif_lif_psc && T != glif_lif_asc_psc;
  constexpr bool currents = T != glif_lif && T != glif_lif_r && T != glif_lif_psc && T != glif_lif_r_psc;
  constexpr bool adapts = T == glif_lif_r_asc_a || T == glif_lif_r_asc_a_psc;
  const auto times = [](double a, double b) { return a * b; };
  const auto plus = [](double a, double b) { return a + b; };
  const auto over = [](double a, double b) { return a / b; };
  const std::vector<double> reference = r.si("El_reference"), E_L = for_nodes(plus, r.si("El"), reference);
  const std::string method = "threshold_dynamics_method/params/", back = "voltage_reset_method/params/";
  const auto of_all = std::tuple(
      put<P + ".v">(values(E_L, 1_V)), put<P + ".E_L">(values(E_L, 1_V)),
      put<P + ".C_m">(values(for_nodes(times, r.si("coeffs/C", 1), r.si("C")), 1_F)),
      put<P + ".g">(values(for_nodes(over, r.si("coeffs/G", 1), r.si("R_input")), 1_S)),
      put<P + ".V_th">(values(for_nodes([](double c, double th, double ref) { return c * th + ref; },
                                        r.si("coeffs/th_inf", 1), r.si("th_inf"), reference),
                              1_V)),
      put<P + ".t_ref">(values(
          for_nodes([&](double n, double dt) { return n * dt + step; }, r.si("spike_cut_length"), r.si("dt")), 1_s)));
  const auto of_reset = [&] {
    if constexpr (resets)
      // v <- El_reference + a (v - El_reference) + b, said from E_L on
      return std::tuple(
          put<P + ".f_v">(values(r.si(back + "a"))),
          put<P + ".delta_v">(values(for_nodes([](double a, double b, double El) { return (1 - a) * El - b; },
                                               r.si(back + "a"), r.si(back + "b"), r.si("El")),
                                     1_V)),
          put<P + ".delta_theta_s">(values(r.si(method + "a_spike"), 1_V)),
          put<P + ".b_s">(values(r.si(method + "b_spike"), 1_Hz)));
    else
      return std::tuple(put<P + ".V_r">(values(reference, 1_V)));
  }();
  const auto of_current = [&]<fixed_string Own, fixed_string Start>(const std::string& k) {
    return std::tuple(
        put<P + Start>(values(r.si("init_AScurrents/" + k, 0), 1_A)),
        put<P + Own + ".k">(values(for_nodes([](double tau) { return 1 / tau; }, r.si("asc_tau_array/" + k)), 1_Hz)),
        put<P + Own + ".f">(values(r.si("AScurrent_reset_method/params/r/" + k, 1))),
        put<P + Own + ".delta_I">(
            values(for_nodes(times, r.si("asc_amp_array/" + k), r.si("coeffs/asc_amp_array/" + k, 1)), 1_A)));
  };
  const auto of_currents = [&] {
    if constexpr (currents)
      return std::tuple_cat(of_current.template operator()<".asc_1", ".I_1">("0"),
                            of_current.template operator()<".asc_2", ".I_2">("1"));
    else
      return std::tuple();
  }();
  const auto of_threshold = [&] {
    if constexpr (adapts)
      return std::tuple(
          put<P + ".a_v">(values(for_nodes(times, r.si(method + "a_voltage"), r.si("coeffs/a", 1)), 1_Hz)),
          put<P + ".b_v">(values(for_nodes(times, r.si(method + "b_voltage"), r.si("coeffs/b", 1)), 1_Hz)));
    else
      return std::tuple();
  }();
  const auto of_ports = [&] {
    if constexpr (T >= glif_lif_psc)
      return std::tuple(put<P + ".syn_1.tau">(values(r.si("tau_syn/0", 5.5), 1_ms)),
                        put<P + ".syn_2.tau">(values(r.si("tau_syn/1", 8.5), 1_ms)),
                        put<P + ".syn_3.tau">(values(r.si("tau_syn/2", 2.8), 1_ms)),
                        put<P + ".syn_4.tau">(values(r.si("tau_syn/3", 5.8), 1_ms)));
    else
      return std::tuple();
  }();
  return std::tuple_cat(of_all, of_reset, of_currents, of_threshold, of_ports);
}

template <fixed_string P, sonata_template T>
auto settings_of_nodes(const sonata_nodes& nodes, const char* name, double step_ms) {
  using enum sonata_template;
  parameter_reader r(nodes, name);
  if constexpr (T == iaf_psc_exp || T == iaf_psc_alpha) {
    auto all =
        std::tuple_cat(settings_of_iaf<P>(r, step_ms), std::tuple(put<P + ".exc.tau">(r("tau_syn_ex", 2, 1_ms)),
                                                                  put<P + ".inh.tau">(r("tau_syn_in", 2, 1_ms))));
    r.finish();
    return all;
  } else if constexpr (T == iaf_psc_delta) {
    auto all = settings_of_iaf<P>(r, step_ms);
    r.finish();
    return all;
  } else if constexpr (T == int_fire1) {
    auto all = std::tuple(put<P + ".tau">(r("tau", 10, 1_ms)), put<P + ".t_ref">(r("refrac", 5, 1_ms)));
    r.finish();
    return all;
  } else {
    return settings_of_glif<P, T>(r, 1e-3 * step_ms);
  }
}

} // namespace detail

/// An option of `simulation`: the size of a population and all parameters of its neurons, as nodes of SONATA have them.
/// `Template` is that of the population's neurons. Values that the files do not give are NEST's (or NEURON's) defaults;
/// files of GLIF neurons must give what the model needs. `step` is the time step of the simulation: it is added to
/// NEST's refractory periods, which do not count the step of the spike.
///
/// Example (examples/sonata_circuit.cpp):
///
///     set_nodes<"cortex", "nest:iaf_psc_exp">(cortex, circuit.step()),
///
/// Throws `io_error` for nodes of another model_template, which it names, for parameters of iaf and IntFire1 neurons
/// that it does not know, and for those of GLIF neurons that are missing.
template <fixed_string Population, fixed_string Template>
[[nodiscard]] auto set_nodes(const sonata_nodes& nodes, time_step step) {
  constexpr detail::sonata_template known = detail::require_template<Template>();
  detail::require_one_template(nodes, Population.view(), Template.view());
  return detail::gathered_settings(
      std::tuple_cat(std::tuple(detail::put<Population>(static_cast<std::int64_t>(nodes.size()))),
                     detail::settings_of_nodes<Population, known>(nodes, Template.text, 1e3 * step.dt.si())));
}

} // namespace cortexpr
