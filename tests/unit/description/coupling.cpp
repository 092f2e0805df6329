// SPDX-License-Identifier: BSL-1.0
// What users do with couplings: weights given, read, recorded and changed, freezing, checkpoints, the schedule,
// diagnose.

#include "catch.hpp"
#include "support/network_models.hpp"

#include <cortexpr/diagnose/diagnose.hpp>
#include <cortexpr/network/print_coupling.hpp>
#include <cortexpr/simulation/checkpoint.hpp>

#include <algorithm>
#include <cstdio>
#include <sstream>

namespace {

using namespace unit_tests;
using numbers = std::vector<double>;

/// A cell that drives glia: its release s is read by couplings alone.
struct glia {
  template <class I>
  struct state {
    number<I> ip3 = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 100_ms;
    number<I> share = 0.5;
  };
  template <class T>
  struct inputs {
    hertz<T> release = 0_Hz;
  };
  template <class S, class P, class In>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const inputs<In>& in) {
    return {.ip3 = in.release - x.ip3 / p.tau};
  }
};

/// A coupling of one's own with parameters.
struct graded {
  static constexpr bool couples = true, transmits = true;
  quantity<dim::volt> theta = -50_mV, slope = 2_mV;

  constexpr auto term(const auto& pre, const auto& post, const auto& w) const {
    return post["share"_name] * w / (1 + exp((theta - pre["v"_name]) / slope));
  }
  bool operator==(const graded&) const = default;
};

constexpr auto d =
    describe(population<"cells">(6, lif{}, start<"v">(uniform(-65_mV, -52_mV)), parameter<"t_ref">(2_ms)),
             population<"glia">(3, glia{}), drive<"cells.I">(0.3_nA),
             projection<"G: cells -> cells.I">(given, weight(given), gap_junction{}),
             projection<"R: cells -> glia.release">(all_to_all{}, weight(uniform(1_Hz, 5_Hz)), graded{}),
             regularly<"wear", "G">(every{2_ms},
                                    [](auto& s) {
                                      if (s.w > 0.3_nS) s.w = s.w - 0.1_nS;
                                    }),
             record<"cells.v">(), record<"cells.I">(), record<"G.w">(every{1_ms}), record<"cells.spikes">());
using net = network<d>;

const numbers from{0, 1, 1, 4, 4, 0, 3}, to{1, 0, 4, 1, 1, 5, 2}, nS{1, 1, 0.5, 0.5, 2, 3, 0.25};

template <class Net = net>
simulation<Net> make(unsigned n = 1) {
  return simulation<Net>{seed{2}, threads{n, true}, set<"G">(pairs(from, to)), set<"G.w">(values(nS, 1_nS))};
}

TEST_CASE("coupling: given weights are conductances, are read in the order of creation and change", "[coupling]") {
  auto sim = make();
  CHECK(sim.get<"G.w">()[5] == Approx(3e-9));
  sim.run_steps(3); // the operation comes first
  numbers now = nS;
  for (double& w : now)
    if (w > 0.3) w -= 0.1;
  for (std::size_t k = 0; k < now.size(); ++k) CHECK(sim.get<"G.w">()[k] == Approx(now[k] * 1e-9));
  const auto &v = sim["cells.v"_name], &I = sim["cells.I"_name];
  for (std::size_t row = 0; row + 1 < v.rows(); ++row) {
    numbers expected(6);
    for (std::size_t k = 0; k < now.size(); ++k) {
      const auto a = static_cast<std::size_t>(from[k]), b = static_cast<std::size_t>(to[k]);
      expected[b] += now[k] * 1e-9 * (v(row, a) - v(row, b));
    }
    // Row k + 1 shows what was added up in step k.
    for (std::size_t j = 0; j < 6; ++j)
      CHECK(I(row + 1, j) - 0.3e-9 == Approx(expected[j]).epsilon(1e-9).margin(1e-21));
  }
  sim.set<"G.w">(1_nS);
  CHECK(sim.get<"G.w">() == numbers(7, 1e-9));
}

TEST_CASE("coupling: runs cut into pieces record the same inputs", "[coupling]") {
  auto whole = make(), pieces = make();
  whole.run_steps(5);
  pieces.run_steps(2);
  pieces.run_steps(3);
  CHECK(pieces["cells.I"_name].values == whole["cells.I"_name].values);
}

TEST_CASE("coupling: a term of one's own with parameters, into another population", "[coupling]") {
  auto sim = make();
  const auto v = sim.get<"cells.v">(), w = sim.get<"R.w">();
  sim.run_steps(1);
  const double left = std::exp(-1e-3);
  for (std::size_t j = 0; j < 3; ++j) {
    double release = 0;
    for (std::size_t i = 0; i < 6; ++i) release += 0.5 * w[3 * i + j] / (1 + std::exp((-50e-3 - v[i]) / 2e-3));
    CHECK(sim.get<"glia.ip3">()[j] == Approx(release * 0.1 * (1 - left)).epsilon(1e-10));
  }
  // The rules of the projection are its coupling: other parameters, another release.
  simulation<net> open{seed{2}, set<"G">(pairs(from, to)), set<"G.w">(values(nS, 1_nS)),
                       set<"R">(plasticity{graded{.theta = -200_mV}})};
  open.run_steps(1);
  double all = 0;
  for (std::size_t i = 0; i < 6; ++i) all += 0.5 * w[3 * i];
  CHECK(open.get<"glia.ip3">()[0] == Approx(all * 0.1 * (1 - left)).epsilon(1e-9));
}

