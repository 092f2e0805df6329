// SPDX-License-Identifier: BSL-1.0
#include <boost/throw_exception.hpp>
#include <cstdio>
#include <cstdlib>

#if !defined(BOOST_NO_EXCEPTIONS)
#error "this program is meant for -fno-exceptions"
#endif

// Boost asks programs without exceptions to say what happens instead.
namespace boost {
BOOST_NORETURN void throw_exception(const std::exception& what) {
  std::fputs(what.what(), stderr);
  std::abort();
}
BOOST_NORETURN void throw_exception(const std::exception& what, const source_location&) { throw_exception(what); }
} // namespace boost

#include "network.hpp"
#include <cortexpr/run/checkpoint.hpp>

int main() {
  using namespace cortexpr;
  simulation<network<pair_of_cells>> sim{seed{1}};
  sim.run(0.1_s);
  const double before = sim.time();
  sim.save_state("without_exceptions.state");
  sim.run(0.1_s, until_interrupted{});
  sim.load_state("without_exceptions.state");
  return sim["b.spikes"_name].size() > 0 && sim.time() == before ? 0 : 1;
}
