// SPDX-License-Identifier: BSL-1.0
// What `refractory='...'` of Brian2 does, which is no script of its own: a condition, with a period, a time that is a
// variable or that may grow; variables that are held or not, with input in every seventh step.
#include "catch.hpp"
#include "peers/brian2_numbers.hpp"

namespace {

using namespace cortexpr;

template <template <class> class Mark>
struct neuron {
  template <class I>
  struct state {
    Mark<number<I>> v = 0;
    number<I> w = 0;
    second<I> ref = 2_ms;
  };
  template <class I>
  struct parameters {
    number<I> drive = 1.3, w_th = 0.4;
    second<I> tau_v = 8_ms, tau_w = 12_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.drive - x.v) / p.tau_v, .w = -x.w / p.tau_w, .ref = (2_ms - x.ref) / 30_ms};
  }
  static constexpr auto spikes(const auto& x, const auto&) { return x.v > 1; }
  static constexpr void reset(auto& x, const auto&) {
    x.v = 0;
    x.w += 1;
    x.ref += 3_ms;
  }
};

template <template <class> class Mark>
struct by_condition : neuron<Mark> {
  static constexpr auto refractory(const auto& x, const auto& p) { return x.w > p.w_th; }
};
struct with_period : by_condition<unless_refractory> {
  template <class I>
  struct parameters {
    number<I> drive = 1.3, w_th = 0.4;
    second<I> tau_v = 8_ms, tau_w = 12_ms, t_ref = 15_ms;
  };
  template <class S, class P>
  static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p) {
    return {.v = (p.drive - x.v) / p.tau_v, .w = -x.w / p.tau_w, .ref = (2_ms - x.ref) / 30_ms};
  }
};
struct for_a_time : neuron<unless_refractory> {
  static constexpr auto refractory(const auto& x, const auto&) { return x.ref; }
};
struct growing : neuron<always_integrated> {
  static constexpr auto refractory(const auto& x, const auto&) { return 5_ms + 20_ms * (x.v > 0.5); }
};

template <fixed_string Name, class M>
constexpr auto group = population<Name>(5, M{}, euler{}, parameter<"drive">(given));

constexpr auto d = describe(
    population<"in">(1, spike_times{}), group<"condition", by_condition<unless_refractory>>,
    group<"free", by_condition<always_integrated>>, group<"period", with_period>, group<"time", for_a_time>,
    group<"growing", growing>, projection<"in -> condition.v">(all_to_all{}, weight(0.01)),
    projection<"in -> free.v">(all_to_all{}, weight(0.01)), projection<"in -> period.v">(all_to_all{}, weight(0.01)),
    projection<"in -> time.v">(all_to_all{}, weight(0.01)), projection<"in -> growing.v">(all_to_all{}, weight(0.01)),
    record<"condition.spikes">(), record<"free.spikes">(), record<"period.spikes">(), record<"time.spikes">(),
    record<"growing.spikes">(), record<"condition.v">(every{2_ms}), record<"free.v">(every{2_ms}),
    record<"period.v">(every{2_ms}), record<"time.v">(every{2_ms}), record<"growing.v">(every{2_ms}));

TEST_CASE("refractoriness", "[peers]") {
  const peers::brian2_numbers brian("refractoriness");
  const auto input = brian.whole_numbers("input");
  const auto drives = values(std::vector{1.3, 1.4, 1.5, 1.6, 1.7});
  simulation<network<d>> sim{set<"in">(spike_list::at_steps(input, std::vector<std::int64_t>(input.size(), 0))),
                             set<"condition.drive">(drives),
                             set<"free.drive">(drives),
                             set<"period.drive">(drives),
                             set<"time.drive">(drives),
                             set<"growing.drive">(drives)};
  sim.run(400_ms);
  const auto compare = [&](const std::string& name, const spike_train& spikes, const auto& v) {
    CAPTURE(name);
    CHECK(spikes.size() > 20);
    CHECK(spikes.steps == brian.whole_numbers("spikes_" + name));
    const auto neurons = brian.whole_numbers("neurons_" + name);
    CHECK(std::equal(neurons.begin(), neurons.end(), spikes.neurons.begin(), spikes.neurons.end()));
    brian.compare("v_" + name, v, 1e-9);
  };
  compare("condition", sim["condition.spikes"_name], sim["condition.v"_name]);
  compare("free", sim["free.spikes"_name], sim["free.v"_name]);
  compare("period", sim["period.spikes"_name], sim["period.v"_name]);
  compare("time", sim["time.spikes"_name], sim["time.v"_name]);
  compare("growing", sim["growing.spikes"_name], sim["growing.v"_name]);
}

} // namespace
