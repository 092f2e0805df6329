// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/run_stopped.hpp>
#include <cortexpr/detail/simulation/find_not_finite.hpp>
#include <cortexpr/detail/simulation/interval_timer.hpp>
#include <cortexpr/detail/simulation/path_of_neurons.hpp>
#include <cortexpr/detail/step/perform.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/units/steps.hpp>
#include <string_view>

namespace cortexpr {

/// Option of `run`: stops it with `run_stopped` when the mean rate of a population during `window` leaves [low, high].
/// The first window begins with the run. Of some neurons by a slice, `watch_rate<"cells[0:20]">(...)`, or by their
/// group, `watch_rate<"cortex">(...).of("L4E")`.
///
/// Example (examples/reference/watch.cpp):
///
///     sim.run(10_s, watch_rate<"cells">(0.1_Hz, 50_Hz), watch_value<"cells.v">(-100_mV, 50_mV), watch_nan{});
template <fixed_string Population>
class watch_rate {
public:
  static constexpr bool works_on_ranks = true;

  constexpr watch_rate(quantity<dim::hertz> low, quantity<dim::hertz> high, quantity<dim::second> window = 100_ms)
      : low_(low.si()), high_(high.si()), window_(window) {}

  /// The rate of a group of the population.
  [[nodiscard]] constexpr watch_rate of(std::string_view group) const {
    watch_rate one = *this;
    one.group_ = group;
    return one;
  }

  template <class Sim>
  void begin(Sim& sim, auto&, std::int64_t) {
    detail::check_slice_in_path<holder<Sim>.good>();
    if constexpr (item<Sim>() == not_found)
      detail::refuse_name<detail::no_such_rate, detail::among_populations<Sim::network_type::description_value>,
                          detail::to_fixed<holder<Sim>.name.size()>(holder<Sim>.name)>();
    else
      neurons_ = chosen(sim);
    turn_.begin(window_, sim.dt(), "a window", detail::joined({"watch_rate<\"", Population.view(), "\">"}));
    spikes_ = 0;
  }
  template <class Sim>
  bool after_step(Sim& sim, auto&) {
    if constexpr (item<Sim>() != not_found) look(sim);
    return false;
  }
  void end(auto&, auto&) {}
  [[nodiscard]] bool acts(std::int64_t) const { return turn_.comes(); }

private:
  template <class Sim>
  void look(Sim& sim) {
    const auto& state = sim.state();
    const auto& p = detail::item_at<item<Sim>()>(state.items);
    const auto now = detail::own_spikes(state, p, state.step - 1);
    if (neurons_.size() == p.size)
      spikes_ += now.size();
    else
      for (const std::uint32_t i : now) spikes_ += i >= neurons_.begin && i < neurons_.end;
    if (turn_.due()) {
      if constexpr (!Sim::structure::template item<item<Sim>()>::listed) // a spike list is whole on every rank
        spikes_ = sim.sum_over_ranks(spikes_, detail::joined({"watch_rate<\"", Population.view(), "\">"}));
      const double rate = static_cast<double>(spikes_) /
                          (static_cast<double>(neurons_.size()) * static_cast<double>(turn_.period) * state.dt);
      spikes_ = 0;
      if (!(rate >= low_ && rate <= high_))
        raise<run_stopped>({detail::where_stopped(state.step, state.dt),
                            group_.empty() ? "" : detail::joined({"group '", group_, "' of "}), "population '",
                            Population.view(), "' fires at ", detail::quantity_text(rate, dim::hertz, 4),
                            ", which is not between ", detail::quantity_text(low_, dim::hertz), " and ",
                            detail::quantity_text(high_, dim::hertz),
                            "; see diagnose(sim), or widen watch_rate<...>(low, high)"});
    }
  }
  template <class Sim>
  static constexpr detail::sliced_name holder = detail::holder_in_path<typename Sim::structure>(Population.view());
  template <class Sim>
  static constexpr std::size_t item() {
    return Sim::structure::find_population(holder<Sim>.name);
  }
  template <class Sim>
  [[nodiscard]] detail::reach chosen(const Sim& sim) const {
    constexpr auto const& d = Sim::network_type::description_value;
    if (group_.empty())
      return detail::neurons_in_path<d, item<Sim>()>(sim.state(), holder<Sim>.part, "watch_rate",
                                                     {Population.view(), ""});
    if constexpr (detail::is_grouped<d, item<Sim>()>)
      return detail::neurons_of_group<d, item<Sim>()>(sim.state(), group_);
    raise({"watch_rate<\"", Population.view(), "\">: the population has no groups, so that none is called '", group_,
           "'; neurons of others are a slice, watch_rate<\"n[0:20]\">"});
  }
  double low_, high_;
  quantity<dim::second> window_;
  std::string_view group_{};
  detail::reach neurons_{};
  detail::interval_timer turn_;
  std::uint64_t spikes_ = 0;
};

namespace detail {

template <fixed_string Path, dimension D>
class value_watch {
public:
  static constexpr bool works_on_ranks = true;

