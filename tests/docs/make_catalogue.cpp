// SPDX-License-Identifier: BSL-1.0
// The parts of docs/catalogue that the library itself knows: equations, tables of variables, parameters and inputs with
// units and defaults. They stand between <!-- generated: lif --> and <!-- end of generated -->.
//   make_catalogue --check docs/catalogue    fails if a page says something else (ctest: docs_catalogue_tables)
//   make_catalogue --write docs/catalogue    writes the parts into the pages
#include "catalogue.hpp"
#include <fstream>
#include <iostream>
#include <iterator>

namespace {

using namespace cortexpr;

const catalogue::meanings membrane{{"v", "membrane potential"},
                                   {"E_L", "reversal potential of the leak"},
                                   {"V_th", "threshold: above it the neuron spikes"},
                                   {"V_r", "reset potential"},
                                   {"C_m", "membrane capacitance"},
                                   {"g_L", "leak conductance; C_m / g_L is the membrane time constant"},
                                   {"tau_m", "membrane time constant"},
                                   {"t_ref", "refractory period"},
                                   {"I", "current into the cell"}};

catalogue::meanings with(catalogue::meanings more) {
  more.insert(membrane.begin(), membrane.end());
  return more;
}

template <class Receptor>
std::string receptor_of_lif(const catalogue::meanings& more) {
  return catalogue::described<synaptic<lif, receptor<"exc", Receptor>>>(with(more), "exc.");
}

std::map<std::string, std::string> parts() {
  using catalogue::described;
  const catalogue::meanings synapse{{"exc.g", "conductance; a spike adds its weight (alpha: to s)"},
                                    {"exc.I", "current; a spike adds its weight (alpha: to s)"},
                                    {"exc.s", "what a spike raises by its weight; g or I follows"},
                                    {"exc.tau", "time constant; 10 ms for a receptor called \"inh\""},
                                    {"exc.E", "reversal potential; -80 mV for a receptor called \"inh\""},
                                    {"exc.I_min", "smallest effect on the membrane"},
                                    {"exc.I_max", "largest effect on the membrane"}};
  const catalogue::meanings glif = with({{"theta_s", "threshold raised by spikes"},
                                         {"theta_v", "threshold raised by v"},
                                         {"I_1", "current after spikes, the slow one"},
                                         {"I_2", "current after spikes, the fast one"},
                                         {"g", "leak conductance"},
                                         {"V_th", "threshold far from spikes, Theta_inf in the paper"},
                                         {"f_v", "share of v - E_L that is left after a spike"},
                                         {"delta_v", "how far v is lowered besides; negative: raised"},
                                         {"delta_theta_s", "rise of the threshold by a spike"},
                                         {"b_s", "rate at which theta_s decays"},
                                         {"a_v", "how much the threshold follows v"},
                                         {"b_v", "rate at which theta_v decays"},
                                         {"asc_1.k", "rate at which I_1 decays"},
                                         {"asc_1.f", "share of I_1 that a spike leaves"},
                                         {"asc_1.delta_I", "what a spike adds to I_1"},
                                         {"asc_2.k", "rate at which I_2 decays"},
                                         {"asc_2.f", "share of I_2 that a spike leaves"},
                                         {"asc_2.delta_I", "what a spike adds to I_2"},
                                         {"t_ref", "refractory period, in which all of it rests"}});
  return {
      {"lif", described<lif>(membrane)},
      {"scaled_lif", described<scaled_lif>(with({{"I", "current divided by the leak conductance"}}))},
      {"adex", described<adex>(with({{"w", "adaptation current"},
                                     {"V_T", "threshold of the exponential current"},
                                     {"Delta_T", "sharpness of the upstroke"},
                                     {"V_cut", "above it a spike is counted"},
                                     {"a", "adaptation below the threshold"},
                                     {"b", "adaptation added by a spike"},
                                     {"tau_w", "time constant of the adaptation"}}))},
      {"glif1", described<glif1>(glif)},
      {"glif2", described<glif2>(glif)},
      {"glif3", described<glif3>(glif)},
      {"glif5", described<glif5>(glif)},
      {"izhikevich", described<izhikevich>(
                         with({{"u", "recovery"},
                               {"a", "rate of the recovery"},
                               {"b", "sensitivity of the recovery to v"},
                               {"c", "reset potential"},
                               {"d", "jump of u after a spike"},
                               {"V_th", "above it a spike is counted"},
                               {"I", "current divided by the capacitance; 10 V/s is the \"I = 10\" of the paper"}}))},
      {"hodgkin_huxley", described<hodgkin_huxley>(with({{"m", "activation of the sodium channels"},
                                                         {"h", "their inactivation"},
                                                         {"n", "activation of the potassium channels"},
                                                         {"g_l", "leak conductance"},
                                                         {"g_Na", "peak sodium conductance"},
                                                         {"g_Kd", "peak potassium conductance"},
                                                         {"E_l", "reversal potential of the leak"},
                                                         {"E_Na", "reversal potential of sodium"},
                                                         {"E_K", "reversal potential of potassium"},
                                                         {"V_T", "shift of the kinetics"},
                                                         {"V_th", "above it a spike is counted"},
                                                         {"t_ref", "shortest distance of two spikes"}}))},
      {"escape_rate", described<escape_rate>(with({{"V_th", "potential at which the rate is rho_0"},
                                                   {"delta", "width of the escape region"},
                                                   {"rho_0", "rate of spikes at V_th"}}))},
      {"rate_unit", described<rate_unit<sigmoid>>({{"x", "activation"},
                                                   {"tau", "time constant"},
                                                   {"f.gain", "slope of the transfer function (sigmoid)"},
                                                   {"f.bias", "where it has its middle"},
                                                   {"net", "weighted outputs of other units"},
                                                   {"I", "drive"}})},
      {"conductance<exponential>", receptor_of_lif<conductance<exponential>>(synapse)},
      {"conductance<alpha>", receptor_of_lif<conductance<alpha>>(synapse)},
      {"current<exponential>", receptor_of_lif<current<exponential>>(synapse)},
      {"current<alpha>", receptor_of_lif<current<alpha>>(synapse)},
      {"saturating<exponential>", receptor_of_lif<saturating<exponential>>(synapse)},
      {"poisson", described<poisson>({{"rate", "constant rate"}, {"drive", "rate that changes in time, added to it"}})},
  };
}

std::string read(const std::filesystem::path& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

/// The page with its generated parts as they are today.
std::string renewed(std::string page, const std::map<std::string, std::string>& known,
                    std::map<std::string, int>& used) {
  const std::string begin_mark = "<!-- generated: ", close = " -->\n", end_mark = "<!-- end of generated -->";
  for (std::size_t at = 0; (at = page.find(begin_mark, at)) != std::string::npos;) {
    const std::size_t name = at + begin_mark.size(), body = page.find(close, name), end = page.find(end_mark, at);
    if (body == std::string::npos || end == std::string::npos) throw std::runtime_error("a part does not end");
    const std::string which = page.substr(name, body - name);
    const auto part = known.find(which);
    if (part == known.end()) throw std::runtime_error("there is no part called " + which);
    ++used[which];
    page.replace(body + close.size(), end - body - close.size(), part->second);
    at = page.find(end_mark, at);
  }
  return page;
}

int pages(const std::filesystem::path& folder, bool write) {
  const auto known = parts();
  std::map<std::string, int> used;
  int wrong = 0;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().extension() != ".md") continue;
    const std::string page = read(entry.path()), today = renewed(page, known, used);
    if (page == today) continue;
    if (write) {
      std::ofstream(entry.path()) << today;
    } else {
      ++wrong;
      std::cerr << entry.path() << " differs from the library; write it anew with make_catalogue --write\n";
    }
  }
  for (const auto& [name, text] : known)
    if (used[name] == 0) ++wrong, std::cerr << "no page shows " << name << '\n';
  return wrong == 0 ? 0 : 1;
}

} // namespace

int main(int count, char** arguments) {
  try {
    const std::string what = count == 3 ? arguments[1] : "";
    if (what == "--check" || what == "--write") return pages(arguments[2], what == "--write");
    std::cerr << "make_catalogue --check|--write folder\n";
  } catch (const std::exception& problem) {
    std::cerr << "make_catalogue: " << problem.what() << '\n';
  }
  return 1;
}