TEST_CASE("coupling: frozen junctions are closed", "[coupling]") {
  auto sim = make();
  sim.freeze<"G", gap_junction<>>();
  sim.run_steps(2);
  for (std::size_t j = 0; j < 6; ++j) CHECK(sim["cells.I"_name](1, j) == Approx(0.3e-9).epsilon(1e-14));
  sim.thaw<"G", gap_junction<>>();
  sim.run_steps(2);
  CHECK(std::abs(sim["cells.I"_name](3, 1) - 0.3e-9) > 1e-13);
}

TEST_CASE("coupling: saved, loaded and continued, on other threads, with the same bits", "[coupling]") {
  const std::string file = "coupling_checkpoint";
  auto whole = make(), half = make(2);
  whole.run(30_ms);
  half.run(12_ms);
  half.save_state(file);
  auto later = make(3), alike = make();
  alike.load_state(file);
  alike.run(18_ms);
  CHECK(alike.state() == whole.state());
  later.load_state(file);
  later.run(18_ms);
  std::remove(file.c_str());
  CHECK(later.get<"cells.v">() == whole.get<"cells.v">());
  CHECK(later.get<"glia.ip3">() == whole.get<"glia.ip3">());
}

TEST_CASE("coupling: schedule and storage say it in words, and formulas are printed", "[coupling]") {
  std::ostringstream storage;
  net::storage(storage, make().state());
  CHECK(storage.str().find("rows for a coupling (read in every step)") != std::string::npos);
  std::ostringstream formulas;
  print_coupling<net, "G">(formulas);
  print_coupling<net, "R">(formulas);
  CHECK(formulas.str() == "I = sum of w*(pre.v - post.v)\n"
                          "release = sum of post.share*w/(1 + exp((-50 mV - pre.v)/(2 mV)))\n");
  std::ostringstream out;
  net::schedule(out);
  CHECK(
      out.str().find("groups:\n  couple both sides through G (order -1)\n  couple both sides through R (order -1)\n") !=
      std::string::npos);
}

/// The source of a current that couplings alone read; a population that couplings alone drive.
constexpr auto driven =
    describe(population<"pacer">(5, lif{}, start<"v">(-20_mV), parameter<"E_L">(-20_mV), parameter<"V_th">(0_mV)),
             population<"idle">(5, lif{}), population<"glia">(3, glia{}),
             projection<"G: pacer -> idle.I">(all_to_all{}, weight(3_nS), gap_junction{}),
             projection<"R: idle -> glia.release">(all_to_all{}, weight(1_Hz), graded{}), record<"idle.spikes">(),
             record<"glia.ip3">());

TEST_CASE("coupling: diagnose does not call silent what a coupling drives, nor unread what it reads", "[coupling]") {
  simulation<network<driven>> sim;
  const auto before = sim.diagnose();
  for (const auto& x : before.findings) {
    INFO(x.code << " " << x.item);
    CHECK(x.code != "unread_parameter");
    CHECK(x.code != "unread_variable");
    CHECK(x.item != "idle");
    CHECK((x.item != "G" || x.code == "coupling"));
    CHECK((x.item != "R" || x.code == "coupling"));
  }
  sim.run(200_ms);
  CHECK(sim["idle.spikes"_name].size() > 10);
  for (const auto& x : sim.diagnose().findings) {
    INFO(x.code << " " << x.item);
    CHECK(x.item != "idle");
  }
}

/// Captures, fixed-point weights and float.
constexpr double factor = 2;
constexpr auto compact =
    describe(population<"a">(40, lif{}, start<"v">(uniform(-70_mV, -50_mV))),
             projection<"S: a -> a.I">(fixed_probability{0.5}, weight(uniform(0_nS, 1_nS)), stored_as<fixed16>{},
                                       couple([f = factor](auto pre, auto post, auto w) {
                                         return f * w * (pre["v"_name] - post["v"_name]);
                                       })));

TEST_CASE("coupling: stored_as, captures, copies of the state", "[coupling]") {
  simulation<network<compact, float>> sim{seed{1}};
  const auto v = sim.get<"a.v">(), w = sim.get<"S.w">();
  auto copy = sim.state();
  sim.run_steps(3);
  for (int k = 0; k < 3; ++k) network<compact, float>::step(copy);
  CHECK(copy == sim.state());
  copy = sim.state();
  CHECK(copy == sim.state());
  double sum = 0;
  for (const double x : sim.get<"a.v">()) sum += x;
  double before = 0;
  for (const double x : v) before += x;
  CHECK(std::abs(sum) > 0);
  CHECK(std::abs(before) > 0);
  CHECK(w.size() > 500);
}

} // namespace
