// SPDX-License-Identifier: BSL-1.0
// Brian2, examples/advanced/custom_events.py: two events beside the spike, one of which others receive.
#include "peers/texts/custom_events.hpp"
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"
#include <cortexpr/equations/equations.hpp>
#include <cortexpr/equations/text_value.hpp>

namespace {

using namespace cortexpr;
using cortexpr::texts::text;
namespace words = peers::texts::custom_events;

struct group_g {
  template <class I>
  struct state {
    number<I> v = 0, g = 0, allow_gspike = 1;
  };
  template <class I>
  struct parameters {};
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>&) {
    return {.v = (x.g - x.v) / 50_ms, .g = -x.g / 10_ms, .allow_gspike = 0_Hz};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) { x.v = 0, x.g = 0, x.allow_gspike = 1; }
  static constexpr std::tuple events{
      event<"gspike">([](const auto& x, const auto&) { return x.g > 1 && x.allow_gspike > 0.5; }),
      event<"end_gspike">([](const auto& x, const auto&) { return x.g < 1 && x.allow_gspike < 0.5; })};
};
struct group_h {
  template <class I>
  struct state {
    number<I> x = 0, y = 0;
  };
  template <class I>
  struct parameters {};
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>&) {
    return {.x = -x.x / 10_ms, .y = -x.y / 10_ms};
  }
};

constexpr auto network_of(auto g, auto h, auto begin, auto end) {
  return describe(population<"inp">(1, spike_times{}), population<"G">(1, g, exact{}), population<"H">(1, h, exact{}),
                  projection<"inp -> G.g">(all_to_all{}, weight(0.5)),
                  projection<"G -> H.x">(all_to_all{}, weight(1.0)),
                  projection<"G@gspike -> H.y">(all_to_all{}, weight(1.0)), on_event<"begin", "G@gspike">(begin),
                  on_event<"end", "G@end_gspike">(end, at{slot::after_thresholds, 1}), record<"G.v">(every{1_ms}),
                  record<"G.g">(every{1_ms}), record<"H.x">(every{1_ms}), record<"H.y">(every{1_ms}),
                  record<"G.spikes">(), record<"G@gspike.spikes">(), record<"G@end_gspike.spikes">());
}
constexpr auto d = network_of(
    group_g{}, group_h{}, [](auto& n) { n["allow_gspike"_name] = 0; }, [](auto& n) { n["allow_gspike"_name] = 1; });
constexpr auto in_words = network_of(model_from<words::group_g>{}, model_from<words::group_h>{},
                                     text<"allow_gspike = False">, text<"allow_gspike = True">);

template <auto const& D>
void compare() {
  const peers::brian2_numbers brian("custom_events");
  const auto input = brian.whole_numbers("input");
  simulation<network<D>> sim{set<"inp">(spike_list::at_steps(input, std::vector<std::int64_t>(input.size(), 0)))};
  sim.run(2_s);
  CHECK(sim["G.spikes"_name].steps == brian.whole_numbers("spikes"));
  CHECK(sim["G@gspike.spikes"_name].steps == brian.whole_numbers("gspikes"));
  CHECK(sim["G@end_gspike.spikes"_name].steps == brian.whole_numbers("ends"));
  CHECK(brian.whole_numbers("gspikes").size() > 20);
  brian.compare("v", sim["G.v"_name], 1e-9);
  brian.compare("g", sim["G.g"_name], 1e-9);
  brian.compare("x", sim["H.x"_name], 1e-9);
  brian.compare("y", sim["H.y"_name], 1e-9);
}
TEST_CASE("custom_events", "[peers]") { compare<d>(); }
TEST_CASE("custom_events, in words", "[peers][texts]") { compare<in_words>(); }

} // namespace
