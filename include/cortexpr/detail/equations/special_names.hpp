// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/units/dimension.hpp>
#include <string_view>

namespace cortexpr::detail::equation {

/// What a simulation gives to every text.
struct special_name {
  std::string_view word; ///< in texts
  std::string_view name; ///< of the input
  dimension unit{};
  bool boolean = false, integer = false;
  bool of_synapses = false; ///< only where neurons are connected
};
inline constexpr std::array<special_name, 11> special_names{{
    {"t", "t", dim::second},
    {"dt", "dt", dim::second},
    {"i", "i", dim::one, false, true},
    {"N", "N", dim::one, false, true},
    {"lastspike", "last_spike", dim::second},
    {"not_refractory", "not_refractory", dim::one, true},
    {"j", "j", dim::one, false, true, true},
    {"N_pre", "N_pre", dim::one, false, true, true},
    {"N_post", "N_post", dim::one, false, true, true},
    {"N_incoming", "N_incoming", dim::one, false, true, true},
    {"N_outgoing", "N_outgoing", dim::one, false, true, true},
}};
inline constexpr std::array<std::string_view, 8> uniform_names{"rand_1", "rand_2", "rand_3", "rand_4",
                                                               "rand_5", "rand_6", "rand_7", "rand_8"};
inline constexpr std::array<std::string_view, 8> normal_names{"randn_1", "randn_2", "randn_3", "randn_4",
                                                              "randn_5", "randn_6", "randn_7", "randn_8"};

} // namespace cortexpr::detail::equation
