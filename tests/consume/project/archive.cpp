// SPDX-License-Identifier: BSL-1.0
// cortexpr::io brings xtensor and libzip; the file is written and closed.
#include "network.hpp"
#include <cortexpr/cortexpr.hpp>
#include <filesystem>

int main(int, char** arguments) {
  using namespace cortexpr;
  simulation<network<pair_of_cells>> sim{seed{1}};
  sim.run(0.1_s);
  sim.save(std::filesystem::path(arguments[1]));
  return std::filesystem::file_size(arguments[1]) > 0 ? 0 : 1;
}
