// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/state/synapse_coupling.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/detail/summary/probe_unread.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr::detail {

// Rules that wait for a signal: a reward, the error of readouts, dopamine at a synapse. Where the signal is 0 and
// nothing feeds it, spikes are tried in a copy: if they change no weight as things are, and do with a signal of 1, the
// rules learn nothing.

/// Whether something can feed input I of population N: a drive, a projection, a coupling, or code that may write it.
template <class Net, std::size_t N, std::size_t I>
constexpr bool may_be_fed() {
  using s = typename Net::structure;
  using m = typename s::template model<N>;
  constexpr const auto& d = Net::description_value;
  bool fed = is_given_to_neuron<m, I> || is_time<m, I> || moves_in_step<m, I>;
  for_each_drive_of<d, N, I>([&](auto) { fed = true; });
  s::template for_each<item_kind::projection>([&](auto p) {
    if constexpr (s::template is_continuous<p>())
      fed = fed || (s::template target_of<p> == N && s::template target_input<p>() == I);
    else
      fed = fed || feeds_input<d, p, N, I>();
  });
  s::template for_each<item_kind::synapse_coupling>([&](auto c) {
    if constexpr (!s::template item<c>::onto_synapses)
      fed = fed || (s::template target_of<c> == N && synapse_coupling<d, c>::goal == I);
  });
  if constexpr (is_shared_variable<m, I>)
    s::template for_each<item_kind::operation>(
        [&](auto o) { fed = fed || s::template item<o>::target.view() == s::names[N]; });
  return fed;
}

/// Whether a drive feeds the signal of projection K.
template <class Net, std::size_t K>
constexpr bool has_driven_signal() {
  using s = typename Net::structure;
  bool driven = false;
  s::template for_each<item_kind::drive>([&](auto k) {
    constexpr place to = s::template target_place<k>;
    driven = driven || (to.kind == place_kind::signal && to.item == K);
  });
  return driven;
}

/// Which variables of a list no rule sets, but for their decay: those of texts that no statement sets, and those of
/// rules that act between events, which are looked at when they are tried.
template <class List>
constexpr auto set_by_others() {
  std::array<bool, variable_count<synapse_variables<List>> + 1> found{};
  [&]<std::size_t... R>(std::index_sequence<R...>) {
    const auto note = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      using rule = std::tuple_element_t<K, decltype(List::rules)>;
      using part = synapse_part<rule>;
      for (std::size_t v = 0; v < variable_count<part>; ++v) {
        bool& here = found[first_variable_of<List, K> + v];
        if constexpr (requires { rule::is_set("x"); })
          here = !rule::is_set(variable_names<part>[v].view());
        else
          here = acts_between_events<rule>::value;
      }
    };
    (note(std::integral_constant<std::size_t, R>{}), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<decltype(List::rules)>>{});
  return found;
}
/// Whether a projection, a coupling or an operation changes variable V of the synapses of projection K.
template <class Net, std::size_t K, std::size_t V>
constexpr bool is_changed_from_outside() {
  using s = typename Net::structure;
  bool changed = false;
  const auto look = [&](const place& to) {
    changed = changed || (to.kind == place_kind::synapse_variable && to.item == K && to.index == V);
  };
  s::template for_each<item_kind::modulation>([&](auto m) { look(s::template modulated_place<m>); });
  s::template for_each<item_kind::synapse_coupling>([&](auto c) {
    if constexpr (s::template item<c>::onto_synapses) look(s::template modulated_place<c>);
  });
  s::template for_each<item_kind::operation>(
      [&](auto o) { changed = changed || s::template item<o>::target.view() == s::template item<K>::label; });
  return changed;
}

/// What rules of projection K may wait for: where it is 0, and who could feed it.
template <class Net, std::size_t K>
class signals_to_try {
  using s = typename Net::structure;
  using item = typename s::template item<K>;
  using list = typename item::rules;
  using real = typename Net::real;
  using neurons = seen_neurons_of<Net::description_value, K, real>;
  static constexpr std::size_t target = s::template target_of<K>;
  static constexpr bool asks_for_signal = list_needs<list, global_signal> && !has_driven_signal<Net, K>();

