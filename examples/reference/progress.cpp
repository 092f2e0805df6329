// SPDX-License-Identifier: BSL-1.0
// A progress bar on a stream of your choice.
#include <cortexpr/core.hpp>
#include <iostream>
#include <sstream>
#include <string>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(100, lif{}), drive<"cells.I">(0.3_nA));

int main() {
  simulation<network<d>> sim;
  std::ostringstream screen;
  sim.run(1_s, progress::bar(screen));
  const std::string shown = screen.str();
  std::cout << shown.substr(shown.rfind('[')) << '\n';
  return shown.find("100 %") != std::string::npos ? 0 : 1;
}
