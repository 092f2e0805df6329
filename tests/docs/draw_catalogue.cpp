// SPDX-License-Identifier: BSL-1.0
// The pictures of docs/catalogue: what each model does, drawn by the library.
//   draw_catalogue docs/catalogue/pictures
#include "catalogue.hpp"
#include <iostream>

namespace {

using namespace cortexpr;

using labels = std::vector<std::string>;

/// The columns of a recording under names of their own, from a time on.
template <class Real, dimension D>
std::vector<named_values> curves(const trace<Real>& t, quantity<D> unit, const labels& names) {
  std::vector<named_values> result;
  for (std::size_t c = 0; c < t.columns(); ++c) {
    std::vector<double> y(t.rows());
    for (std::size_t k = 0; k < y.size(); ++k) y[k] = static_cast<double>(t(k, c)) / unit.si();
    result.push_back({names[c], y});
  }
  return result;
}
template <class Real>
std::vector<double> seconds(const trace<Real>& t) {
  std::vector<double> s(t.rows());
  for (std::size_t k = 0; k < s.size(); ++k) s[k] = t.time(k);
  return s;
}

/// A current that is on from 50 ms to 350 ms of 400 ms: a value for each of three neurons.
template <dimension D>
timed_array<D> pulses(quantity<D> a, quantity<D> b, quantity<D> c) {
  std::vector<double> rows;
  for (int k = 0; k < 8; ++k)
    for (const quantity<D> x : {a, b, c}) rows.push_back(k >= 1 && k < 7 ? x.si() : 0);
  return {rows, 3, quantity<D>(1), 50_ms};
}

template <class Model>
constexpr auto pulsed = describe(population<"n">(3, Model{}), drive<"n.I">(given), record<"n.v">(every{0.1_ms}),
                                 record<"n.spikes">());

template <class Model, dimension D>
void neuron(const std::filesystem::path& file, const std::string& title, const timed_array<D>& input,
            const labels& names) {
  simulation<network<pulsed<Model>>> sim{set<"n.I">(input)};
  sim.run(400_ms);
  const auto& v = sim["n.v"_name];
  figure(title)
      .raster("spikes", {{"", sim["n.spikes"_name]}})
      .lines("v (mV)", seconds(v), curves(v, 1_mV, names))
      .save(file);
}

/// One spike at 10 ms reaches two neurons at rest, each through a receptor "r" of its own.
template <class A, class B, fixed_string Level>
constexpr auto heard(auto w) {
  return describe(
      population<"in">(1, spike_times{}),
      population<"x">(1, synaptic<lif, receptor<"r", A>>{}, parameter<"V_th">(0_mV)),
      population<"y">(1, synaptic<lif, receptor<"r", B>>{}, parameter<"V_th">(0_mV)),
      projection<"X: in -> x.r">(all_to_all{}, weight(w)), projection<"Y: in -> y.r">(all_to_all{}, weight(w)),
      record<fixed_string("x.r.") + Level>(every{0.1_ms}), record<fixed_string("y.r.") + Level>(every{0.1_ms}),
      record<"x.v">(every{0.1_ms}), record<"y.v">(every{0.1_ms}));
}
constexpr auto conductances = heard<conductance<exponential>, conductance<alpha>, "g">(2_nS);
constexpr auto currents = heard<current<exponential>, current<alpha>, "I">(50_pA);
constexpr auto limited = heard<current<exponential>, saturating<exponential>, "I">(2_nA);

template <auto const& d, fixed_string Level, dimension D>
void receptors(const std::filesystem::path& file, const std::string& title, const std::string& axis, quantity<D> unit,
               const labels& names) {
  simulation<network<d>> sim{set<"in">(spike_list::at_times(std::vector{10.0}, 1_ms, std::vector{0}))};
  sim.run(80_ms);
  const auto both = [&](const auto& x, const auto& y, auto in) {
    return std::vector{curves(x, in, {names[0]}).front(), curves(y, in, {names[1]}).front()};
  };
  const auto& x = sim[name_constant<fixed_string("x.r.") + Level>{}];
  const auto& y = sim[name_constant<fixed_string("y.r.") + Level>{}];
  figure(title)
      .lines(axis, seconds(x), both(x, y, unit))
      .lines("v (mV)", seconds(x), both(sim["x.v"_name], sim["y.v"_name], 1_mV))
      .save(file);
}

constexpr auto jumps = describe(population<"in">(1, spike_times{}), population<"n">(1, synaptic<lif, delta>{}),
                                projection<"in -> n.v">(all_to_all{}, weight(5_mV)), record<"n.v">(every{0.1_ms}));
constexpr auto sources =
    describe(population<"steady">(20, poisson{}, parameter<"rate">(30_Hz)), population<"driven">(20, poisson{}),
             drive<"driven.drive">(sinusoid{30_Hz, 5_Hz, 0.0, 30_Hz}), population<"listed">(20, spike_times{}),
             record<"steady.spikes">(), record<"driven.spikes">(), record<"listed.spikes">());
constexpr auto driven =
    describe(population<"a">(1, lif{}), population<"b">(1, lif{}), population<"c">(1, lif{}), drive<"a.I">(0.15_nA),
             drive<"b.I">(sinusoid{0.1_nA, 10_Hz}), drive<"c.I">(given), record<"a.v">(every{0.1_ms}),
             record<"b.v">(every{0.1_ms}), record<"c.v">(every{0.1_ms}));
constexpr auto shot_noise = describe(population<"n">(1, synaptic<lif, receptor<"r", conductance<exponential>>>{}),
                                     poisson_input<"n.r">(800_Hz, weight(0.6_nS)), record<"n.r.g">(every{0.1_ms}),
                                     record<"n.v">(every{0.1_ms}));
constexpr auto units = describe(population<"u">(2, rate_unit<sigmoid>{}), drive<"u.I">(given),
                                projection<"u -> u.net">(given, weight(given)), record<"u.output">(every{1_ms}));

void the_others(const std::filesystem::path& folder) {
  {
    simulation<network<jumps>> sim{
        set<"in">(spike_list::at_times(std::vector{10.0, 40.0, 45.0}, 1_ms, std::vector{0, 0, 0}))};
    sim.run(100_ms);
    const auto& v = sim["n.v"_name];
    figure("delta: spikes at 10, 40 and 45 ms, weight 5 mV")
        .lines("v (mV)", seconds(v), curves(v, 1_mV, {"v"}))
        .save(folder / "delta.png");
  }
  {
    std::vector<double> t;
    std::vector<int> i;
    for (int k = 0; k < 100; ++k) t.push_back(10.0 * k), i.push_back(k % 20);
    simulation<network<sources>> sim{seed{1}, set<"listed">(spike_list::at_times(t, 1_ms, i))};
    sim.run(1_s);
    figure("spike_times: what was listed")
        .raster("neuron", {{"listed", sim["listed.spikes"_name]}})
        .save(folder / "spike_times.png");
    figure("poisson: 20 sources of 30 Hz, and 20 with a drive of 30 Hz (1 + sin)")
        .raster("source", {{"rate", sim["steady.spikes"_name]}, {"drive", sim["driven.spikes"_name]}})
        .save(folder / "poisson.png");
  }
  {
    simulation<network<driven>> sim{set<"c.I">(timed_array(std::vector{0.0, 0.1, 0.15, 0.05}, 1_nA, 100_ms))};
    sim.run(400_ms);
    const auto &a = sim["a.v"_name], &b = sim["b.v"_name], &c = sim["c.v"_name];
    figure("drives of three lif neurons")
        .lines("v (mV)", seconds(a),
               {curves(a, 1_mV, {"constant"}).front(), curves(b, 1_mV, {"sinusoid"}).front(),
                curves(c, 1_mV, {"timed array"}).front()})
        .save(folder / "drives.png");
  }
  {
    simulation<network<shot_noise>> sim{seed{1}};
    sim.run(300_ms);
    const auto &g = sim["n.r.g"_name], &v = sim["n.v"_name];
    figure("poisson_input: 800 Hz of weight 0.6 nS")
        .lines("g (nS)", seconds(g), curves(g, 1_nS, {"g"}))
        .lines("v (mV)", seconds(v), curves(v, 1_mV, {"v"}))
        .save(folder / "poisson_input.png");
  }
  {
    std::vector<double> rows;
    for (int k = 0; k < 8; ++k) rows.push_back(k == 1 ? 1.0 : 0.0), rows.push_back(k == 5 ? 1.0 : 0.0);
    simulation<network<units>> sim{set<"u.I">(timed_array(rows, 2, quantity<dim::one>(1), 50_ms)),
                                   set<"u -> u.net">(matrix(std::vector{1.1, -0.9, -0.9, 1.1}, 2)),
                                   set<"u -> u.net.w">(values(std::vector{1.1, -0.9, -0.9, 1.1}))};
    sim.run(400_ms);
    const auto& y = sim["u.output"_name];
    figure("rate_unit: each of two units excites itself and inhibits the other")
        .lines("output", seconds(y), curves(y, quantity<dim::one>(1), {"driven at 50 ms", "driven at 250 ms"}))
        .save(folder / "rate_unit.png");
  }
}

void draw(const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  const labels nA{"0.19 nA", "0.21 nA", "0.3 nA"};
  neuron<lif>(folder / "lif.png", "lif: currents below and above the rheobase, 0.2 nA",
              pulses(0.19_nA, 0.21_nA, 0.3_nA), nA);
  neuron<scaled_lif>(folder / "scaled_lif.png", "scaled_lif: inputs below and above V_th - E_L, 20 mV",
                     pulses(19_mV, 21_mV, 30_mV), {"19 mV", "21 mV", "30 mV"});
  neuron<adex>(folder / "adex.png", "adex: the rate adapts", pulses(0.5_nA, 0.8_nA, 1.2_nA),
               {"0.5 nA", "0.8 nA", "1.2 nA"});
  neuron<glif5>(folder / "glif.png", "glif5: currents after spikes slow it down", pulses(0.3_nA, 0.5_nA, 1_nA),
                {"0.3 nA", "0.5 nA", "1 nA"});
  neuron<izhikevich>(folder / "izhikevich.png", "izhikevich: a regular spiking cell",
                     pulses(4_V / 1_s, 7_V / 1_s, 10_V / 1_s), {"4 V/s", "7 V/s", "10 V/s"});
  neuron<hodgkin_huxley>(folder / "hodgkin_huxley.png", "hodgkin_huxley: spikes of sodium and potassium",
                         pulses(0.1_nA, 0.3_nA, 0.6_nA), {"0.1 nA", "0.3 nA", "0.6 nA"});
  neuron<escape_rate>(folder / "escape_rate.png", "escape_rate: spikes at random, the more often the higher v",
                      pulses(0.15_nA, 0.19_nA, 0.25_nA), {"0.15 nA", "0.19 nA", "0.25 nA"});
  receptors<conductances, "g">(folder / "conductance.png", "conductance: a spike at 10 ms, weight 2 nS", "g (nS)", 1_nS,
                               {"exponential", "alpha"});
  receptors<currents, "I">(folder / "current.png", "current: a spike at 10 ms, weight 50 pA", "I (pA)", 1_pA,
                           {"exponential", "alpha"});
  receptors<limited, "I">(folder / "saturating.png", "saturating: a spike at 10 ms, weight 2 nA, I_max 1 nA", "I (nA)",
                          1_nA, {"current", "saturating"});
  the_others(folder);
}

} // namespace

int main(int count, char** arguments) {
  try {
    if (count == 2) return draw(arguments[1]), 0;
    std::cerr << "draw_catalogue folder\n";
  } catch (const std::exception& problem) {
    std::cerr << "draw_catalogue: " << problem.what() << '\n';
  }
  return 1;
}
