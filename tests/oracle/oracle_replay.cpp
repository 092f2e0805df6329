// SPDX-License-Identifier: BSL-1.0
// Replays reference cases: oracle_replay [--tolerance 1e-9] DIR...

#include "replays.hpp"

#include <cstdlib>
#include <exception>
#include <iostream>
#include <string>
#include <vector>

int main(int argc, char** argv) {
  double tolerance = 1e-9;
  std::vector<std::string> folders;
  for (int k = 1; k < argc; ++k) {
    const std::string word = argv[k];
    if (word == "--tolerance" && k + 1 < argc) {
      char* end = nullptr;
      tolerance = std::strtod(argv[++k], &end);
      if (*end != '\0' || !(tolerance >= 0)) {
        std::cerr << "oracle_replay: --tolerance takes a number, not '" << argv[k] << "'\n";
        return 2;
      }
    } else {
      folders.push_back(word);
    }
  }
  if (folders.empty()) {
    std::cerr << "usage: oracle_replay [--tolerance 1e-9] DIR...   (each DIR holds a case.tsv)\n";
    return 2;
  }
  std::size_t failed = 0;
  for (const auto& folder : folders) {
    try {
      const oracle::reference_case reference(folder);
      oracle::comparison result(reference);
      const std::string scenario = reference.meta("scenario");
      if (scenario.starts_with("s0"))
        oracle::replay_stable_currents(reference, result);
      else if (scenario.starts_with("s1"))
        oracle::replay_conductance_alpha(reference, result);
      else if (scenario.starts_with("s2"))
        oracle::replay_heterosynaptic_pool(reference, result);
      else if (scenario.starts_with("s3") && reference.pathways().empty())
        oracle::replay_cortex_rates(reference, result);
      else if (scenario.starts_with("s3"))
        oracle::replay_cortex_layers(reference, result);
      else if (scenario.starts_with("s4"))
        oracle::replay_summed_normalisation(reference, result);
      else
        throw std::runtime_error("no replay for scenario '" + scenario + "'");
      if (!result.report(std::cout, tolerance)) ++failed;
    } catch (const std::exception& problem) {
      std::cout << folder << ": " << problem.what() << ", FAIL\n";
      ++failed;
    }
  }
  std::cout << folders.size() - failed << " of " << folders.size() << " cases ok\n";
  return failed == 0 ? 0 : 1;
}
