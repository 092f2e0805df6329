// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/space/placement.hpp>
#include <cortexpr/units/format.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstdint>
#include <string_view>

namespace cortexpr {

namespace detail {

using length_quantity = quantity<dim::metre>;

/// What layouts have in common: the point about which they are centred, and whether their space is periodic.
template <class Layout>
struct layout {
  length_quantity centre_x{0}, centre_y{0}, centre_z{0};
  bool wraps = false;

  /// Around this point instead of the origin.
  [[nodiscard]] constexpr Layout centred_at(length_quantity x, length_quantity y,
                                            length_quantity z = length_quantity(0)) const {
    Layout moved = static_cast<const Layout&>(*this);
    moved.centre_x = x, moved.centre_y = y, moved.centre_z = z;
    return moved;
  }
  /// Left and right, top and bottom (front and back) edges meet.
  [[nodiscard]] constexpr Layout periodic() const {
    Layout round = static_cast<const Layout&>(*this);
    round.wraps = true;
    return round;
  }

protected:
  [[nodiscard]] point centre() const { return {centre_x.si(), centre_y.si(), centre_z.si()}; }
  /// Whether places have a third coordinate, though the layout is a plane: another one than that through the origin.
  [[nodiscard]] bool lifted() const { return centre_z.si() != 0; }
};

inline void require_length(length_quantity x, const char* what, std::string_view item) {
  if (!(x.si() > 0) || !std::isfinite(x.si()))
    raise(
        {"population '", item, "': ", what, " of a layout is ", quantity_text(x), "; it must be positive and finite"});
}
inline void require_places(std::int64_t places, std::uint32_t neurons, std::string_view item) {
  if (places != std::int64_t{neurons})
    raise({"population '", item, "': the layout has ", places, " places for ", neurons, " neurons; make both equal"});
}
[[nodiscard]] inline double middle_of(std::int64_t n) { return static_cast<double>(n - 1) / 2; }

} // namespace detail

/// Layout: `columns` x `rows` (x `layers`) places on a rectangular grid, `spacing` apart, centred at the origin. Neuron
/// k is in column k % columns, row k / columns % rows.
struct grid : detail::layout<grid> {
  std::int64_t columns, rows, layers;
  quantity<dim::metre> spacing;

  constexpr grid(std::int64_t of_columns, std::int64_t of_rows, quantity<dim::metre> apart)
      : columns(of_columns), rows(of_rows), layers(1), spacing(apart) {}
  constexpr grid(std::int64_t of_columns, std::int64_t of_rows, std::int64_t of_layers, quantity<dim::metre> apart)
      : columns(of_columns), rows(of_rows), layers(of_layers), spacing(apart) {}

  [[nodiscard]] detail::placement place(std::uint32_t n, stream, std::string_view item) const {
    if (columns < 1 || rows < 1 || layers < 1)
      raise({"population '", item, "': a grid of ", columns, " x ", rows, " x ", layers, " places has none"});
    detail::require_length(spacing, "the spacing", item);
    detail::require_places(columns * rows * layers, n, item);
    detail::placement p;
    const double a = spacing.si();
    for (std::int64_t k = 0; k < std::int64_t{n}; ++k) {
      p.x.push_back(centre().x + a * (static_cast<double>(k % columns) - detail::middle_of(columns)));
      p.y.push_back(centre().y + a * (static_cast<double>(k / columns % rows) - detail::middle_of(rows)));
      if (layers > 1 || lifted())
        p.z.push_back(centre().z + a * (static_cast<double>(k / columns / rows) - detail::middle_of(layers)));
    }
    // A direction with one place is not periodic, so that masks on a ring or a tube may be wider than the spacing.
    const auto size = [&](std::int64_t places) { return places > 1 ? a * static_cast<double>(places) : 0; };
    if (wraps) p.space = {size(columns), size(rows), size(layers)};
    return p;
  }
};

/// Layout: `columns` x `rows` places on a hexagonal grid in the plane: six neighbours at the distance `spacing`. Every
/// second row is moved by half a spacing to the right. Neuron k is in column k % columns, row k / columns. A periodic
/// one needs an even number of rows.
struct hexagonal : detail::layout<hexagonal> {
  std::int64_t columns, rows;
  quantity<dim::metre> spacing;

  constexpr hexagonal(std::int64_t of_columns, std::int64_t of_rows, quantity<dim::metre> apart)
      : columns(of_columns), rows(of_rows), spacing(apart) {}

