// SPDX-License-Identifier: BSL-1.0
// Does the cortical microcircuit do what was published? Rates, irregularity and correlations of every population
// against Potjans and Diesmann (2014) and their reference implementation, and the distributions of single-neuron rates:
// of two networks built from different seeds, and of one network with weights in 16 bits and in double precision.
#include "microcircuit.hpp"
#include "report.hpp"

#include <cortexpr/monitor/spike_statistics.hpp>

namespace {

using namespace cortexpr;
using namespace benchmarks;

/// What one population did.
struct activity {
  std::string population;
  std::vector<double> rates; ///< Hz, per neuron
  double rate = 0;           ///< Hz
  double cv = 0;             ///< of inter-spike intervals, mean over neurons with ten or more
  double correlation = 0;    ///< of spike counts in bins of 2 ms, mean over pairs of 200 neurons
};

double mean_of(const std::vector<double>& x) {
  return x.empty() ? 0 : std::accumulate(x.begin(), x.end(), 0.0) / static_cast<double>(x.size());
}

template <class Real, class Storage>
std::vector<activity> simulate(const options& o, std::uint64_t start, bool poisson_drive, const char* what) {
  using net = network<potjans_diesmann::microcircuit<Storage, true>, Real>;
  return std::apply(
      [&](const auto&... setting) {
        simulation<net> sim{seed{start}, threads{o.threads}, setting...};
        sim.run(o.warm_up * 1_s);
        sim.clear_recordings();
        std::fprintf(stderr, "%s, seed %llu\n", what, static_cast<unsigned long long>(start));
        sim.run(o.seconds * 1_s, progress::bar());
        const auto from = o.warm_up * 1_s, to = from + o.seconds * 1_s;
        std::vector<activity> all;
        net::structure::template for_each<item_kind::record>([&](auto r) {
          constexpr auto target = net::structure::template item<r>::target;
          if constexpr (target.part == "spikes") {
            const spike_train& spikes = item_at<r>(sim.recording().items);
            activity a{std::string(target.item), firing_rates(spikes, from, to)};
            a.rate = mean_of(a.rates);
            a.cv = mean_of(interval_variations(spikes, from, to, 10));
            a.correlation = mean_of(count_correlations(spikes, from, to));
            all.push_back(std::move(a));
          }
        });
        return all;
      },
      potjans_diesmann::settings_at(o.scale, poisson_drive));
}

/// The table; the number of populations that are not as published.
int report(const std::vector<activity>& first, const std::vector<activity>& other, const std::vector<activity>& exact) {
  int bad = 0;
  std::printf("               rate (Hz)          CV of   correlation   distance of rates (Kolmogorov-Smirnov), p\n"
              "       published  here  in double  ISI                  other seed         weights in double\n");
  for (std::size_t k = 0; k < first.size(); ++k) {
    const double published = potjans_diesmann::published_rates[k];
    const auto seeds = kolmogorov_smirnov(first[k].rates, other[k].rates);
    const auto storage = kolmogorov_smirnov(first[k].rates, exact[k].rates);
    // The paper: asynchronous (weak correlations) and irregular (CV of about 0.8 and more). Populations of a thousand
    // neurons differ by some percent between networks.
    const bool fits = std::abs(first[k].rate / published - 1) < 0.1 && first[k].cv > 0.7 && first[k].cv < 1.1 &&
                      std::abs(first[k].correlation) < 0.02 && seeds.distance < 0.1 && storage.distance < 0.1;
    bad += fits ? 0 : 1;
    std::printf("%-5s %8.3f %8.3f %8.3f %8.3f %12.5f %12.4f, %-8.2g %10.4f, %-8.2g %s\n", first[k].population.c_str(),
                published, first[k].rate, exact[k].rate, first[k].cv, first[k].correlation, seeds.distance, seeds.p,
                storage.distance, storage.p, fits ? "" : "NOT AS PUBLISHED");
  }
  return bad;
}

} // namespace

int main(int argc, char** argv) {
  options o;
  o.seconds = 10;
  o.threads = 2;
  std::string drive = "poisson";
  CLI::App app{"Validation of the cortical microcircuit (Potjans and Diesmann 2014); needs 4 GB at full scale"};
  app.name("microcircuit_validation");
  add_common_options(app, o);
  for (const char* fixed : {"--precision", "--record", "--json"}) app.remove_option(app.get_option(fixed));
  app.add_option("--drive", drive, "external input")->check(CLI::IsMember({"poisson", "dc"}))->capture_default_str();
  int bad = 0;
  const int failed = run_program(app, argc, argv, [&] {
    const bool poisson_drive = drive == "poisson";
    const auto first = simulate<float, fixed16>(o, o.seed, poisson_drive, "weights in 16 bits, states in float");
    const auto other = simulate<float, fixed16>(o, o.seed + 1, poisson_drive, "weights in 16 bits, states in float");
    const auto exact = simulate<double, double>(o, o.seed, poisson_drive, "weights and states in double");
    bad = report(first, other, exact);
  });
  return failed != 0 ? failed : bad != 0 ? 1 : 0;
}
