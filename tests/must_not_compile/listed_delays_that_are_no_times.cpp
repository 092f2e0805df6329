// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: read_connections(file, unit of weights, unit of delays): delays are counted in a unit of time
#include <cortexpr/cortexpr.hpp>

using namespace cortexpr;

#ifdef OK
constexpr auto unit_of_delays = 1_ms;
#else
constexpr auto unit_of_delays = 1_mV;
#endif

int main() { return read_connections("edges.csv", 1_mV, unit_of_delays).size() == 0 ? 0 : 1; }
