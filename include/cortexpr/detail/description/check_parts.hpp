// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/description/options/options.hpp>
#include <cortexpr/description/options/stored_as.hpp>

namespace cortexpr::detail {

template <class T>
concept Item = requires {
  T::kind;
};

/// What is given to `describe` and is no item, in words about what it probably was meant for. A class, because it is
/// instantiated, and the sentence said, before anything else is looked at.
template <class T, bool Fits>
struct refused_part {
  static constexpr int value = 0;
};

template <class T>
concept SetsSomething = requires {
  T::paths;
  T::texts;
};
template <class T>
inline constexpr bool is_projection_option = is_weight<T>::value || is_delay<T>::value || is_rules<T>::value ||
                                             is_turn<T>::value || is_storage<T>::value || ConnectionRule<T>;
template <class T>
inline constexpr bool is_population_option =
    is_integrator<T>::value || is_parameter<T> || is_start<T> || std::is_same_v<T, resets_at>;
template <class T>
inline constexpr bool is_recording_option = is_every<T>::value || is_only<T>::value || is_place<T>::value;

template <class T>
struct refused_part<T, false> {
  static constexpr bool model = Model<T> || std::is_same_v<T, spike_times>;
  static_assert(!std::is_function_v<T>, "cortexpr: an item of a description lacks its brackets; write "
                                        "record<\"n.v\">() instead of record<\"n.v\">");
  static_assert(!is_projection_option<T>,
                "cortexpr: weight(...), delay(...), plasticity{...}, connection rules and other options of a "
                "projection stand inside it: projection<\"a -> b.exc\">(all_to_all{}, weight(2_nS), delay(1_ms))");
  static_assert(!is_population_option<T>,
                "cortexpr: parameter<\"...\">(...), start<\"...\">(...), integrators and other options of a population "
                "stand inside it: population<\"n\">(100, lif{}, parameter<\"V_th\">(-53_mV))");
  static_assert(!is_recording_option<T>,
                "cortexpr: every{...}, only{...} and at{...} stand inside the item that they are about: "
                "record<\"n.v\">(every{1_ms}, only{0, 1, 2})");
  static_assert(!SetsSomething<T>, "cortexpr: set<\"...\">(...) is given to the simulation, not to the description: "
                                   "simulation<network<d>> sim{set<\"n\">(512)};");
  static_assert(!model, "cortexpr: a model stands inside a population: population<\"n\">(100, lif{})");
  static_assert(std::is_function_v<T> || is_projection_option<T> || is_population_option<T> || is_recording_option<T> ||
                    SetsSomething<T> || model,
                "cortexpr: a description is made of population<\"n\">(...), projection<\"a -> b.exc\">(...), "
                "drive<\"n.I\">(...), poisson_input<\"n.exc\">(...), record<\"n.v\">(...), regularly<\"name\", "
                "\"n\">(...), families of them, made by each and each_pair, and other descriptions");
  static constexpr int value = 0;
};

} // namespace cortexpr::detail
