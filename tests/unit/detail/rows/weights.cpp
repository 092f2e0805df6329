// SPDX-License-Identifier: BSL-1.0
#include "catch.hpp"

#include <cortexpr/detail/rows/weights.hpp>
#include <utility>

using namespace cortexpr;

static_assert(sizeof(detail::constant_weight<double>) == 8 && sizeof(detail::constant_weight<float>) == 4);
static_assert(!detail::constant_weight<float>::per_synapse && detail::stored_weights<float>::per_synapse);
static_assert(detail::stored_weights<float>::name == "float" && detail::stored_weights<double>::name == "double");

TEST_CASE("weights: constant and stored", "[storage]") {
  detail::constant_weight<double> c{0.5};
  CHECK(c[0] == 0.5);
  CHECK(c[1000] == 0.5);
  detail::stored_weights<float> w;
  w.values = {w.encode(0.1), w.encode(2)};
  CHECK(w.values == detail::long_list<float>{0.1f, 2.0f});
  w[1] = 3;
  CHECK(std::as_const(w)[1] == 3.0f);
  detail::stored_weights<float> same = w;
  CHECK(same == w);
  same[0] = 1;
  CHECK_FALSE(same == w);
}
