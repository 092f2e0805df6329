// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/synapses/spatial_connections.py: connections by distance, certain ones and by chance.
#include "peers/texts/spatial_connections.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations_of_synapses.hpp>
#include <cortexpr/equations/text_value.hpp>

#include <cortexpr/io/connections.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::spatial_connections;

constexpr auto sheet =
    describe(population<"G">(400, lif{}, placed(grid(20, 20, 25_um))),
             projection<"S_deterministic: G -> G.v">(within(circle(120_um)), weight(1_mV)),
             projection<"S_stochastic: G -> G.v">(all_to_all{}.without_autapses() |
                                                      with_probability([](auto, auto, auto pre, auto post) {
                                                        const double d = distance(pre, post) / 60_um;
                                                        return min(1.5 * exp(-d * d / 2), 1.0);
                                                      }),
                                                  weight(1_mV)));

// The neurons of the example have places and nothing else: the connections end at one of them.
constexpr auto in_words = describe(
    population<"G">(400, model_from<words::cell>{}, start<"x">(text<"(i // 20) * 25*umeter - 20/2.0 * 25*umeter">),
                    start<"y">(text<"(i % 20) * 25*umeter - 20/2.0 * 25*umeter">)),
    projection<"S_deterministic: G -> G.x">(
        connected_if(text<"sqrt((x_pre - x_post)**2 + (y_pre - y_post)**2) < 120*umeter">), weight(1_um)),
    projection<"S_stochastic: G -> G.x">(
        connected_if(text<"i != j">) |
            with_probability(
                text<"clip(1.5 * exp(-((x_pre-x_post)**2 + (y_pre-y_post)**2)/(2*(60*umeter)**2)), 0, 1)">),
        weight(1_um)));

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("spatial_connections");
  const auto from = brian.whole_numbers("sources"), to = brian.whole_numbers("targets");
  std::vector<double> counts, distances;
  for (std::uint64_t k = 0; k < 20; ++k) {
    simulation<network<D>> sim{seed{k}};
    if (k == 0) {
      const auto s = connections<"S_deterministic">(sim);
      REQUIRE(s.sources.size() == from.size());
      CHECK(std::equal(from.begin(), from.end(), s.sources.begin()));
      // Inside a row the order may be another.
      std::vector<std::int64_t> ours, theirs;
      for (std::size_t n = 0; n < from.size(); ++n) {
        ours.push_back(400 * std::int64_t{s.sources(n)} + std::int64_t{s.targets(n)});
        theirs.push_back(400 * from[n] + to[n]);
      }
      std::sort(ours.begin(), ours.end());
      std::sort(theirs.begin(), theirs.end());
      CHECK(ours == theirs);
    }
    const auto s = connections<"S_stochastic">(sim);
    double sum = 0;
    for (std::size_t n = 0; n < s.sources.size(); ++n) {
      const auto i = static_cast<int>(s.sources(n)), j = static_cast<int>(s.targets(n));
      sum += 25 * std::hypot(i / 20 - j / 20, i % 20 - j % 20);
    }
    counts.push_back(static_cast<double>(s.sources.size()));
    distances.push_back(sum / counts.back());
  }
  peers::same_distribution(brian, "counts", counts);
  peers::same_distribution(brian, "distances", distances);
}
TEST_CASE("spatial_connections: who is connected", "[peers]") { compare<sheet>(); }
TEST_CASE("spatial_connections, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
