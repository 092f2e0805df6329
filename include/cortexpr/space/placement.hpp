// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <concepts>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <type_traits>

namespace cortexpr {

namespace detail {

/// A place or a displacement in metres; z is 0 in the plane.
struct point {
  double x = 0, y = 0, z = 0;
  [[nodiscard]] bool operator==(const point&) const = default;
};

/// The size of space in each direction, where it is periodic, else 0.
struct period {
  double x = 0, y = 0, z = 0;
  [[nodiscard]] bool operator==(const period&) const = default;
};

/// The way between two coordinates, round so often that it ends as near to `middle` as it can: the shortest one, if
/// that is 0.
[[nodiscard]] inline double shortest(double way, double size, double middle = 0) {
  return size == 0 ? way : way - size * std::nearbyint((way - middle) / size);
}

/// Where the neurons of a population are.
struct placement {
  sequence<double> x, y, z; ///< metres; z is empty in the plane
  period space;

  [[nodiscard]] bool is_flat() const { return z.empty(); }
  [[nodiscard]] point operator[](std::size_t i) const { return {x[i], y[i], is_flat() ? 0 : z[i]}; }
  [[nodiscard]] bool operator==(const placement&) const = default;
};

/// From one place to another in a space: of all ways round, the one that ends nearest to `middle`, seen from the first.
[[nodiscard]] inline point displacement(const point& from, const point& to, const period& space,
                                        const point& middle = {}) {
  return {shortest(to.x - from.x, space.x, middle.x), shortest(to.y - from.y, space.y, middle.y),
          shortest(to.z - from.z, space.z, middle.z)};
}
[[nodiscard]] inline double length(const point& way) {
  return std::sqrt(way.x * way.x + way.y * way.y + way.z * way.z);
}

/// Where one neuron is, as functions of users see it.
class placed_neuron {
public:
  placed_neuron(const placement& all, std::size_t index) : all_(&all), index_(index) {}
  [[nodiscard]] quantity<dim::metre> x() const { return quantity<dim::metre>(all_->x[index_]); }
  [[nodiscard]] quantity<dim::metre> y() const { return quantity<dim::metre>(all_->y[index_]); }
  [[nodiscard]] quantity<dim::metre> z() const { return quantity<dim::metre>((*all_)[index_].z); }
  [[nodiscard]] point place() const { return (*all_)[index_]; }
  [[nodiscard]] const period& space() const { return all_->space; }

private:
  const placement* all_;
  std::size_t index_;
};
/// Refuses to tell where a neuron is whose population has no positions.
template <bool HasPlace>
quantity<dim::metre> refuse_position() {
  static_assert(HasPlace,
                "cortexpr: a position or a distance is asked for of a population that has no positions; add the "
                "option placed(grid(100, 100, 10_um)), or another layout");
  return quantity<dim::metre>(0);
}
/// What stands in the place of a `placed_neuron` where a population has no positions.
class neuron_without_place {
public:
  neuron_without_place(const placement&, std::size_t) {}
  template <class... Nothing>
  [[nodiscard]] quantity<dim::metre> x() const {
    return refuse_position<sizeof...(Nothing) != 0>();
  }
  template <class... Nothing>
  [[nodiscard]] quantity<dim::metre> y() const {
    return refuse_position<sizeof...(Nothing) != 0>();
  }
  template <class... Nothing>
  [[nodiscard]] quantity<dim::metre> z() const {
    return refuse_position<sizeof...(Nothing) != 0>();
  }
};

template <bool Placed>
using position_of_neuron = std::conditional_t<Placed, placed_neuron, neuron_without_place>;

/// Two neurons are in one space, or their distance has no meaning.
inline void require_one_space(const period& a, const period& b) {
  if (!(a == b))
    raise("the distance of two neurons is not defined: the layouts of their populations are periodic in boxes of "
          "different size; make both periodic in one size, or none");
}

} // namespace detail

/// The distance of two neurons that are placed, the short way round where space is periodic.
template <class Pre, class Post>
  requires std::derived_from<Pre, detail::placed_neuron> && std::derived_from<Post, detail::placed_neuron>
[[nodiscard]] quantity<dim::metre> distance(const Pre& pre, const Post& post) {
  detail::require_one_space(pre.space(), post.space());
  return quantity<dim::metre>(detail::length(detail::displacement(pre.place(), post.place(), pre.space())));
}

template <class Pre, class Post>
  requires std::derived_from<Pre, detail::neuron_without_place> || std::derived_from<Post, detail::neuron_without_place>
[[nodiscard]] quantity<dim::metre> distance(const Pre&, const Post&) {
  return detail::refuse_position < std::derived_from<Pre, detail::placed_neuron> && std::derived_from < Post,
         detail::placed_neuron >> ();
}

} // namespace cortexpr
