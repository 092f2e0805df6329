// SPDX-License-Identifier: BSL-1.0
// Checkpoints whose checksum fits: the reader must not rely on it. What is loaded must be fit to run.
#include "bytes_as_file.hpp"
#include <boost/crc.hpp>
#include <cortexpr/core.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstring>
#include <fstream>

using namespace cortexpr;

namespace {

constexpr auto small = describe(
    population<"in">(3, poisson{}), population<"n">(4, lif{}), population<"list">(2, spike_times{}),
    drive<"n.I">(sinusoid{0.3_nA, 50_Hz}), drive<"M.signal">(given), poisson_input<"n.v">(100_Hz, weight(0.1_mV)),
    projection<"S: in -> n.v">(fixed_probability{0.7}, weight(uniform(0_mV, 3_mV)),
                               delay(uniform(0_ms, 1_ms)).rounded(), plasticity{transmit{}, pair_stdp{.w_max = 5_mV}}),
    projection<"M: list -> n.v">(all_to_all{}, weight(1_mV),
                                 plasticity{modulated_stdp{.w_max = 3_mV}, normalise_always{3_mV}}),
    projection<"T: in -> n.v">(fixed_probability{0.5}, weight(normal(1_mV, 0.1_mV)), stored_as<fixed16>{}),
    regularly<"drift", "M">(every{1_ms}, [](auto& s) { s.w *= 0.999; }), record<"in.rate">(every{3_ms}),
    record<"S.w">(every{1_ms}));

auto make() {
  return simulation<network<small>>{set<"in.rate">(500_Hz),
                                    set<"list">(spike_list::at_steps(std::vector{3, 20, 60}, std::vector{0, 1, 0})),
                                    set<"M.signal">(timed_array(std::vector{0.0, 1.0}, quantity<dim::one>(1), 5_ms))};
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static auto sim = make();
  if (size < 4) return 0;
  std::string bytes(text_of(data, size));
  boost::crc_32_type crc;
  crc.process_bytes(bytes.data(), bytes.size() - 4);
  const std::uint32_t sum = crc.checksum();
  std::memcpy(bytes.data() + bytes.size() - 4, &sum, sizeof sum);
  const bytes_as_file file(bytes);
  try {
    sim.clear_recordings();
    sim.load_state(file.path());
    if (sim.state().step < 1'000'000'000) sim.run_steps(20);
  } catch (const io_error&) {
  }
  return 0;
}

// With CORTEXPR_WRITE_CORPUS=path in the environment: writes a checkpoint there to begin with.
extern "C" int LLVMFuzzerInitialize(int*, char***) {
  if (const char* path = std::getenv("CORTEXPR_WRITE_CORPUS")) {
    auto sim = make();
    sim.run(9.5_ms);
    sim.save_state(path);
  }
  return 0;
}
