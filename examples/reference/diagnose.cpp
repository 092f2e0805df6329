// SPDX-License-Identifier: BSL-1.0
// A network that stays silent: the diagnosis says so before it runs, as text, as JSON and as a value.
#include <cortexpr/core.hpp>
#include <cortexpr/diagnose/diagnose.hpp>
#include <iostream>

using namespace cortexpr;

constexpr auto d = describe(population<"cells">(10, lif{}), drive<"cells.I">(0.1_nA), record<"cells.spikes">());

int main() {
  simulation<network<d>> sim;
  const auto diagnosis = diagnose(sim);
  std::cout << diagnosis; // or diagnosis.json()
  for (const finding& f : diagnosis.findings) std::cout << f.code << " of " << f.item << '\n';
  return diagnosis.errors().empty() && !diagnosis.clean() ? 0 : 1;
}
