// SPDX-License-Identifier: BSL-1.0
// Five inputs compete for the weight of one target: a spike takes weight from every stronger synapse and a share of the
// target's pool. What spikes of one step mean has three answers, which are compared. The walk-through is
// docs/heterosynaptic_pool.md.

#include "program.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/cortexpr.hpp>
#include <cstdio>
#include <filesystem>
#include <vector>

using namespace cortexpr;

namespace {

/// dv/dt = -v / tau without units; a spike resets v to half the threshold.
struct leaky {
  template <class I>
  struct state {
    number<I> v = 0;
  };
  template <class I>
  struct parameters {
    second<I> tau = 50_ms;
    number<I> V_th = 0.015, V_r = 0.0075;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = -x.v / p.tau};
  }
  static constexpr auto spikes(const auto& x, const auto& p) { return x.v > p.V_th; }
  static constexpr void reset(auto& x, const auto& p) { x.v = p.V_r; }
};

/// The order of the rules in the list is the order in which they see a spike; `turn` says whether the next rule or the
/// next spike comes first.
template <class Rules, class Turn>
constexpr auto competition(Rules rules, Turn turn) {
  return describe(population<"in">(5, spike_times{}), population<"cell">(1, leaky{}),
                  projection<"S: in -> cell.v">(all_to_all{}, weight(0.0), rules, turn), record<"in.spikes">(),
                  record<"cell.spikes">(), record<"S.w">(), record<"S.pool">());
}
constexpr weight_exchange exchange{.W0 = 5};
constexpr weight_pool pool{.eta = 0.8};
constexpr auto pool_first = competition(plasticity{pool, exchange, transmit{}}, rules_in_turn{});
constexpr auto exchange_first = competition(plasticity{exchange, pool, transmit{}}, rules_in_turn{});
constexpr auto one_by_one = competition(plasticity{exchange, pool, transmit{}}, sequential{});

struct options {
  double W0 = 5, eta = 0.8, milliseconds = 80;
  std::string meaning = "all";
  std::filesystem::path output = "output";
};

struct result {
  std::string meaning;
  std::vector<double> weights;        ///< after the run
  double pool = 0, largest_error = 0; ///< ... and the largest deviation of w + pool from W0
  trace<double> w, pools;
  spike_train in, out;
};

template <auto const& D>
result simulate(const std::string& meaning, const auto& rules, const options& chosen) {
  // The thread's spikes: neurons 1 and 2 meet at 30 ms, neurons 1, 3 and 4 at 50 ms.
  const auto spikes = spike_list::at_times(std::array{10, 30, 30, 50, 50, 50}, 1_ms, std::array{0, 1, 2, 1, 3, 4});
  simulation<network<D>> sim{set<"in">(spikes), set<"S">(rules), set<"S.pool">(chosen.W0)};
  sim.run(chosen.milliseconds * 1_ms);

  result r{meaning,         sim.template get<"S.w">(), sim.template get<"S.pool">()[0], 0,
           sim["S.w"_name], sim["S.pool"_name],        sim["in.spikes"_name],           sim["cell.spikes"_name]};
  for (std::size_t row = 0; row < r.w.rows(); ++row) {
    double sum = r.pools(row, 0);
    for (std::size_t i = 0; i < r.w.columns(); ++i) sum += r.w(row, i);
    r.largest_error = std::max(r.largest_error, std::abs(sum - chosen.W0));
  }
  return r;
}

std::string in_words(std::string name) {
  std::replace(name.begin(), name.end(), '_', ' ');
  return name;
}

void run(const options& chosen) {
  const weight_exchange take{.W0 = chosen.W0};
  const weight_pool share{.eta = chosen.eta};
  std::vector<result> all;
  const auto wanted = [&](const char* name) { return chosen.meaning == "all" || chosen.meaning == name; };
  if (wanted("pool_first"))
    all.push_back(simulate<pool_first>("pool_first", plasticity{share, take, transmit{}}, chosen));
  if (wanted("exchange_first"))
    all.push_back(simulate<exchange_first>("exchange_first", plasticity{take, share, transmit{}}, chosen));
  if (wanted("sequential"))
    all.push_back(simulate<one_by_one>("sequential", plasticity{take, share, transmit{}}, chosen));

  std::printf("%-15s %-50s %9s %20s\n", "", "final weights", "pool", "error of w + pool");
  for (const auto& r : all) {
    std::printf("%-15s", r.meaning.c_str());
    for (const double w : r.weights) std::printf(" %9.6f", w);
    std::printf(" %10.6f %20.1e\n", r.pool, r.largest_error);
  }

  const auto picture = chosen.output / "heterosynaptic_pool.png", data = chosen.output / "heterosynaptic_pool.csv";
  figure chart("Five synapses compete for the weight of one target");
  chart.raster("spikes", {{"inputs", all.front().in}, {"target", all.front().out}})
      .traces("pool", all.front().pools, quantity<dim::one>(1));
  for (const auto& r : all) chart.traces("w, " + in_words(r.meaning), r.w, quantity<dim::one>(1));
  chart.save(picture);

  const auto column = [](const trace<double>& t, std::size_t i) {
    std::vector<double> values;
    for (std::size_t row = 0; row < t.rows(); ++row) values.push_back(t(row, i));
    return values;
  };
  std::vector<std::string> headings{"t"};
  std::vector<std::vector<double>> columns(1);
  for (std::size_t row = 0; row < all.front().w.rows(); ++row) columns[0].push_back(all.front().w.time(row));
  for (const auto& r : all) {
    headings.push_back(r.meaning + ".pool");
    columns.push_back(column(r.pools, 0));
    for (std::size_t i = 0; i < r.w.columns(); ++i) {
      headings.push_back(r.meaning + ".w" + std::to_string(i));
      columns.push_back(column(r.w, i));
    }
  }
  save_csv(data, headings, columns);
  examples::print_files(picture, data);
}

} // namespace

int main(int argc, char** argv) {
  options chosen;
  CLI::App app{"Heterosynaptic competition with a pool of weight", "heterosynaptic_pool"};
  app.add_option("--meaning", chosen.meaning, "what spikes of one step mean")
      ->check(CLI::IsMember({"all", "pool_first", "exchange_first", "sequential"}))
      ->capture_default_str();
  app.add_option("--W0", chosen.W0, "weight that a target has to share out")->capture_default_str();
  app.add_option("--eta", chosen.eta, "share of the pool that a spike takes")->capture_default_str();
  app.add_option("--time", chosen.milliseconds, "biological time in ms")->capture_default_str();
  return examples::run_program(app, argc, argv, chosen.output, [&](bool) { run(chosen); });
}
