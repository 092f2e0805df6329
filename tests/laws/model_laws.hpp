// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "measured.hpp"
#include "one_neuron.hpp"

#include <cmath>
#include <cortexpr/model/readings/dual_numbers.hpp>
#include <numeric>
#include <string_view>

/// What every model must obey. Each law is a predicate; `all<M>()` is their conjunction. Apply them to your own model:
///     static_assert(laws::units_agree<my_neuron>());
///     CHECK(laws::all<my_neuron>());
namespace laws {

namespace detail {

template <class T>
constexpr bool all_sound(const T& t) {
  return std::apply([](const auto&... v) { return (v.sound && ... && true); }, cx::variables(t));
}

template <class T>
bool all_finite(const T& t) {
  return std::apply([](const auto&... v) { return (std::isfinite(v.value) && ... && true); }, cx::variables(t));
}

inline bool near(double a, double b, double tolerance) {
  return std::abs(a - b) <= tolerance * (std::abs(a) + std::abs(b)) || (std::isnan(a) && std::isnan(b));
}

/// A state that is somewhat off its default, differently in every variable; `variant` picks another one.
template <class T>
T displaced(int variant) {
  T t{};
  int k = 0;
  std::apply([&](auto&... v) { (static_cast<void>(v = v * (1 + 0.03 * variant * ++k) + 1e-10 * variant), ...); },
             cx::variables(t));
  return t;
}

} // namespace detail

/// Every derivative has the unit of its variable per second, and all sums and comparisons join equal units.
template <class M>
constexpr bool units_agree() {
  cx::state_of<M, measuring> x{};
  const cx::parameters_of<M, measuring> p{};
  const cx::inputs_of<M, measuring> in{};
  bool ok = detail::all_sound(x) && detail::all_sound(p) && detail::all_sound(in);
  if constexpr (cx::Flows<M>) ok = ok && detail::all_sound(cx::detail::flow<M>(x, p, in));
  if constexpr (cx::Noisy<M>) ok = ok && detail::all_sound(M::noise(x, p));
  if constexpr (cx::Thresholded<M>) ok = ok && M::spikes(x, p).sound;
  if constexpr (cx::Hazardous<M>) {
    const measured rate = cx::detail::spike_rate<M>(x, p, in);
    ok = ok && rate.sound && rate.dims == cx::dim::hertz;
  }
  if constexpr (cx::detail::HasRefractoryFunction<M>) {
    const measured stays = cx::detail::refractory_outcome<M>(x, p, in);
    ok = ok && stays.sound && (!cx::detail::refractory_is_time<M> || stays.dims == cx::dim::second);
  }
  if constexpr (cx::Resets<M>) M::reset(x, p);
  return ok && detail::all_sound(x);
}

/// No two variables, and no two parameters, have one name.
template <class M>
constexpr bool names_differ() {
  const auto differ = [](const auto& names) {
    for (std::size_t i = 0; i < names.size(); ++i)
      for (std::size_t j = i + 1; j < names.size(); ++j)
        if (names[i].view() == names[j].view()) return false;
    return true;
  };
  return differ(cx::variable_names<cx::state_of<M, cx::checked>>) &&
         differ(cx::variable_names<cx::parameters_of<M, cx::checked>>);
}

/// The derivative is finite where the model starts.
template <class M>
bool finite_at_start() {
  using scalar = cx::numeric<double>;
  return detail::all_finite(
      cx::detail::flow<M>(cx::state_of<M, scalar>{}, cx::parameters_of<M, scalar>{}, cx::inputs_of<M, scalar>{}));
}

/// With default values the neuron does not spike at once.
template <class M>
bool quiet_at_start() {
  using scalar = cx::numeric<double>;
  if constexpr (cx::Thresholded<M>) return !M::spikes(cx::state_of<M, scalar>{}, cx::parameters_of<M, scalar>{});
  return true;
}

/// A reset ends the condition for a spike: just above the threshold, and wherever v may be if it sets v. A reset that
/// keeps a share of v need not end a spike that begins far above the threshold, where the steps of a simulation do not
/// come.
template <class M>
bool reset_ends_spike() {
  using scalar = cx::numeric<double>;
  if constexpr (cx::Thresholded<M> && cx::Resets<M>) {
    const cx::parameters_of<M, scalar> p{};
    const auto at = [](double v) {
      cx::state_of<M, scalar> x{};
      cx::variable<0>(x) = v;
      return x;
    };
    const auto after = [&](double v) {
      auto x = at(v);
      M::reset(x, p);
      return x;
    };
    const cx::state_of<M, scalar> start{};
    double below = cx::variable<0>(start).value, above = 1.0; // a volt is above every threshold
    while (std::nextafter(below, above) < above) {
      const double middle = std::midpoint(below, above);
      (M::spikes(at(middle), p) ? above : below) = middle;
    }
    const auto from_threshold = after(above + 1e-6 * (1.0 - above)), from_far = after(1.0);
    const bool keeps_a_share = cx::variable<0>(from_threshold).value != cx::variable<0>(from_far).value;
    return !M::spikes(from_threshold, p) && (keeps_a_share || !M::spikes(from_far, p));
  }
  return true;
}

/// Held variables keep their value to the last bit while refractory.
template <class M, class Integrator = cx::default_integrator<M>>
bool held_at_rest() {
  if constexpr (!cx::Refractory<M> || cx::detail::NeedsNormals<Integrator>) {
    return true;
  } else {
    one_neuron<M, Integrator> neuron(1e-4);
    neuron.x = detail::displaced<decltype(neuron.x)>(1);
    const auto before = neuron.x;
    neuron.run(20, false);
    bool ok = true;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((ok = ok && (!cx::detail::held<M, K> || cx::variable<K>(neuron.x).value == cx::variable<K>(before).value)), ...);
    }
    (std::make_index_sequence<cx::detail::state_size<M>>{});
    return ok;
  }
}

