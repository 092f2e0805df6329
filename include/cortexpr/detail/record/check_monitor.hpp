// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/record/monitor_facts.hpp>
#include <type_traits>

namespace cortexpr::detail {

/// Refuses the name number I that a monitor of item H declares to read, if it does not exist.
template <auto const& D, std::size_t H, class Policy, std::size_t I>
constexpr bool check_monitored_name() {
  using s = structure<D>;
  constexpr std::string_view name = Policy::reads.all[I];
  if constexpr (s::kinds[H] == item_kind::projection) {
    if constexpr (monitored_places<D, H, Policy>()[I].exists()) return true;
    if constexpr (!monitored_places<D, H, Policy>()[I].exists())
      refuse_name<no_such_monitored, among_synapse_variables<typename s::template item<H>::rules>,
                  to_fixed<name.size()>(name)>();
  } else if constexpr (s::template item<H>::listed) {
    refuse_name<no_such_monitored, among_words<>, to_fixed<name.size()>(name)>();
  } else {
    using m = typename s::template model<H>;
    constexpr bool known = find_variable<state_of<m, checked>>(name) != not_found ||
                           find_variable<parameters_of<m, checked>>(name) != not_found;
    if constexpr (known) return true;
    if constexpr (!known)
      refuse_name<no_such_monitored,
                  among_all<among_variables<state_of<m, checked>>, among_variables<parameters_of<m, checked>>>,
                  to_fixed<name.size()>(name)>();
  }
  return false;
}
template <auto const& D, std::size_t H, class Policy>
constexpr bool check_monitored_names() {
  return with_indices<count_reads<Policy>()>([]<std::size_t... I>(std::index_sequence<I...>) {
    return (check_monitored_name<D, H, Policy, I>() && ... && true);
  });
}

/// Refuses a monitor whose functions do not fit what it watches.
template <auto const& D, std::size_t K>
constexpr void check_monitor_hooks() {
  using f = monitor_facts<D, K, double>;
  using policy = typename f::policy;
  using part = typename f::part;
  using seen = typename f::seen;
  using own = typename f::own;
  static_assert(!f::of_synapses || (!f::spikes && !f::lists),
                "cortexpr: a monitor of a projection looks at synapses, on_step(part&, const auto& s); on_spike and "
                "at_spike are for populations");
  static_assert(!f::of_synapses || ListsReads<policy>,
                "cortexpr: a monitor of a projection declares what it reads: static constexpr auto reads = "
                "names<\"w\">;");
  static_assert(!f::listed || !f::looks,
                "cortexpr: a monitor of listed spikes or events has on_spike or at_spike: there are no variables for "
                "on_step to look at");
  if constexpr (f::lists) {
    static_assert(
        ListsSeen<policy, seen>,
        "cortexpr: at_spike of a monitor cannot be called; write static auto at_spike(const auto& n), public");
  } else {
    static_assert(std::is_trivially_copyable_v<part> && std::is_trivially_copyable_v<own> &&
                      std::is_default_constructible_v<part>,
                  "cortexpr: the part of a monitor, and what is its own for each neuron, are plain values that "
                  "checkpoints can hold: numbers, quantities, std::array; no std::vector, no pointer");
    static_assert(!f::looks || TakesStep<policy, part, seen, own> || TakesStepWithOwn<policy, part, seen, own>,
                  "cortexpr: on_step of a monitor cannot be called; write static void on_step(part& p, const auto& n), "
                  "public, or with a third argument own&");
    static_assert(!f::spikes || TakesSpike<policy, part, seen, own> || TakesSpikeWithOwn<policy, part, seen, own>,
                  "cortexpr: on_spike of a monitor cannot be called; write static void on_spike(part& p, const auto& "
                  "n), public, or with a third argument own&");
    static_assert(!SumsUpNeurons<policy> || TakesOwn<policy, part, own>,
                  "cortexpr: on_result of a monitor adds what is a neuron's own to a part: static void on_result(part& "
                  "p, const own& o), with struct own { ... };");
    static_assert(
        MergesParts<policy, part>,
        "cortexpr: merge of a monitor makes one part of two: static part merge(const part& a, const part& b)");
    static_assert(!f::binned ||
                      (TakesBin<policy, typename f::sums, part> && std::is_trivially_copyable_v<typename f::sums>),
                  "cortexpr: on_bin of a monitor adds a bin of time to what it sums up: static void on_bin(sums& s, "
                  "const part& bin), public, with struct sums { ... }; of plain values");
    static_assert(!f::binned || Concludes<policy, typename f::concluded>,
                  "cortexpr: result of a monitor with on_bin takes what it has summed up: static auto result(const "
                  "sums& s)");
    static_assert(f::binned || Concludes<policy, part>,
                  "cortexpr: result of a monitor cannot be called; write static auto result(const part& p), public");
  }
  if constexpr (f::spikes || f::lists)
    static_assert(f::s::entry_of(K, f::looks ? verb::note : verb::record) > f::s::threshold_entry(f::holder),
                  "cortexpr: a monitor of spikes works after the thresholds: at{slot::thresholds, 1} or later");
  static_assert(f::row::known, "cortexpr: the result of a monitor is a quantity, a number, or a std::array of one of "
                               "them: static auto result(const part& p) { return p.sum / p.n; }");
}

template <auto const& D, std::size_t K>
constexpr void check_monitor() {
  using s = structure<D>;
  using item = typename s::template item<K>;
  constexpr std::size_t holder = s::find_holder(item::target.item);
  if constexpr (holder == not_found)
    refuse_name<no_such_monitored_item, among_holders<D>, to_fixed<item::target.item.size()>(item::target.item)>();
  if constexpr (holder != not_found && complete_monitor<typename item::monitor_policy, item::total>::value)
    if constexpr (check_monitored_names<D, holder, typename item::monitor_policy>()) check_monitor_hooks<D, K>();
}

} // namespace cortexpr::detail
