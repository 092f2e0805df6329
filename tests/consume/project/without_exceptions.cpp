// SPDX-License-Identifier: BSL-1.0
#define BOOST_NO_EXCEPTIONS
#include <boost/throw_exception.hpp>
#include <cstdlib>

// Boost asks programs without exceptions to say what happens instead.
namespace boost {
void throw_exception(const std::exception&) { std::abort(); }
void throw_exception(const std::exception&, const source_location&) { std::abort(); }
} // namespace boost

#include "network.hpp"

void run_without_exceptions() {
  using namespace cortexpr;
  simulation<network<pair_of_cells>> sim{seed{1}};
  sim.run(0.1_s);
}
