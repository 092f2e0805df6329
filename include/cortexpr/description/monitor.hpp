// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/description.hpp>
#include <cortexpr/description/options/options.hpp>
#include <cortexpr/detail/description/monitor_members.hpp>
#include <cortexpr/detail/description/route.hpp>
#include <tuple>
#include <type_traits>

namespace cortexpr {

/// Option of a monitor: each row of its recording sums up this much time; of a monitor with `on_bin`, each bin.
/// Default: the period of `every{...}`.
struct window {
  quantity<dim::second> length{0};
};
/// Option of a monitor: one result for all that it has seen since the recording was empty, and no rows.
struct in_total {};
namespace detail {

template <class T>
struct is_window : std::is_same<T, window> {};
template <class T>
struct is_total : std::is_same<T, in_total> {};
template <class T>
inline constexpr bool is_monitor_option =
    is_every<T>::value || is_window<T>::value || is_total<T>::value || is_during<T>::value || is_place<T>::value;

/// Says what a class lacks that is to be a monitor. A class, because it is instantiated, and the first sentence said,
/// before anything else is looked at.
template <class Policy, bool Total>
struct complete_monitor {
  static constexpr bool acts = LooksAtSteps<Policy> || LooksAtSpikes<Policy> || ListsSpikes<Policy>;
  static constexpr bool lists = ListsSpikes<Policy>;
  static constexpr bool looks = LooksAtSteps<Policy> || LooksAtSpikes<Policy>;
  static_assert(acts, "cortexpr: a monitor looks at something: it has on_step(part&, const auto& n), on_spike(part&, "
                      "const auto& n) or at_spike(const auto& n); is one misspelt?");
  static_assert(!lists || (!looks && !Merges<Policy> && !HasResult<Policy>),
                "cortexpr: a monitor with at_spike(const auto& n) lists what that returns for each spike, and has no "
                "part, merge or result; write a second monitor for what is summed up");
  static_assert(!lists || !Total, "cortexpr: in_total{} is for monitors with a result; one with at_spike lists spikes");
  static_assert(!looks || lists || KeepsPart<Policy>,
                "cortexpr: a monitor lacks its part, what it sums up: struct part { double sum = 0; };");
  static_assert(!looks || lists || Merges<Policy>,
                "cortexpr: a monitor lacks merge, which makes one part of two: static part merge(const part& a, const "
                "part& b) { return {a.sum + b.sum}; }");
  static_assert(!looks || lists || HasResult<Policy>,
                "cortexpr: a monitor lacks its result, a quantity: static auto result(const part& p) { return p.sum / "
                "p.n; }");
  static constexpr bool value = acts && (lists ? !looks && !Total && !Merges<Policy> && !HasResult<Policy>
                                               : KeepsPart<Policy> && Merges<Policy> && HasResult<Policy>);
};

/// Whether a monitor is told of each bin of time.
template <class Policy>
constexpr bool sums_up_bins() {
  if constexpr (std::is_class_v<Policy>)
    return SumsUpBins<Policy>;
  else
    return false;
}

template <class Policy, bool Total>
constexpr bool is_complete_monitor() {
  static_assert(std::is_class_v<Policy>,
                "cortexpr: monitor<\"name\", \"item\">(policy, options...) takes a monitor of the library, "
                "mean_of<\"v\">{}, or a class of your own with part, on_step, merge and result");
  if constexpr (std::is_class_v<Policy>)
    return complete_monitor<Policy, Total>::value;
  else
    return false;
}

} // namespace detail

/// A monitor. Made by `monitor<"E.mean_v", "E">(policy, options...)`.
template <fixed_string Name, fixed_string Target, class Policy, bool Total>
struct monitor_item {
  static constexpr item_kind kind = item_kind::record;
  static constexpr auto path = Name;
  static constexpr detail::sliced_name sliced = detail::read_holder(Target.view());
  static constexpr detail::item_path target{sliced.name, {}};
  static constexpr bool total = Total;
  using monitor_policy = Policy;

  detail::all_of_them which;
  every period;
  window rows;
  during times;
  at place;
  bool placed;
  Policy policy;
};

/// Watches a population or projection, `Target` (also a slice, "E[0:20]"), with a policy: one of the library
/// (`mean_of<"v">{}`, ...) or a class of your own (docs/write_your_own_monitor.md). What it finds is the recording
/// `sim["Name"_name]`: a row per period. Options: `every{1_ms}` (when on_step looks; default every step),
/// `window{10_ms}` (what a row sums up; default the same), `in_total{}` (one result, no rows), `during{0.2_s, 1_s}`,
/// `at{slot, order}` (default: slot start, where spikes matter after the thresholds).
///
/// Example (examples/reference/monitors.cpp):
///
///     monitor<"E.mean_v", "E">(mean_of<"v">{}, every{1_ms})
template <fixed_string Name, fixed_string Target, class Policy, class... Options>
[[nodiscard]] constexpr auto monitor(Policy policy, Options... options) {
  using namespace detail;
  static_assert((is_monitor_option<Options> && ... && true),
                "cortexpr: a monitor takes as options every{period}, window{length}, in_total{}, during{from, to}, "
                "at{slot, order}");
  constexpr bool total = count_options<is_total>(static_cast<std::tuple<Options...>*>(nullptr)) != 0;
  static_assert(!total || sums_up_bins<Policy>() ||
                    count_options<is_window>(static_cast<std::tuple<Options...>*>(nullptr)) == 0,
                "cortexpr: a monitor has rows, window{10_ms}, or one result, in_total{}: not both");
  static_assert(
      read_holder(Target.view()).good,
      "cortexpr: a slice in monitor<\"name\", \"item[begin:end]\"> has begin < end, both whole numbers from 0");
  static_cast<void>(is_complete_monitor<Policy, total>());
  const std::tuple<Options...> chosen{options...};
  return monitor_item<Name, Target, Policy, total>{
      {},
      option_or<is_every>(every{}, chosen),
      option_or<is_window>(window{}, chosen),
      option_or<is_during>(during{}, chosen),
      option_or<is_place>(at{}, chosen),
      count_options<is_place>(static_cast<std::tuple<Options...>*>(nullptr)) == 1,
      policy};
}

namespace detail {

template <class T>
concept MonitorItem = requires {
  typename T::monitor_policy;
};
/// Whether a recording is a monitor that looks at neurons, and whether at spikes, too, which is a place of its own in
/// the step.
template <class T>
constexpr bool watches_steps() {
  if constexpr (MonitorItem<T>)
    return LooksAtSteps<typename T::monitor_policy>;
  else
    return false;
}
template <class T>
constexpr bool watches_twice() {
  if constexpr (watches_steps<T>())
    return LooksAtSpikes<typename T::monitor_policy>;
  else
    return false;
}

} // namespace detail

} // namespace cortexpr
