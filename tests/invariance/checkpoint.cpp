// SPDX-License-Identifier: BSL-1.0
// A run that was saved and loaded goes on as if nothing had happened, on any number of threads.
#include "catch.hpp"
#include "everything.hpp"
#include "support/io_testing.hpp"
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <string>

using namespace cortexpr;

namespace checkpoint_tests {

template <class T>
std::vector<T> tail(const std::vector<T>& list, std::size_t first) {
  return {list.begin() + static_cast<std::ptrdiff_t>(first), list.end()};
}

} // namespace checkpoint_tests

using namespace checkpoint_tests;
using everything_tests::make, everything_tests::net;

TEST_CASE("a resumed run equals an uninterrupted one, whatever the numbers of threads", "[checkpoint]") {
  const temporary_folder folder;
  // In the middle of a bin of rates, with a frozen rule, with spikes under way, not at a multiple of any period.
  const auto run_half = [](auto& sim) {
    sim.run(20.3_ms);
    sim.template freeze<"B", triplet_stdp>();
    sim.run(13_ms);
  };
  auto uninterrupted = make(1);
  run_half(uninterrupted);
  uninterrupted.save_state(folder / "1");
  const std::string expected_file = detail::read_file(folder / "1");
  const std::size_t spikes = uninterrupted["n.spikes"_name].size(), bins = uninterrupted["n.rate"_name].size(),
                    values = uninterrupted["n.v"_name].values.size(), weights = uninterrupted["A.w"_name].values.size();
  uninterrupted.run(47.2_ms);
  uninterrupted.save_state(folder / "end");
  const std::string expected_end = detail::read_file(folder / "end");
  REQUIRE(tail(uninterrupted["n.spikes"_name].neurons, spikes).size() > 30);

  for (const unsigned saved : {1u, 2u, 3u, 7u}) {
    auto first = make(saved);
    run_half(first);
    first.save_state(folder / "half");
    CHECK(detail::read_file(folder / "half") == expected_file);
    const unsigned loaded = saved == 7 ? 1 : saved == 1 ? 7 : saved == 2 ? 3 : 2;
    CAPTURE(saved, loaded);
    // Another seed: everything comes from the file.
    auto second = make(loaded, 8);
    second.run(1.7_ms);
    second.clear_recordings();
    second.load_state(folder / "half");
    CHECK(second.time() == first.time());
    second.save_state(folder / "again");
    CHECK(detail::read_file(folder / "again") == expected_file);
    second.run(47.2_ms);
    CHECK(second["n.spikes"_name].neurons == tail(uninterrupted["n.spikes"_name].neurons, spikes));
    CHECK(second["n.spikes"_name].steps == tail(uninterrupted["n.spikes"_name].steps, spikes));
    CHECK(second["n.rate"_name].hertz == tail(uninterrupted["n.rate"_name].hertz, bins));
    CHECK(second["n.rate"_name].starts == tail(uninterrupted["n.rate"_name].starts, bins));
    CHECK(second["n.v"_name].values == tail(uninterrupted["n.v"_name].values, values));
    CHECK(second["A.w"_name].values == tail(uninterrupted["A.w"_name].values, weights));
    CHECK(second.get<"X.pool">() == uninterrupted.get<"X.pool">());
    second.save_state(folder / "end");
    CHECK(detail::read_file(folder / "end") == expected_end);
  }
}

TEST_CASE("a loaded state is equal to the state that was saved", "[checkpoint]") {
  const temporary_folder folder;
  for (const unsigned n : {1u, 3u}) {
    auto sim = make(n), other = make(n, 99);
    sim.run(15.1_ms);
    sim.save_state(folder / "state");
    REQUIRE(!(other.state() == sim.state()));
    other.load_state(folder / "state");
    CHECK(other.state() == sim.state());
    sim.run(10_ms);
    other.run(10_ms);
    CHECK(other.state() == sim.state());
  }
}
