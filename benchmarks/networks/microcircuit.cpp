// SPDX-License-Identifier: BSL-1.0
// The cortical microcircuit of Potjans and Diesmann (2014). Weights are kept in 16 bits: steps of 1/32767 of the
// largest.
#include "microcircuit.hpp"
#include "report.hpp"

namespace {

using namespace cortexpr;
using namespace benchmarks;

template <class Real, bool RecordSpikes>
void run_groups(const options& o, const std::string& drive) {
  std::apply(
      [&](const auto&... setting) {
        using net = network<potjans_diesmann::microcircuit_of_groups<fixed16, RecordSpikes>, Real>;
        print(o, measure<net>(o, "microcircuit_" + drive, setting...));
      },
      potjans_diesmann::settings_of_groups_at(o.scale, drive == "poisson"));
}

template <class Real, bool RecordSpikes>
void run_populations(const options& o, const std::string& drive) {
  std::apply(
      [&](const auto&... setting) {
        using net = network<potjans_diesmann::microcircuit<fixed16, RecordSpikes>, Real>;
        print(o, measure<net>(o, "microcircuit_of_populations_" + drive, setting...));
      },
      potjans_diesmann::settings_at(o.scale, drive == "poisson"));
}

} // namespace

int main(int argc, char** argv) {
  options o;
  std::string drive = "poisson", form = "groups";
  CLI::App app{"Cortical microcircuit (Potjans and Diesmann 2014)"};
  app.name("microcircuit");
  add_common_options(app, o);
  app.add_option("--drive", drive, "external input")->check(CLI::IsMember({"poisson", "dc"}))->capture_default_str();
  app.add_option("--form", form, "one population of eight groups, or eight populations")
      ->check(CLI::IsMember({"groups", "populations"}))
      ->capture_default_str();
  return run_program(app, argc, argv, [&] {
    with_precision_and_record(o, [&]<class Real, bool Record>() {
      if (form == "groups")
        run_groups<Real, Record>(o, drive);
      else
        run_populations<Real, Record>(o, drive);
    });
  });
}
