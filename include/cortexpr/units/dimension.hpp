// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>

namespace cortexpr {

/// A physical dimension as exponents of volt, ampere, second, metre, mole and kelvin, counted in halves so that
/// noise amplitudes (per square root of a second) have one too. The basis keeps electrophysiology short:
/// siemens is A/V, farad is A s/V, joule is V A s.
struct dimension {
  int V = 0, A = 0, s = 0, m = 0, mol = 0, K = 0;

  [[nodiscard]] constexpr bool operator==(const dimension&) const = default;
  [[nodiscard]] constexpr dimension operator*(const dimension& o) const {
    return {V + o.V, A + o.A, s + o.s, m + o.m, mol + o.mol, K + o.K};
  }
  [[nodiscard]] constexpr dimension operator/(const dimension& o) const {
    return {V - o.V, A - o.A, s - o.s, m - o.m, mol - o.mol, K - o.K};
  }
  /// The dimension of a square root; exponents of a quarter do not exist in the library.
  [[nodiscard]] constexpr dimension root() const { return {V / 2, A / 2, s / 2, m / 2, mol / 2, K / 2}; }
  [[nodiscard]] constexpr dimension power(int n) const { return {V * n, A * n, s * n, m * n, mol * n, K * n}; }
  [[nodiscard]] constexpr bool has_root() const { return (V | A | s | m | mol | K) % 2 == 0; }
};

namespace dim {
inline constexpr dimension one{};
inline constexpr dimension volt{.V = 2};
inline constexpr dimension amp{.A = 2};
inline constexpr dimension second{.s = 2};
inline constexpr dimension metre{.m = 2};
inline constexpr dimension mole{.mol = 2};
inline constexpr dimension kelvin{.K = 2};
inline constexpr dimension hertz = one / second;
inline constexpr dimension siemens = amp / volt;
inline constexpr dimension ohm = volt / amp;
inline constexpr dimension coulomb = amp * second;
inline constexpr dimension farad = coulomb / volt;
inline constexpr dimension watt = volt * amp;
inline constexpr dimension joule = watt * second;
inline constexpr dimension newton = joule / metre;
inline constexpr dimension pascal = newton / metre.power(2);
inline constexpr dimension kilogram = joule * second.power(2) / metre.power(2);
inline constexpr dimension area = metre.power(2);
inline constexpr dimension volume = metre.power(3);
inline constexpr dimension molar = mole / volume;
inline constexpr dimension siemens_per_area = siemens / area;
inline constexpr dimension farad_per_area = farad / area;
inline constexpr dimension amp_per_area = amp / area;
inline constexpr dimension siemens_per_metre = siemens / metre;
inline constexpr dimension ohm_metre = ohm * metre;
inline constexpr dimension ohm_area = ohm * area;
} // namespace dim

namespace detail {

/// The dimension of a name whose unit is unknown, because its text has a mistake; values of that name are not checked.
inline constexpr dimension unknown_dimension{901, 901, 901, 901, 901, 901};

} // namespace detail

} // namespace cortexpr