  [[nodiscard]] detail::placement place(std::uint32_t n, stream, std::string_view item) const {
    if (columns < 1 || rows < 1)
      raise({"population '", item, "': a hexagonal grid of ", columns, " x ", rows, " places has none"});
    if (wraps && rows % 2 != 0)
      raise({"population '", item, "': a periodic hexagonal grid has an even number of rows, not ", rows,
             ", because its first and its last row meet"});
    detail::require_length(spacing, "the spacing", item);
    detail::require_places(columns * rows, n, item);
    detail::placement p;
    const double a = spacing.si(), row_height = a * std::sqrt(0.75);
    for (std::int64_t k = 0; k < std::int64_t{n}; ++k) {
      const std::int64_t row = k / columns;
      const double shift = rows == 1 ? 0 : row % 2 == 0 ? -0.25 : 0.25;
      p.x.push_back(centre().x + a * (static_cast<double>(k % columns) - detail::middle_of(columns) + shift));
      p.y.push_back(centre().y + row_height * (static_cast<double>(row) - detail::middle_of(rows)));
      if (lifted()) p.z.push_back(centre().z);
    }
    if (wraps) p.space = {a * static_cast<double>(columns), row_height * static_cast<double>(rows), 0};
    return p;
  }
};

/// Layout: every neuron at a place of its own, drawn uniformly in a box of this size, centred at the origin.
struct random_in : detail::layout<random_in> {
  quantity<dim::metre> width, height, depth;
  bool flat;

  constexpr random_in(quantity<dim::metre> of_x, quantity<dim::metre> of_y)
      : width(of_x), height(of_y), depth(0), flat(true) {}
  constexpr random_in(quantity<dim::metre> of_x, quantity<dim::metre> of_y, quantity<dim::metre> of_z)
      : width(of_x), height(of_y), depth(of_z), flat(false) {}

  [[nodiscard]] detail::placement place(std::uint32_t n, stream numbers, std::string_view item) const {
    detail::require_length(width, "the width", item);
    detail::require_length(height, "the height", item);
    if (!flat) detail::require_length(depth, "the depth", item);
    detail::placement p;
    for (std::uint32_t k = 0; k < n; ++k) {
      generator g(numbers, k);
      p.x.push_back(centre().x + width.si() * (g.uniform() - 0.5));
      p.y.push_back(centre().y + height.si() * (g.uniform() - 0.5));
      if (!flat)
        p.z.push_back(centre().z + depth.si() * (g.uniform() - 0.5));
      else if (lifted())
        p.z.push_back(centre().z);
    }
    if (wraps) p.space = {width.si(), height.si(), flat ? 0 : depth.si()};
    return p;
  }
};

/// Layout: places that are known at run time, one per neuron and direction, counted in `unit`: any ranges or xtensor
/// expressions. `set<"E">(positions(x, y, 1_um))`. Throws `invalid_value` for lists of different length.
class positions {
public:
  template <class X, class Y>
  positions(const X& x, const Y& y, quantity<dim::metre> unit) {
    read(x, unit, places_.x);
    read(y, unit, places_.y);
    require_as_many(places_.y.size(), "y");
  }
  template <class X, class Y, class Z>
  positions(const X& x, const Y& y, const Z& z, quantity<dim::metre> unit) : positions(x, y, unit) {
    read(z, unit, places_.z);
    require_as_many(places_.z.size(), "z");
  }
  /// The space is periodic in boxes of this size.
  [[nodiscard]] positions periodic(quantity<dim::metre> width, quantity<dim::metre> height,
                                   quantity<dim::metre> depth = quantity<dim::metre>(0)) const {
    positions round = *this;
    round.places_.space = {width.si(), height.si(), depth.si()};
    return round;
  }

  [[nodiscard]] detail::placement place(std::uint32_t n, stream, std::string_view item) const {
    for (const double size : {places_.space.x, places_.space.y, places_.space.z})
      if (!(size >= 0) || !std::isfinite(size))
        raise({"population '", item, "': a periodic box of positions is ", detail::quantity_text(size, dim::metre),
               " wide; it must be positive and finite, or 0 where space is not periodic"});
    for (const auto* const list : {&places_.x, &places_.y, &places_.z}) {
      if (list == &places_.z && places_.is_flat()) break;
      detail::require_places(static_cast<std::int64_t>(list->size()), n, item);
      for (std::size_t k = 0; k < list->size(); ++k)
        if (!std::isfinite((*list)[k]))
          raise({"population '", item, "': the position of neuron ", k, " is not finite"});
    }
    return places_;
  }

private:
  void require_as_many(std::size_t numbers, std::string_view of) const {
    if (numbers != places_.x.size())
      raise({"positions: there are ", places_.x.size(), " x and ", numbers, " ", of, "; give one of each per neuron"});
  }
  template <class List>
  static void read(const List& list, quantity<dim::metre> unit, detail::sequence<double>& out) {
    detail::for_each_in_list("positions", list,
                             [&](const auto& x) { out.push_back(static_cast<double>(x) * unit.si()); });
  }
  detail::placement places_;
};

namespace detail {

template <class T>
concept Layout = requires(const T& layout, stream numbers) {
  { layout.place(std::uint32_t{1}, numbers, std::string_view{}) } -> std::same_as<placement>;
};

} // namespace detail

} // namespace cortexpr
