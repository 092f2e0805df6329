// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/record/recorder.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>

namespace cortexpr::detail {

/// Rate and crowding of a population from its recorded spikes.
inline void count_spikes(const spike_train& spikes, const network_summary& all, population_summary& p) {
  const auto recorded = static_cast<double>(spikes.which.size());
  if (spikes.first_step < 0 || spikes.first_step >= all.step || recorded == 0) return;
  p.measured_time = static_cast<double>(all.step - spikes.first_step) * all.dt;
  p.measured_rate = static_cast<double>(spikes.size()) / recorded / p.measured_time;
  for (std::size_t k = 0; k < spikes.size();) {
    std::size_t last = k;
    while (last < spikes.size() && spikes.steps[last] == spikes.steps[k]) ++last;
    const double share = static_cast<double>(last - k) / recorded;
    p.busiest_step = std::max(p.busiest_step, share);
    if (share >= 0.5) ++p.crowded_steps;
    k = last;
  }
}
inline void count_spikes(const rate_trace& rates, population_summary& p) {
  if (rates.size() == 0) return;
  p.measured_time = static_cast<double>(rates.size()) * static_cast<double>(rates.period) * rates.dt;
  p.measured_rate = 0;
  for (const double r : rates.hertz) {
    p.measured_rate += r / static_cast<double>(rates.size());
    if (rates.period != 1) continue;
    p.busiest_step = std::max(p.busiest_step, r * rates.dt);
    if (r * rates.dt >= 0.5) ++p.crowded_steps;
  }
}

template <class Real>
void find_bad_row(const trace<Real>& r, const std::string& item, const std::string& what, network_summary& all) {
  const auto bad = std::find_if(r.values.begin(), r.values.end(), [](Real x) { return !std::isfinite(x); });
  if (bad == r.values.end()) return;
  const auto k = static_cast<std::size_t>(bad - r.values.begin());
  all.bad_values.push_back({item, what, r.which.unchecked(k % r.columns()), r.steps[k / r.columns()]});
}

/// Whether a recording is the rate of a part of a population, or spikes of a part of the time, which is not measured.
template <class Structure, std::size_t K>
constexpr bool is_part_of_rate() {
  using item = typename Structure::template item<K>;
  if constexpr (MonitorItem<item>)
    return false;
  else
    return item::limited || (Structure::template target_place<K>.kind == place_kind::rate && !item::sliced.part.whole);
}

template <class Net, std::size_t K>
void collect_recording(const typename Net::state&, const typename Net::recording& recording, network_summary& all) {
  using structure = typename Net::structure;
  constexpr auto path = structure::template item<K>::target;
  constexpr place_kind kind = structure::template target_place<K>.kind;
  constexpr std::size_t population = structure::find_population(path.item);
  const auto& r = item_at<K>(recording.items);
  if constexpr ((kind == place_kind::spikes || kind == place_kind::rate) && !is_part_of_rate<structure, K>()) {
    population_summary& p = all.populations[population_number<structure>(population)];
    p.recorded_spikes = true;
    if constexpr (kind == place_kind::spikes)
      count_spikes(r, all, p);
    else
      count_spikes(r, p);
  } else if constexpr (kind != place_kind::spikes && kind != place_kind::rate) {
    if constexpr (kind == place_kind::neuron_variable) {
      population_summary& p = all.populations[population_number<structure>(population)];
      p.recorded[p.model.find(path.part)] = true;
    }
    // The mean of nothing is not a number, and no mistake.
    if constexpr (!MonitorItem<typename structure::template item<K>>)
      find_bad_row(r, std::string(path.item), std::string(path.part), all);
  }
}

} // namespace cortexpr::detail
