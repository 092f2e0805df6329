// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/integrators/step.hpp>
#include <cortexpr/detail/simd/lanes.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::detail {

// The rule of Dormand and Prince, J. Comput. Appl. Math. 6 (1980) 19: order 5, with an error estimate of order 4, and
// Shampine's interpolation of order 4 (Hairer, Norsett and Wanner, Solving Ordinary Differential Equations I, II.6).
struct dormand_prince_rule {
  static constexpr std::size_t slopes = 7;
  static constexpr std::array<double, slopes> times{0, 1. / 5, 3. / 10, 4. / 5, 8. / 9, 1, 1};
  static constexpr std::array<std::array<double, 6>, slopes> weights{
      {{},
       {1. / 5},
       {3. / 40, 9. / 40},
       {44. / 45, -56. / 15, 32. / 9},
       {19372. / 6561, -25360. / 2187, 64448. / 6561, -212. / 729},
       {9017. / 3168, -355. / 33, 46732. / 5247, 49. / 176, -5103. / 18656},
       {35. / 384, 0, 500. / 1113, 125. / 192, -2187. / 6784, 11. / 84}}};
  static constexpr std::array<double, slopes> error{71. / 57600,      0,         -71. / 16695, 71. / 1920,
                                                    -17253. / 339200, 22. / 525, -1. / 40};
  static constexpr std::array<double, slopes> dense{-12715105075. / 11282082432,  0,
                                                    87487479700. / 32700410799,   -10690763975. / 1880347072,
                                                    701980252875. / 199316789632, -1453857185. / 822651844,
                                                    69997945. / 29380423};
};

/// The sum of slopes of variable K times the constants of a row.
template <std::size_t K, std::size_t Count, class B, class Slope, class Row>
[[gnu::always_inline]] inline lanes<B> weighted(const std::array<Slope, 7>& k, const Row& row) {
  lanes<B> sum(0);
  for (std::size_t s = 0; s < Count; ++s)
    if (row[s] != 0) sum += lanes<B>(row[s]) * variable<K>(k[s]);
  return sum;
}

/// Where a variable is within a step of the rule, for any part of the step that has passed.
template <class N>
struct interpolation {
  std::array<N, 5> c{};

  template <class Part>
  [[nodiscard]] constexpr N at(const Part& passed) const {
    const Part left = 1 - passed;
    return c[0] + passed * (c[1] + left * (c[2] + passed * (c[3] + left * c[4])));
  }
};
template <std::size_t K, class B, class X, class Slope>
[[nodiscard]] inline interpolation<lanes<B>> interpolated(const X& begin, const X& end, const std::array<Slope, 7>& k,
                                                          const lanes<B>& h) {
  const lanes<B> x = variable<K>(begin), moved = variable<K>(end) - x, first = h * variable<K>(k[0]) - moved;
  return {
      {x, moved, first, moved - h * variable<K>(k[6]) - first, h * weighted<K, 7, B>(k, dormand_prince_rule::dense)}};
}

/// The number in the first lane.
template <class B>
[[nodiscard, gnu::always_inline]] inline typename lanes<B>::value_type first_lane(const lanes<B>& x) {
  alignas(64) std::array<typename lanes<B>::value_type, lanes<B>::size> values;
  store_lanes(values.data(), x);
  return values[0];
}
/// One lane of variables, as numbers of one neuron.
template <class To, class From>
[[nodiscard]] To lane_of(const From& from, std::size_t lane) {
  To one{};
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    [[maybe_unused]] const auto take = [&](auto& out, const auto& pack) {
      using number = typename std::remove_cvref_t<decltype(pack)>::term_type;
      alignas(64) std::array<typename number::value_type, number::size> values;
      store_lanes(values.data(), static_cast<const number&>(pack));
      out = typename std::remove_cvref_t<decltype(out)>::term_type(values[lane]);
    };
    (take(variable<K>(one), variable<K>(from)), ...);
  }
  (std::make_index_sequence<variable_count<To>>{});
  return one;
}
/// Puts numbers of one neuron into a lane.
template <class To, class From>
void put_lane(To& to, const From& one, std::size_t lane) {
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    [[maybe_unused]] const auto put = [&](auto& pack, const auto& number) {
      using numbers = typename std::remove_cvref_t<decltype(pack)>::term_type;
      using B = std::remove_cvref_t<decltype(numbers::value)>;
      alignas(64) std::array<typename numbers::value_type, numbers::size> values;
      store_lanes(values.data(), static_cast<const numbers&>(pack));
      values[lane] = number.value;
      pack = load_lanes<B>(values.data());
    };
    (put(variable<K>(to), variable<K>(one)), ...);
  }
  (std::make_index_sequence<variable_count<To>>{});
}

} // namespace cortexpr::detail
