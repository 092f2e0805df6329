// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/detail/record/monitor_record.hpp>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

/// What a checkpoint holds of monitors: no rows, only what the next result is made from.

namespace cortexpr::detail {

/// The parts of a monitor as bytes. Parts whose sums are exact are saved as one, because how many there are depends on
/// the number of threads.
struct saved_monitor {
  std::string recording;
  std::uint64_t part_bytes = 0, own_bytes = 0;
  std::int64_t filled = 0, since = 0;
  sequence<char> parts, owns; ///< after the neurons' own: what is summed up over bins of time
};

/// Calls f(recording, name) for the monitors that have parts.
template <class Net, class Recording, class F>
void each_monitor(Recording& recording, F&& f) {
  using s = typename Net::structure;
  s::template for_each<item_kind::record>([&](auto r) {
    if constexpr (MonitorItem<typename s::template item<r>>)
      if constexpr (!ListsSpikes<typename s::template item<r>::monitor_policy>)
        f(item_at<r>(recording.items), s::names[r]);
  });
}

template <class T>
sequence<char> bytes_of(const sequence<T>& list) {
  sequence<char> bytes(list.size() * sizeof(T));
  if (!list.empty()) std::memcpy(bytes.data(), list.data(), bytes.size());
  return bytes;
}
template <class T>
void values_of_bytes(const sequence<char>& bytes, sequence<T>& list) {
  if (!bytes.empty()) std::memcpy(static_cast<void*>(list.data()), bytes.data(), bytes.size());
}

/// Their number is written even where there are none, so that what follows the end of a file is not taken for them.
template <class Net>
void write_monitors(state_writer& file, const typename Net::recording& recording) {
  std::uint32_t monitors = 0;
  each_monitor<Net>(recording, [&](const auto&, std::string_view) { ++monitors; });
  file(monitors);
  each_monitor<Net>(recording, [&]<class Monitor>(const Monitor& r, std::string_view name) {
    using facts = typename Monitor::facts;
    using part = typename Monitor::part;
    file.text(name);
    file(std::uint64_t{sizeof(part)}, std::uint64_t{sizeof(typename Monitor::own)}, r.filled, r.since);
    sequence<part> parts = r.parts;
    if constexpr (facts::exact) {
      for (std::size_t k = 1; k < parts.size(); ++k) parts[0] = facts::does.merge(parts[0], parts[k]);
      parts.resize(1);
    }
    sequence<char> owns = bytes_of(r.owns);
    if constexpr (facts::binned) {
      owns.resize(owns.size() + sizeof r.over_bins);
      std::memcpy(owns.data() + owns.size() - sizeof r.over_bins, &r.over_bins, sizeof r.over_bins);
    }
    for (const sequence<char>& bytes : {bytes_of(parts), owns}) file.numbers(bytes.data(), file.count(bytes.size(), 1));
  });
}
[[nodiscard]] inline sequence<saved_monitor> read_monitors(state_reader& file) {
  sequence<saved_monitor> monitors;
  std::uint32_t count = 0;
  file(count);
  for (std::uint32_t k = 0; k < count; ++k) {
    saved_monitor one;
    one.recording = file.text();
    file(one.part_bytes, one.own_bytes, one.filled, one.since);
    for (sequence<char>* bytes : {&one.parts, &one.owns}) {
      bytes->resize(file.count(0, 1));
      file.numbers(bytes->data(), bytes->size());
    }
    monitors.push_back(std::move(one));
  }
  return monitors;
}

/// Prepares monitors to continue: with the parts of the file, or anew where it holds none of that name and form.
template <class Net>
void fit_monitors(typename Net::recording& recording, const sequence<saved_monitor>& monitors) {
  each_monitor<Net>(recording, [&]<class Monitor>(Monitor& r, std::string_view name) {
    using part = typename Monitor::part;
    using own = typename Monitor::own;
    r.start_parts();
    r.owns.assign(r.owns.size(), own{});
    r.over_bins = {};
    constexpr std::size_t of_bins = Monitor::facts::binned ? sizeof r.over_bins : 0;
    const std::size_t parts = Monitor::facts::exact ? 1 : r.parts.size();
    for (const saved_monitor& one : monitors) {
      if (one.recording != name || one.part_bytes != sizeof(part) || one.own_bytes != sizeof(own)) continue;
      if (one.parts.size() != parts * sizeof(part) || one.owns.size() != r.owns.size() * sizeof(own) + of_bins)
        continue;
      if (one.filled < 0 || (one.filled >= r.goal && !(Monitor::facts::total && of_bins == 0))) continue;
      values_of_bytes(one.parts, r.parts);
      if (!r.owns.empty()) std::memcpy(static_cast<void*>(r.owns.data()), one.owns.data(), r.owns.size() * sizeof(own));
      if constexpr (of_bins != 0)
        std::memcpy(static_cast<void*>(&r.over_bins), one.owns.data() + one.owns.size() - of_bins, of_bins);
      r.filled = one.filled;
      r.since = one.since;
    }
  });
}

} // namespace cortexpr::detail
