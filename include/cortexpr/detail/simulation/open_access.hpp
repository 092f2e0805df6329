// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cmath>
#include <cortexpr/detail/simulation/access.hpp>
#include <cortexpr/detail/simulation/path_of_neurons.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/units/steps.hpp>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

namespace cortexpr {

/// The spikes of the last `advance` or `run`, as they were recorded: step and neuron of each.
struct recent_spikes {
  std::span<const std::int64_t> steps;
  std::span<const std::uint32_t> neurons;

  [[nodiscard]] std::size_t size() const { return neurons.size(); }
  [[nodiscard]] bool empty() const { return neurons.empty(); }
  [[nodiscard]] auto begin() const { return neurons.begin(); }
  [[nodiscard]] auto end() const { return neurons.end(); }
};

namespace detail {

// What a program reads and writes where it lies, between two calls of `advance`.

/// The drive of an input that is live, or `not_found`.
template <class Net>
constexpr std::size_t find_live(const item_path& path) {
  std::size_t found = not_found;
  Net::structure::template for_each<item_kind::drive>([&](auto k) {
    using item = typename Net::structure::template item<k>;
    if (item::is_at(path) && found == not_found &&
        std::is_same_v<std::remove_const_t<decltype(item::policy)>, live_later>)
      found = k;
  });
  return found;
}

/// What `simulation::input` returns: see there.
template <class Net, fixed_string Path>
std::span<double> live_input(typename Net::state& state) {
  constexpr std::size_t k = find_live<Net>(split_path(Path.view()));
  static_assert(k != not_found, "cortexpr: sim.input<\"n.I\">() is where a program writes the input of a live drive; "
                                "describe drive<\"n.I\">(live)");
  if constexpr (k != not_found)
    return item_at<k>(state.items).written();
  else
    return {};
}

/// A column of population K, and where its parts begin.
template <class Net, std::size_t K, place From>
const column<typename Net::real>& values_of_column(const typename Net::state& state) {
  return column_at<From>(item_at<K>(state.items));
}
template <class Net, std::size_t K>
const sequence<std::uint32_t>& bounds_of_population(const typename Net::state& state) {
  return item_at<K>(state.items).bounds;
}

/// What `simulation::view` returns: see there.
template <class Net, fixed_string Path, class Ranks>
std::span<const typename Net::real> view_of_neurons(const Ranks& ranks, const typename Net::state& state) {
  using structure = typename Net::structure;
  constexpr auto const& d = Net::description_value;
  constexpr item_path path = split_path(Path.view());
  constexpr sliced_name holder = holder_in_path<structure>(path.item);
  check_slice_in_path<holder.good>();
  constexpr std::size_t k = structure::find_population(holder.name);
  constexpr place from = structure::template find_place<k>(path.part, neuron_places);
  if constexpr (k == not_found) {
    refuse_name<no_such_view, among_populations<d>, to_fixed<holder.name.size()>(holder.name)>();
    return {};
  } else if constexpr (!from.exists()) {
    refuse_name<no_such_value, among_readable<d, k>, to_fixed<path.part.size()>(path.part)>();
    return {};
  } else {
    const reach neurons = neurons_in_path<d, k>(state, holder.part, "view", path);
    const auto all = ranks.view(state, Path.view(), {values_of_column<Net, k, from>, bounds_of_population<Net, k>});
    return all.size() == 1 ? all : all.subspan(neurons.begin, neurons.size());
  }
}

/// Where the spikes of the last run begin in recordings.
template <class Net>
class latest_recorded {
public:
  template <class Recording>
  void begin(const Recording& recording) {
    Net::structure::template for_each<item_kind::record>([&](auto r) {
      if constexpr (is_of_spikes<r>()) begin_[r] = item_at<r>(recording.items).size();
    });
  }
  template <fixed_string Population, class Recording>
  [[nodiscard]] recent_spikes of(const Recording& recording) const {
    constexpr std::size_t r = find(Population.view());
    static_assert(r != not_found, "cortexpr: sim.spikes<\"n\">() shows what is recorded; add record<\"n.spikes\">() "
                                  "to the description");
    if constexpr (r != not_found) {
      const auto& train = item_at<r>(recording.items);
      const std::size_t first = std::min(begin_[r], train.size());
      return {std::span(train.steps).subspan(first), std::span(train.neurons).subspan(first)};
    } else {
      return {};
    }
  }

private:
  template <std::size_t R>
  static constexpr bool is_of_spikes() {
    return Net::structure::template target_place<R>.kind == place_kind::spikes;
  }
  static constexpr std::size_t find(std::string_view population) {
    std::size_t found = not_found;
    Net::structure::template for_each<item_kind::record>([&](auto r) {
      if (is_of_spikes<r>() && Net::structure::template item<r>::target.item == population) found = r;
    });
    return found;
  }

  std::array<std::size_t, Net::structure::size> begin_{};
};

/// The number of steps of a run of this duration. `what`: who asks for it.
[[nodiscard, gnu::cold]] inline std::int64_t steps_of_run(quantity<dim::second> duration, double dt,
                                                          std::string_view what) {
  const double steps = steps_to_run(duration.si(), dt);
  const auto refuse_duration = [&](const char* why) {
    raise({what, ": a duration of ", quantity_text(duration), " is not possible; ", why});
  };
  if (!std::isfinite(duration.si()) || duration.si() < 0) refuse_duration("it must be finite and not negative");
  if (!(steps < most_steps))
    refuse_duration("it is more than 9e15 steps; to run without end, give a long time and stop_when(f)");
  return static_cast<std::int64_t>(steps);
}

/// The same for calls whose time is counted on by the program: a duration off the grid of steps is refused.
[[nodiscard, gnu::cold]] inline std::int64_t whole_steps_of_run(quantity<dim::second> duration, double dt,
                                                                std::string_view what) {
  const std::int64_t steps = steps_of_run(duration, dt, what);
  if (!is_whole(duration.si() / dt, static_cast<double>(steps)))
    refuse_off_grid(duration.si(), dt, "a duration", what, false, "");
  return steps;
}

} // namespace detail

} // namespace cortexpr
