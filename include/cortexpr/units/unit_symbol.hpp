// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/units/dimension.hpp>
#include <string>
#include <string_view>

namespace cortexpr {

namespace detail {

/// The dimension in base units but for those that need a name: "V", "S", "A s^-1", "1". Checkpoints hold it: what it
/// says of a dimension never changes.
[[nodiscard]] inline std::string base_unit_symbol(const dimension& d) {
  if (d == dim::one) return "1";
  if (d == dim::siemens) return "S";
  if (d == dim::hertz) return "Hz";
  if (d == dim::farad) return "F";
  if (d == dim::ohm) return "ohm";
  std::string text;
  const auto factor = [&](const char* symbol, int halves) {
    if (halves == 0) return;
    if (!text.empty()) text += ' ';
    text += symbol;
    if (halves == 2) return;
    text += '^' + (halves % 2 == 0 ? std::to_string(halves / 2) : std::to_string(halves) + "/2");
  };
  factor("V", d.V);
  factor("A", d.A);
  factor("s", d.s);
  factor("m", d.m);
  factor("mol", d.mol);
  factor("K", d.K);
  return text;
}

/// The unit of that dimension; empty if none has a name.
[[nodiscard]] constexpr std::string_view named_unit(const dimension& d) {
  struct unit {
    dimension dims;
    std::string_view symbol;
  };
  constexpr unit units[] = {{dim::volt, "V"},    {dim::amp, "A"},    {dim::second, "s"},  {dim::hertz, "Hz"},
                            {dim::siemens, "S"}, {dim::farad, "F"},  {dim::ohm, "ohm"},   {dim::metre, "m"},
                            {dim::mole, "mol"},  {dim::kelvin, "K"}, {dim::coulomb, "C"}, {dim::joule, "J"},
                            {dim::watt, "W"},    {dim::newton, "N"}, {dim::pascal, "Pa"}, {dim::kilogram, "kg"}};
  for (const unit& u : units)
    if (u.dims == d) return u.symbol;
  return {};
}

/// The power of the metre beside a unit that has a name: -2 for "S m^-2"; 0 if it is not of that form.
[[nodiscard]] constexpr int metres_beside(const dimension& d) {
  dimension rest = d;
  rest.m = 0;
  return named_unit(d).empty() && d.m % 2 == 0 && !named_unit(rest).empty() ? d.m / 2 : 0;
}

} // namespace detail

/// The dimension in words for messages and side entries of files: "V", "S", "S m^-2", "A s^-1", "1".
[[nodiscard]] inline std::string unit_symbol(const dimension& d) {
  if (const auto name = detail::named_unit(d); !name.empty()) return std::string(name);
  const int metres = detail::metres_beside(d);
  if (metres == 0) return detail::base_unit_symbol(d);
  const std::string_view rest = detail::named_unit(d / dim::metre.power(metres));
  return std::string(rest) + (metres == 1 ? " m" : " m^" + std::to_string(metres));
}

} // namespace cortexpr
