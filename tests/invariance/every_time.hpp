// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"
#include "support/io_testing.hpp"
#include <boost/hana/unpack.hpp>
#include <cortexpr/core.hpp>
#include <cortexpr/detail/base/file.hpp>
#include <cortexpr/simulation/checkpoint.hpp>
#include <string>
#include <tuple>

/// What must not change the result of a network, tried one after the other: threads, pieces, a checkpoint in the
/// middle, monitors, the order in which unrelated items are declared.
namespace every_time {

using namespace cortexpr;

/// The events of a model come with its population.
template <class Keep, class... Items>
constexpr auto chosen_items(const Keep&, const Items&... items) {
  const auto choose = [&](const auto& item) {
    using type = std::remove_cvref_t<decltype(item)>;
    if constexpr (Keep::keeps(type::kind) && !detail::EventItem<type>)
      return item;
    else
      return item_family<>{};
  };
  return item_family<decltype(choose(items))...>{{choose(items)...}};
}
struct no_records {
  static constexpr bool keeps(item_kind kind) { return kind != item_kind::record; }
};
struct records {
  static constexpr bool keeps(item_kind kind) { return kind == item_kind::record; }
};
struct cells_and_drives {
  static constexpr bool keeps(item_kind kind) { return kind == item_kind::population || kind == item_kind::drive; }
};
// Their order is part of the network: it decides in which order sums are formed and rules run.
struct all_else {
  static constexpr bool keeps(item_kind kind) { return no_records::keeps(kind) && !cells_and_drives::keeps(kind); }
};
template <class Keep>
constexpr auto part_of(const auto& description) {
  return boost::hana::unpack(description.items, [](const auto&... item) { return chosen_items(Keep{}, item...); });
}

template <std::size_t... K, class... Items>
constexpr auto turned(std::index_sequence<K...>, const std::tuple<Items...>& items) {
  return describe(std::get<sizeof...(K) - 1 - K>(items)...);
}
template <auto const& D>
inline constexpr auto without_records = describe(part_of<no_records>(D));
/// Projections and operations first, populations and drives after them in reverse, recordings last: they and
/// operations of one slot run in the order of description.
template <auto const& D>
inline constexpr auto rearranged = [] {
  const auto cells = part_of<cells_and_drives>(D);
  const auto reversed = std::apply(
      [&](const auto&... item) { return turned(std::make_index_sequence<sizeof...(item)>{}, std::tuple(item...)); },
      cells.items);
  const auto front = part_of<cells_and_drives>(reversed);
  return describe(part_of<all_else>(D), front, part_of<records>(D));
}();

inline bool same(const spike_train& a, const spike_train& b) { return a.steps == b.steps && a.neurons == b.neurons; }
inline bool same(const rate_trace& a, const rate_trace& b) { return a.starts == b.starts && a.hertz == b.hertz; }
template <class Real>
bool same(const trace<Real>& a, const trace<Real>& b) {
  return a.steps == b.steps && a.values == b.values;
}
/// Whether two networks have recorded the same, name by name.
template <class A, class B>
bool same_recordings(const simulation<A>& a, const simulation<B>& b) {
  bool equal = true;
  A::structure::template for_each<item_kind::record>([&](auto r) {
    constexpr std::size_t other = B::structure::find(item_kind::record, A::structure::names[r]);
    equal = equal && same(item_at<r>(a.recording().items), item_at<other>(b.recording().items));
  });
  return equal;
}

inline bool is_silent(const spike_train& spikes) { return spikes.size() == 0; }
bool is_silent(const auto&) { return false; }
/// Whether there are spikes wherever they are recorded.
template <class Net>
bool nothing_is_silent(const simulation<Net>& sim) {
  bool all = true;
  Net::structure::template for_each<item_kind::record>(
      [&](auto r) { all = all && !is_silent(item_at<r>(sim.recording().items)); });
  return all;
}

/// `make(std::type_identity<network>, number of threads)` gives a simulation.
template <auto const& D, class Make>
void check(quantity<dim::second> duration, const Make& make) {
  const temporary_folder folder;
  const std::type_identity<network<D>> net;
  const auto state_of_run = [&](const auto& sim) {
    sim.save_state(folder / "state");
    return detail::read_file(folder / "state");
  };
  auto whole = make(net, 1);
  whole.run(duration);
  CHECK(nothing_is_silent(whole));
  const std::string expected = state_of_run(whole);
  {
    auto again = make(net, 1);
    CHECK(state_of_run(again) != expected); // it moves
  }
  for (const unsigned n : {2u, 3u, 7u}) {
    CAPTURE(n);
    auto many = make(net, n);
    many.run(duration);
    CHECK(state_of_run(many) == expected);
    CHECK(same_recordings(many, whole));
  }
  const std::int64_t steps = whole.state().step;
  auto pieces = make(net, 1);
  for (const std::int64_t part : {std::int64_t{1}, steps / 3, std::int64_t{0}, steps / 5}) pieces.run_steps(part);
  pieces.save_state(folder / "middle");
  auto resumed = make(net, 2);
  resumed.load_state(folder / "middle");
  for (auto* const sim : {&pieces, &resumed}) sim->run_steps(steps - sim->state().step);
  CHECK(state_of_run(pieces) == expected);
  CHECK(same_recordings(pieces, whole));
  CHECK(state_of_run(resumed) == expected);

  whole.save_state(folder / "whole");
  auto bare = make(std::type_identity<network<without_records<D>>>{}, 1), copy = bare;
  bare.run(duration);
  copy.load_state(folder / "whole"); // recordings are no part of a state
  CHECK(bare.state() == copy.state());
  auto other = make(std::type_identity<network<rearranged<D>>>{}, 1);
  other.run(duration);
  CHECK(same_recordings(other, whole));
}

} // namespace every_time
