// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/by_function/pair_function.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/connectivity/draw_partners.hpp>
#include <cortexpr/detail/connectivity/row_table.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/space/cell_index.hpp>
#include <cortexpr/space/masks.hpp>
#include <cortexpr/space/within.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace cortexpr {

namespace detail {

/// The displacements of a mask the other way round: the places from which a target is reached.
template <Mask M>
struct seen_from_target {
  M mask;
  [[nodiscard]] region bounds() const {
    const region box = mask.bounds();
    return {{-box.high.x, -box.high.y, -box.high.z}, {-box.low.x, -box.low.y, -box.low.z}};
  }
  [[nodiscard]] bool contains(const point& d) const { return mask.contains({-d.x, -d.y, -d.z}); }
};

/// The kernel that prefers no source.
struct all_alike {
  template <class I, class J>
  [[nodiscard]] constexpr double operator()(I, J) const {
    return 1;
  }
};

} // namespace detail

/// Every target has exactly k sources, drawn from those that reach it by a mask (see `within`), each with a
/// probability in proportion to a kernel, or to any function of the pair; without one all are alike:
/// `fixed_indegree_within(100, circle(300_um), gaussian_kernel(1.0, 80_um))`. Both populations are placed in one space.
/// Autapses and multapses are allowed by default, as in `fixed_indegree` (and NEST's, with a mask and p). Without
/// multapses the k are drawn one after the other from those that are left. Sources are found by cells of space: cost
/// grows with the targets and what their masks hold, not with the pairs.
///
/// Example (examples/reference/fixed_indegree_within.cpp):
///
///     projection<"S: E -> E.exc">(fixed_indegree_within(20, circle(100_um), gaussian_kernel(1.0, 40_um)), weight(1_pA))
template <detail::Mask Mask, class Kernel = detail::all_alike>
struct fixed_indegree_within {
  static constexpr bool numbered = false;
  static constexpr bool sees_neurons = true;
  std::int64_t k;
  Mask mask;
  Kernel kernel;
  bool autapses = true, multapses = true;

  constexpr fixed_indegree_within(std::int64_t in_degree, Mask region, Kernel preference = {})
      : k(in_degree), mask(region), kernel(preference) {}
  [[nodiscard]] constexpr fixed_indegree_within without_autapses() const {
    fixed_indegree_within rule = *this;
    rule.autapses = false;
    return rule;
  }
  [[nodiscard]] constexpr fixed_indegree_within without_multapses() const {
    fixed_indegree_within rule = *this;
    rule.multapses = false;
    return rule;
  }
  void validate(const projection_extent&, std::string_view item) const {
    detail::require_count(k, "an in-degree", item);
    mask.validate(item);
  }

  template <class Neurons>
  [[nodiscard]] detail::row_table plan(const projection_extent& extent, stream s, std::string_view item,
                                       const Neurons& neurons) const {
    const detail::placement& from = neurons.places_of_sources();
    const detail::placement& to = neurons.places_of_targets();
    detail::require_one_space(from, to, item);
    const detail::seen_from_target<Mask> region{mask};
    const detail::region around = region.bounds();
    detail::require_narrow(around, from.space, item);
    const detail::cell_index sources(from, extent.source_begin, extent.sources, around);
    candidates found;
    return detail::tabulate(extent.sources, [&](auto&& f) {
      for (std::uint32_t j = 0; j < extent.targets; ++j) {
        found.clear();
        sources.for_each_in(region, around, to[std::size_t{extent.target_begin} + j], [&](std::uint32_t i) {
          if (autapses || !extent.is_self(i, j)) found.sources.push_back(i);
        });
        // What is drawn does not depend on the order of cells.
        std::sort(found.sources.begin(), found.sources.end());
        weigh(found, j, neurons, item);
        generator g(s, j);
        if (multapses)
          draw_again(found, g, [&](std::uint32_t i) { f(i, j); });
        else
          draw_different(found, g, [&](std::uint32_t i) { f(i, j); });
      }
    });
  }

private:
  /// The sources that reach one target.
  struct candidates {
    detail::sequence<std::uint32_t> sources;
    detail::sequence<double> weights;
    struct place {
      double key;
      std::uint32_t source;
    };
    detail::sequence<place> order;
    void clear() {
      sources.clear();
      weights.clear();
      order.clear();
    }
  };

  /// Leaves those that the kernel lets be drawn; refuses a target that has too few of them.
  template <class Neurons>
  void weigh(candidates& found, std::uint32_t j, const Neurons& neurons, std::string_view item) const {
    std::size_t left = 0;
    for (const std::uint32_t i : found.sources) {
      const double w = weight_of(detail::call_for_pair(kernel, i, j, neurons), i, j, item);
      if (w == 0) continue;
      found.sources[left++] = i;
      found.weights.push_back(w);
    }
    found.sources.resize(left);
    if (k > 0 && (left == 0 || (!multapses && k > static_cast<std::int64_t>(left))))
      raise({"projection '", item, "': target ", j, " has ", left,
             " sources within the mask, of which an in-degree of ", k,
             " cannot be drawn; write a wider mask, a lower in-degree, or allow multapses"});
  }
  template <class Result>
  [[nodiscard]] static double weight_of(const Result& x, std::uint32_t i, std::uint32_t j, std::string_view item) {
    constexpr bool is_number = std::is_convertible_v<Result, double>;
    static_assert(is_number, "cortexpr: the kernel of fixed_indegree_within returns a number, in proportion to which "
                             "sources are drawn; divide quantities by a quantity of the same unit");
    if constexpr (is_number) {
      const double w = static_cast<double>(x);
      if (!(w >= 0) || !std::isfinite(w))
        raise({"projection '", item, "': the kernel of fixed_indegree_within gives ", w, " for the pair ", i, " -> ", j,
               "; it must be finite and not negative"});
      return w;
    } else {
      return 0;
    }
  }
  template <class F>
  void draw_again(candidates& found, generator& g, F&& f) const {
    double sum = 0;
    for (double& w : found.weights) w = sum += w; // now cumulative
    for (std::int64_t n = 0; n < k; ++n) {
      const auto at = std::upper_bound(found.weights.begin(), found.weights.end(), g.uniform() * sum);
      const auto place = std::min(static_cast<std::size_t>(at - found.weights.begin()), found.sources.size() - 1);
      f(found.sources[place]);
    }
  }
  /// Each waits an exponential time of its rate; the first k are those that successive draws give (Efraimidis and
  /// Spirakis 2006).
  template <class F>
  void draw_different(candidates& found, generator& g, F&& f) const {
    for (std::size_t n = 0; n < found.sources.size(); ++n)
      found.order.push_back({-std::log1p(-g.uniform()) / found.weights[n], found.sources[n]});
    using place = typename candidates::place;
    const auto end = found.order.begin() + k;
    const auto sooner = [](const place& a, const place& b) {
      return a.key < b.key || (a.key == b.key && a.source < b.source);
    };
    std::nth_element(found.order.begin(), end, found.order.end(), sooner);
    std::sort(found.order.begin(), end, [](const place& a, const place& b) { return a.source < b.source; });
    for (auto x = found.order.begin(); x != end; ++x) f(x->source);
  }
};

} // namespace cortexpr
