// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/units/dimension.hpp>
#include <string_view>

namespace cortexpr::detail {

// Kinetics under the names that users know: the level is called g or I, the rising variable s.
template <class Kinetics, fixed_string Level, class I, dimension D>
struct renamed_kinetics : Kinetics::template state<I, D> {
  using base = typename Kinetics::template state<I, D>;
  constexpr renamed_kinetics() = default;
  constexpr renamed_kinetics(const base& x) : base(x) {} // NOLINT(google-explicit-constructor)
  static constexpr std::array<std::string_view, 2> member_names{Level.view(), "s"};
  constexpr auto members() { return tie_members(static_cast<base&>(*this)); }
  constexpr auto members() const { return tie_members(static_cast<const base&>(*this)); }
};

} // namespace cortexpr::detail