  template <std::size_t Slot>
  static constexpr bool is_unfed_input() {
    constexpr seen_slot slot = neurons::post_slots::template slot<Slot>;
    if constexpr (slot.is_input)
      return !may_be_fed<Net, target, slot.index>();
    else
      return false;
  }
  static constexpr bool sees_inputs() {
    if constexpr (neurons::any)
      return neurons::post_slots::sees_inputs;
    else
      return false;
  }
  template <std::size_t V>
  static constexpr bool is_unfed_variable() {
    return set_by_others<list>()[V] && !is_changed_from_outside<Net, K, V>();
  }

public:
  /// Calls f(signal, put), where put(copy) makes the signal 1 in an `exercised_projection`, for those that are 0 now.
  template <class F>
  static void each(const typename Net::state& state, F&& f) {
    const auto& p = item_at<K>(state.items);
    const std::string label(item::label);
    if constexpr (asks_for_signal)
      if (p.signal == 0)
        f(unfed_signal{"its signal is 0", "drive<\"" + label + ".signal\">(...), or sim.set<\"" + label +
                                              ".signal\">(1.0) when the reward comes"},
          [](auto& copy) { copy.signal = 1; });
    if constexpr (sees_inputs()) {
      const std::string name(s::names[target]);
      const auto usual = usual_inputs(item_at<target>(state.items));
      for_each_index<neurons::post_slots::count>([&](auto k) {
        if constexpr (is_unfed_input<k>()) {
          constexpr seen_slot slot = neurons::post_slots::template slot<k>;
          if (static_cast<const lanes<double>&>(variable<slot.index>(usual)).value != 0) return;
          const std::string path = name + "." + std::string(slot.name);
          f(unfed_signal{std::string(slot.name) + " of '" + name + "' is 0",
                         is_shared_variable<typename s::template model<target>, slot.index>
                             ? "sim.set<\"" + path + "\">(...), or an operation that sets it"
                             : "projection<\"... -> " + path + "\">(...), or drive<\"" + path + "\">(...)"},
            [](auto& copy) {
              auto& column = copy.projection().inputs_of_targets[decltype(k)::value];
              std::fill(column.begin(), column.end(), 1.0);
            });
        }
      });
    }
    for_each_index<variable_count<synapse_variables<list>>>([&](auto v) {
      if constexpr (is_unfed_variable<v>()) {
        for (const auto& slice : p.slices)
          for (const auto& x : std::get<v>(slice.variables))
            if (si_of(x) != 0) return;
        const std::string variable_name(variable_names<synapse_variables<list>>[v].view());
        f(unfed_signal{variable_name + " of its synapses is 0",
                       "projection<\"dopamine -> " + label + "." + variable_name + "\">(all_to_all{}, weight(0.5))"},
          [](auto& copy) {
            for (auto& slice : copy.projection().slices)
              for (auto& x : std::get<decltype(v)::value>(slice.variables)) x = std::remove_cvref_t<decltype(x)>(1);
          });
      }
    });
  }
  /// Whether there is anything to try.
  static constexpr bool any = [] {
    bool found = asks_for_signal;
    if constexpr (sees_inputs())
      for_each_index<neurons::post_slots::count>([&](auto k) { found = found || is_unfed_input<k>(); });
    for_each_index<variable_count<synapse_variables<list>>>([&](auto v) { found = found || is_unfed_variable<v>(); });
    return found;
  }();
};

/// Whether spikes change weights of projection K when put(copy) has been done to it. Neurons are tried as they are and
/// at other values of what rules read of them.
template <class Net, std::size_t K, class Put>
bool learns_with(const typename Net::state& state, const Put& put) {
  const auto& p = item_at<K>(state.items);
  for (const double shift : {0.0, 1.0, -0.5, 0.3}) {
    exercised_projection<Net, K> copy(state);
    copy.projection().frozen = p.frozen;
    copy.signal = 0;
    put(copy);
    copy.shift_neurons(shift);
    std::vector<double> done;
    for (int round = 0; round < 4; ++round) copy.run(done), copy.let_pass(50);
    copy.run(done);
    for (std::size_t k = 0; k < p.slices.size(); ++k)
      if (!(copy.projection().slices[k].weights == p.slices[k].weights)) return true;
  }
  return false;
}

/// The signals without which the rules of projection K change no weight.
template <class Net, std::size_t K>
std::vector<unfed_signal> find_unfed(const typename Net::state& state) {
  std::vector<unfed_signal> needed;
  using s = typename Net::structure;
  using list = typename s::template item<K>::rules;
  using weights = stored_weights_of<Net::description_value, typename Net::real, K>;
  if constexpr (!defers_plasticity<list, weights> && !any_rule<list, writes_neurons>) {
    if constexpr (signals_to_try<Net, K>::any) {
      using signals = signals_to_try<Net, K>;
      if (item_at<K>(state.items).connections->synapses > 100'000) return {};
      if (learns_with<Net, K>(state, [](auto&) {})) return {};
      const auto put_all = [&](auto& copy) {
        signals::each(state, [&](const unfed_signal&, const auto& put) { put(copy); });
      };
      if (!learns_with<Net, K>(state, put_all)) return {};
      std::vector<unfed_signal> together;
      signals::each(state, [&](const unfed_signal& one, const auto& put) {
        together.push_back(one);
        if (learns_with<Net, K>(state, put)) needed.push_back(one);
      });
      if (needed.empty()) needed = std::move(together);
    }
  }
  return needed;
}

} // namespace cortexpr::detail
