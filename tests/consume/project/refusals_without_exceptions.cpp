// SPDX-License-Identifier: BSL-1.0
// Without exceptions a bad input ends the program (SIGABRT) and the sentence that would be thrown stands on stderr.
#include "network.hpp"
#include "without_boost_exceptions.hpp"
#include <array>
#include <cortexpr/simulation/checkpoint.hpp>
#include <cstring>
#include <limits>
#include <string>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace cortexpr;
using simulated = simulation<network<pair_of_cells>>;

/// Whether `work` ends its process with these words.
template <class Work>
bool aborts(const char* words, const Work& work) {
  std::array<int, 2> ends{};
  if (pipe(ends.data()) != 0) return false;
  const pid_t child = fork();
  if (child < 0) return false;
  if (child == 0) {
    dup2(ends[1], STDERR_FILENO);
    work();
    _exit(0);
  }
  close(ends[1]);
  std::string said;
  std::array<char, 256> some{};
  for (ssize_t n = 0; (n = read(ends[0], some.data(), some.size())) > 0;) said.append(some.data(), std::size_t(n));
  close(ends[0]);
  int status = 0;
  waitpid(child, &status, 0);
  const bool good = WIFSIGNALED(status) && WTERMSIG(status) == SIGABRT && said.find(words) == 0;
  if (!good) std::fprintf(stderr, "expected: %s\nsaid: %s\nstatus: %d\n", words, said.c_str(), status);
  return good;
}

} // namespace

int main() {
  bool good = aborts("cortexpr: population 'a': size 0 is not possible", [] { simulated sim{set<"a">(0)}; });
  good &= aborts("cortexpr: 'b.v': 3 values for a population of 2", [] {
    simulated sim;
    sim.set<"b.v">(values(std::array{1.0, 2.0, 3.0}, 1_mV));
  });
  good &= aborts("cortexpr: run: a duration of -1 s is not possible; it must be finite and not negative", [] {
    simulated sim{threads{2}};
    sim.run(-1_s);
  });
  good &= aborts("cortexpr: no such file.state: cannot be opened for reading", [] {
    simulated sim;
    sim.load_state("no such file.state");
  });
  good &= aborts("cortexpr: population 'b': v of neuron 1 is infinite", [] {
    simulated sim;
    sim.set<"b.v">(values(std::array{-0.06, -1.0 / 0.0}, 1_V));
  });
  good &= aborts("cortexpr: population 'b': v of neuron 1 is not a number (NaN) at 1 ms (step 10)", [] {
    simulated sim;
    variable<0>(item_at<1>(sim.state().items).variables)[1] = std::numeric_limits<double>::quiet_NaN();
    sim.run(1_ms, watch_nan{1_ms});
  });
  return good ? 0 : 1;
}
