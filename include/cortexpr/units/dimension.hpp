// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/standard.hpp>
#include <string>

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
inline constexpr dimension hertz = one / second;
inline constexpr dimension siemens = amp / volt;
inline constexpr dimension ohm = volt / amp;
inline constexpr dimension coulomb = amp * second;
inline constexpr dimension farad = coulomb / volt;
inline constexpr dimension molar = mole / (metre * metre * metre);
} // namespace dim

/// The dimension in words for messages and side entries of files: "V", "S", "A s^-1", "1".
[[nodiscard]] inline std::string unit_symbol(const dimension& d) {
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
  return text;
}

} // namespace cortexpr
