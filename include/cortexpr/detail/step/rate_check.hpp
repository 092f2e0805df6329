// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/draws/poisson_counts.hpp>
#include <cortexpr/detail/state/own_steps.hpp>
#include <cortexpr/detail/step/drives.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <cortexpr/model/spike_counts.hpp>
#include <cortexpr/units/format.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

/// Refuses a rate at which a neuron would have to spike more than once in a step, or, where spikes are counted, more
/// than 10,000 times.
struct rate_check {
  std::string_view population, drive;
  double dt;
  bool shared;          ///< by all neurons
  bool several = false; ///< spikes in a step are counted

  [[gnu::cold, gnu::noinline]] void operator()(double rate, std::size_t i) const {
    constexpr double rounding = 1e-6;
    if (rate * dt <= (several ? poisson_counts::largest_mean : 1 + rounding) && rate >= 0) return;
    const std::string whose = shared ? "" : " of neuron " + std::to_string(i);
    const std::string with = drive.empty() ? "" : " with its drive '" + std::string(drive) + "'";
    if (std::isnan(rate)) raise({"population '", population, "': the rate", whose, with, " is not a number (NaN)"});
    if (rate < 0)
      raise({"population '", population, "': the rate", whose, with, " is ", quantity_text(rate, dim::hertz),
             "; a rate must not be negative"});
    if (several)
      raise({"population '", population, "': the rate", whose, with, " is ", quantity_text(rate, dim::hertz, 6), ", ",
             number_text(rate * dt, 3), " spikes in a time step of ", quantity_text(dt, dim::second),
             "; at most 10000 are possible"});
    raise({"population '", population, "': the rate", whose, with, " is ", quantity_text(rate, dim::hertz, 6), ", ",
           number_text(rate * dt, 3), " spikes in a time step of ", quantity_text(dt, dim::second),
           ", but a neuron spikes at most once in a step: write a smaller time_step, share the rate among more "
           "neurons, or use poisson_process or poisson_input, which count several spikes in a step"});
  }
};

/// Whether the rate of population K depends on parameters and drives alone.
template <auto const& D, std::size_t K>
constexpr bool has_known_rate() {
  using s = structure<D>;
  if constexpr (s::template item<K>::listed) {
    return false;
  } else {
    using m = typename s::template model<K>;
    return Hazardous<m> && state_size<m> == 0;
  }
}

/// Whether functions of time drive a source, so that its rates are known in the step only.
template <auto const& D, std::size_t K>
constexpr bool has_rate_of_functions() {
  if constexpr (!has_known_rate<D, K>()) {
    return false;
  } else {
    bool found = false;
    for_each_index<input_count<typename structure<D>::template model<K>>>([&](auto input) {
      for_each_drive_of<D, K, input>([&](auto source) {
        found = found || is_function_drive<decltype(structure<D>::template item<source>::policy)>;
      });
    });
    return found;
  }
}

/// Refuses rates of a source in the present step that a probability per step cannot be.
template <auto const& D, std::size_t K, class Real>
void check_rates_of_functions(const network_state<D, Real>& state, const team_member& member) {
  if constexpr (has_rate_of_functions<D, K>()) {
    using m = typename structure<D>::template model<K>;
    const auto& p = item_at<K>(state.items);
    const double dt = step_of_population<D, K>(state);
    const auto [first_part, last_part] = member.share(p.bounds.size() - 1);
    for (std::size_t i = p.bounds[first_part]; i < p.bounds[last_part]; ++i) {
      inputs_of<m, numeric<Real>> in{};
      for_each_index<input_count<m>>([&](auto k) {
        const column<Real>& sums = p.inputs.at(0, k, member.index);
        variable<k>(in) = lanes<Real>(sums.of(i));
      });
      const lanes<Real> rate = spike_rate<m>(state_of<m, numeric<Real>>{}, parameters_of_neuron(p, i), in);
      if (!(static_cast<double>(rate.value) * dt <= (CountsHazard<m> ? poisson_counts::largest_mean : 1))) [[unlikely]]
        rate_check{structure<D>::names[K], "", dt, false, CountsHazard<m>}(static_cast<double>(rate.value), i);
    }
  }
}

} // namespace cortexpr::detail
