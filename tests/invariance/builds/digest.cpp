// SPDX-License-Identifier: BSL-1.0
// Prints checksums of the states at the end of two runs: builds of this program are compared by compare_builds.cmake.
#include "../everything.hpp"
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>

using namespace cortexpr;

namespace {

constexpr auto models = describe(
    population<"adex">(60, adex{}), population<"hh">(60, hodgkin_huxley{}), population<"izhikevich">(60, izhikevich{}),
    population<"escape">(60, escape_rate{}), population<"in">(40, poisson{}, parameter<"rate">(200_Hz)),
    drive<"adex.I">(0.8_nA), drive<"hh.I">(sinusoid{0.2_nA, 20_Hz}), drive<"escape.I">(0.4_nA),
    projection<"in -> adex.v">(fixed_probability{0.2}, weight(lognormal(1_mV, 0.5_mV)),
                               delay(uniform(0_ms, 3_ms)).rounded()),
    projection<"in -> izhikevich.v">(fixed_probability{0.2}, weight(exponential_values(1_mV))));

void print(const char* name, const auto& sim, const std::string& path) {
  sim.save_state(path);
  const std::string bytes = detail::read_file(path);
  std::uint32_t sum = 0; // the file's own checksum over all that stands before it
  std::memcpy(&sum, bytes.data() + bytes.size() - sizeof sum, sizeof sum);
  std::printf("%s %zu %08x\n", name, bytes.size(), static_cast<unsigned>(sum));
}

} // namespace

int main(int, char** arguments) {
  auto everything = everything_tests::make(2);
  everything.run(70_ms);
  print("everything", everything, arguments[1]);
  simulation<network<models>> sim{seed{1}};
  sim.run(200_ms);
  print("models", sim, arguments[1]);
}
