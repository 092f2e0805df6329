// SPDX-License-Identifier: BSL-1.0
// expect: cortexpr: ids_of is a view of spikes, which must outlive it; give the recording a name first
#include <cortexpr/io/arrays.hpp>

using namespace cortexpr;

spike_train spikes() { return {}; }

int main() {
#ifdef OK
  const auto s = spikes();
  return static_cast<int>(ids_of(s).size());
#else
  return static_cast<int>(ids_of(spikes()).size());
#endif
}
