// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <algorithm>
#include <cortexpr/detail/rows/spike_history.hpp>
#include <cstdint>
#include <utility>
#include <vector>

using namespace cortexpr;

TEST_CASE("spike_history: one list per remembered step", "[storage]") {
  detail::spike_history h(100, 3);
  CHECK(h.depth() == 3);
  for (std::int64_t step = 0; step < 10; ++step) {
    h.of_part(step, 0).assign({static_cast<std::uint32_t>(step), 50u});
    for (std::int64_t age = 0; age <= std::min<std::int64_t>(step, 2); ++age)
      CHECK(*h.of(step - age).begin() == static_cast<std::uint32_t>(step - age));
  }
  CHECK(*h.of(std::int64_t{3'000'000'000'000} + 1).begin() == *h.of(1).begin());
}

TEST_CASE("spike_history: copies are equal and keep room for every neuron", "[storage]") {
  detail::spike_history h(1000, 2);
  h.of_part(0, 0).assign({3, 4});
  detail::spike_history copy = h, assigned;
  assigned = h;
  for (detail::spike_history* x : {&h, &copy, &assigned})
    for (std::int64_t step = 0; step < 2; ++step) CHECK(x->of_part(step, 0).capacity() >= 1000);
  CHECK(copy == h);
  CHECK(assigned == h);
  copy.of_part(1, 0).push_back(7);
  CHECK_FALSE(copy == h);
  CHECK(h.of(1).empty());
  const detail::spike_history moved = std::move(copy);
  CHECK(*moved.of(1).begin() == 7);
  CHECK_FALSE(detail::spike_history(10, 2) == detail::spike_history(11, 2));
  CHECK_FALSE(detail::spike_history(10, 2) == detail::spike_history(10, 3));
}

TEST_CASE("spike_history: parts are read as one ascending list", "[storage]") {
  detail::spike_history parts({0, 64, 64, 128, 200}, 2), whole(200, 2);
  CHECK(parts.parts() == 4);
  CHECK(parts.of(0).empty());
  parts.of_part(0, 0) = {3, 9};
  parts.of_part(0, 3) = {130, 199};
  whole.of_part(0, 0) = {3, 9, 130, 199};
  const detail::step_spikes spikes = parts.of(0);
  CHECK(spikes.size() == 4);
  CHECK(std::vector<std::uint32_t>(spikes.begin(), spikes.end()) == whole.of_part(0, 0));
  CHECK(parts == whole);
  parts.of_part(1, 2) = {77};
  CHECK_FALSE(parts == whole);
}
