// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/space/placement.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/quantity.hpp>
#include <limits>
#include <string_view>

// Masks: regions around a source. A displacement from the source to a target lies in the region or not.

namespace cortexpr {

namespace detail {

/// A region that lies in the box from `low` to `high`, seen from the source.
struct region {
  point low, high;

  /// Of the box; 0 in a direction in which it has no end.
  [[nodiscard]] point middle() const {
    const auto mean = [](double a, double b) { return std::isfinite(a + b) ? (a + b) / 2 : 0; };
    return {mean(low.x, high.x), mean(low.y, high.y), mean(low.z, high.z)};
  }
};

/// Edges belong to regions. Coordinates are rounded, and distances with them, so that an edge is a little wide.
inline constexpr double edge_width = 1e-9;
[[nodiscard]] inline bool within_length(double d, double most) { return d <= most * (1 + edge_width); }
[[nodiscard]] inline bool beyond_length(double d, double least) { return d >= least * (1 - edge_width); }

/// Refuses a region that meets itself where space is periodic: a neuron would lie in it several times.
inline void require_narrow(const region& box, const period& space, std::string_view item) {
  const auto check = [&](double low, double high, double size, const char* direction) {
    if (size != 0 && std::isfinite(high - low) && !within_length(high - low, size))
      raise({"projection '", item, "': the mask is ", quantity_text(high - low, dim::metre), " wide in ", direction,
             ", the periodic box ", quantity_text(size, dim::metre),
             ", so that a neuron would lie in it several times; write a narrower mask, or layouts that are not "
             "periodic"});
  };
  check(box.low.x, box.high.x, space.x, "x");
  check(box.low.y, box.high.y, space.y, "y");
  check(box.low.z, box.high.z, space.z, "z");
}

inline void require_region(double x, const char* what, std::string_view item) {
  if (!(x > 0) || !std::isfinite(x))
    raise({"projection '", item, "': ", what, " of a mask is ", quantity_text(x, dim::metre),
           "; it must be positive and finite"});
}

} // namespace detail

/// Mask: all within this distance, in the plane or in space. The edge belongs to it.
struct circle {
  quantity<dim::metre> radius;
  constexpr explicit circle(quantity<dim::metre> r) : radius(r) {}

  void validate(std::string_view item) const { detail::require_region(radius.si(), "the radius", item); }
  [[nodiscard]] detail::region bounds() const {
    const double r = radius.si();
    return {{-r, -r, -r}, {r, r, r}};
  }
  [[nodiscard]] bool contains(const detail::point& d) const {
    return detail::within_length(detail::length(d), radius.si());
  }
};

/// Mask: a ring, from the inner to the outer radius; both edges belong to it.
struct annulus {
  quantity<dim::metre> inner, outer;
  constexpr annulus(quantity<dim::metre> from, quantity<dim::metre> to) : inner(from), outer(to) {}

  void validate(std::string_view item) const {
    detail::require_region(outer.si(), "the outer radius", item);
    if (!(inner.si() >= 0 && inner.si() <= outer.si()))
      raise({"projection '", item, "': the inner radius of an annulus is ", detail::quantity_text(inner),
             "; it must not be negative or larger than the outer one"});
  }
  [[nodiscard]] detail::region bounds() const { return circle(outer).bounds(); }
  [[nodiscard]] bool contains(const detail::point& d) const {
    const double distance = detail::length(d);
    return detail::beyond_length(distance, inner.si()) && detail::within_length(distance, outer.si());
  }
};

/// Mask: a rectangle of this size around the source, or, with a depth, a box. Edges belong to it.
struct rectangle {
  quantity<dim::metre> width, height, depth;
  constexpr rectangle(quantity<dim::metre> of_x, quantity<dim::metre> of_y,
                      quantity<dim::metre> of_z = quantity<dim::metre>(std::numeric_limits<double>::infinity()))
      : width(of_x), height(of_y), depth(of_z) {}

  void validate(std::string_view item) const {
    detail::require_region(width.si(), "the width", item);
    detail::require_region(height.si(), "the height", item);
    if (!(depth.si() > 0)) detail::require_region(depth.si(), "the depth", item);
  }
  [[nodiscard]] detail::region bounds() const {
    const double x = width.si() / 2, y = height.si() / 2, z = depth.si() / 2;
    return {{-x, -y, -z}, {x, y, z}};
  }
  [[nodiscard]] bool contains(const detail::point& d) const {
    using detail::within_length;
    return within_length(std::abs(d.x), width.si() / 2) && within_length(std::abs(d.y), height.si() / 2) &&
           within_length(std::abs(d.z), depth.si() / 2);
  }
};

/// Mask: another one, moved away from the source.
template <class Mask>
struct shifted {
  Mask mask;
  quantity<dim::metre> dx, dy, dz;
  constexpr shifted(Mask m, quantity<dim::metre> to_x, quantity<dim::metre> to_y,
                    quantity<dim::metre> to_z = quantity<dim::metre>(0))
      : mask(m), dx(to_x), dy(to_y), dz(to_z) {}

  void validate(std::string_view item) const {
    mask.validate(item);
    if (!std::isfinite(dx.si() + dy.si() + dz.si()))
      raise({"projection '", item, "': a mask is shifted by a distance that is not finite"});
  }
  [[nodiscard]] detail::region bounds() const {
    detail::region box = mask.bounds();
    for (detail::point* const corner : {&box.low, &box.high})
      corner->x += dx.si(), corner->y += dy.si(), corner->z += dz.si();
    return box;
  }
  [[nodiscard]] bool contains(const detail::point& d) const {
    return mask.contains({d.x - dx.si(), d.y - dy.si(), d.z - dz.si()});
  }
};

namespace detail {

template <class T>
concept Mask = requires(const T& mask, const point& d) {
  { mask.contains(d) } -> std::convertible_to<bool>;
  { mask.bounds() } -> std::same_as<region>;
  mask.validate(std::string_view{});
};

} // namespace detail

} // namespace cortexpr