/// A SIMD pack computes what one neuron computes, up to the rounding of transcendental functions.
template <class M, class Integrator = cx::default_integrator<M>>
bool scalar_equals_pack(double tolerance = 1e-11) {
  if constexpr (cx::detail::NeedsNormals<Integrator>) {
    return true;
  } else {
    one_neuron<M, Integrator, double> one(1e-5);
    one_neuron<M, Integrator, cx::detail::pack<double>> many(1e-5);
    one.x = detail::displaced<decltype(one.x)>(1);
    many.x = detail::displaced<decltype(many.x)>(1);
    one.run(50);
    many.run(50);
    bool ok = true;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((ok = ok && detail::near(one.template value<K>(), many.template value<K>(), tolerance)), ...);
    }
    (std::make_index_sequence<cx::detail::state_size<M>>{});
    return ok;
  }
}

/// Preparing twice is preparing once.
template <class M, class Integrator = cx::default_integrator<M>>
bool prepare_is_idempotent() {
  if constexpr (cx::detail::NeedsNormals<Integrator>) {
    return true;
  } else {
    one_neuron<M, Integrator> once(1e-4), twice(1e-4);
    once.x = twice.x = detail::displaced<decltype(once.x)>(1);
    twice.stepper.prepare({}, 1e-4, 1);
    once.run(20);
    twice.run(20);
    bool ok = true;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((ok = ok && once.template value<K>() == twice.template value<K>()), ...);
    }
    (std::make_index_sequence<cx::detail::state_size<M>>{});
    return ok;
  }
}

/// The compile-time analysis holds for numbers: derivatives that it calls absent vanish, those that it calls
/// constant are equal in different states.
template <class M>
bool analysis_holds() {
  constexpr std::size_t n = cx::detail::state_size<M>, columns = n + cx::detail::input_count<M>;
  using reading = cx::dual_numbers<double, columns>;
  const auto jacobian = [&](int variant) {
    auto x = detail::displaced<cx::state_of<M, cx::numeric<double>>>(variant);
    auto xd = cx::detail::converted<cx::state_of<M, reading>>(x);
    cx::inputs_of<M, reading> in{};
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((cx::variable<K>(xd) = cx::detail::dual<double, columns>::of_variable(cx::variable<K>(x), K)), ...);
    }
    (std::make_index_sequence<n>{});
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((cx::variable<K>(in) = cx::detail::dual<double, columns>::of_variable(cx::detail::lanes<double>(0.0), n + K)),
       ...);
    }
    (std::make_index_sequence<cx::detail::input_count<M>>{});
    const auto f = cx::detail::flow<M>(xd, cx::parameters_of<M, reading>{}, in);
    std::array<std::array<double, columns>, n> slopes{};
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      const auto row = [&](auto& out, const auto& d) {
        for (std::size_t j = 0; j < columns; ++j) out[j] = d.slope(j).value;
      };
      (row(slopes[K], cx::variable<K>(f)), ...);
    }
    (std::make_index_sequence<n>{});
    return slopes;
  };
  const auto a = jacobian(1), b = jacobian(2);
  for (std::size_t i = 0; i < n; ++i)
    for (std::size_t j = 0; j < columns; ++j) {
      if (!cx::detail::dependence_of_flow<M>[i].uses(j) && a[i][j] != 0) return false;
      if (cx::detail::dependence_of_flow<M>[i].slope_is_constant(j) && !detail::near(a[i][j], b[i][j], 1e-12))
        return false;
    }
  return true;
}

template <class M>
bool all() {
  return units_agree<M>() && names_differ<M>() && finite_at_start<M>() && quiet_at_start<M>() &&
         reset_ends_spike<M>() && held_at_rest<M>() && scalar_equals_pack<M>() && prepare_is_idempotent<M>() &&
         analysis_holds<M>();
}

} // namespace laws