  constexpr value_watch(quantity<D> low, quantity<D> high, quantity<dim::second> interval)
      : low_(low.si()), high_(high.si()), interval_(interval) {}

  template <class Sim>
  void begin(Sim& sim, auto&, std::int64_t) {
    check_slice_in_path<holder<Sim>.good>();
    if constexpr (population<Sim> == not_found)
      refuse_name<no_such_watched, among_populations<Sim::network_type::description_value>,
                  to_fixed<holder<Sim>.name.size()>(holder<Sim>.name)>();
    else if constexpr (!watched<Sim>.exists())
      refuse_name<no_such_watched_variable, among_watchable<Sim::network_type::description_value, population<Sim>>,
                  to_fixed<path.part.size()>(path.part)>();
    else {
      check_unit<unit_of_watched, Path, D, watched<Sim>.dims>();
      neurons_ = neurons_in_path<Sim::network_type::description_value, population<Sim>>(sim.state(), holder<Sim>.part,
                                                                                        "watch_value", path);
    }
    turn_.begin(interval_, sim.dt(), "an interval", joined({"watch_value<\"", Path.view(), "\">"}));
  }
  bool after_step(auto& sim, auto&) {
    if (turn_.due()) look(sim);
    return false;
  }
  void end(auto& sim, auto&) { look(sim); }
  [[nodiscard]] bool acts(std::int64_t) const { return turn_.comes(); }

private:
  static constexpr item_path path = split_path(Path.view());
  template <class Sim>
  static constexpr sliced_name holder = holder_in_path<typename Sim::structure>(path.item);
  template <class Sim>
  static constexpr std::size_t population = Sim::structure::find_population(holder<Sim>.name);
  template <class Sim>
  static constexpr place watched = Sim::structure::template find_place<population<Sim>>(path.part, watchable);

  template <class Sim>
  void look(const Sim& sim) const {
    if constexpr (watched<Sim>.exists()) look_at(sim);
  }
  template <class Sim>
  void look_at(const Sim& sim) const {
    using real = typename Sim::network_type::real;
    const auto& state = sim.state();
    const auto& p = item_at<watched<Sim>.item>(state.items);
    const auto& values = variable<watched<Sim>.index>(p.variables);
    const auto low = static_cast<real>(low_), high = static_cast<real>(high_);
    const auto [own_first, own_last] = state.of_this_rank().share(p.bounds);
    const std::size_t first = std::max<std::size_t>(neurons_.begin, own_first);
    const std::size_t last = std::max(first, std::min<std::size_t>(neurons_.end, own_last));
    const std::size_t i =
        first + first_bad(values.data() + first, last - first, [=](real x) { return x >= low && x <= high; });
    if (i == last) return;
    raise_in_order<run_stopped>(
        i, joined({where_stopped(state.step, state.dt), "'", Path.view(), "' of neuron ", i, " is ",
                   quantity_text(values[i], D, 4), ", which is not between ", quantity_text(low_, D), " and ",
                   quantity_text(high_, D), "; see diagnose(sim), or widen watch_value<...>(low, high)"}));
  }

  double low_, high_;
  quantity<dim::second> interval_;
  reach neurons_{};
  interval_timer turn_;
};

} // namespace detail

/// Option of `run`: stops it with `run_stopped` when a variable of any neuron leaves [low, high] (or is NaN); of some
/// neurons by a slice, `watch_value<"cells[0:20].v">(...)`. Looks once per `interval` and at the end.
///
/// Example (examples/reference/watch.cpp):
///
///     sim.run(1_s, watch_value<"cells.v">(-100_mV, 50_mV), watch_nan{});
template <fixed_string Path, dimension D>
[[nodiscard]] constexpr auto watch_value(quantity<D> low, quantity<D> high, quantity<dim::second> interval = 2_ms) {
  return detail::value_watch<Path, D>(low, high, interval);
}
/// The same for a variable that is a plain number.
template <fixed_string Path, detail::Arithmetic Low, detail::Arithmetic High>
[[nodiscard]] constexpr auto watch_value(Low low, High high, quantity<dim::second> interval = 2_ms) {
  return detail::value_watch<Path, dim::one>(static_cast<double>(low), static_cast<double>(high), interval);
}

} // namespace cortexpr
