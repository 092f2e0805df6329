// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/units/measured.hpp>
#include <cstddef>
#include <utility>

namespace cortexpr::detail {

/// The shared variables of a population while an operation works on them, each with its unit.
template <std::size_t K, dimension D, class Real>
struct shared_cell {
  measured<D, Real> cell;
};
template <class M, class Real, class Indices = std::make_index_sequence<shared_count<M>>>
struct shared_cells;
template <class M, class Real, std::size_t... K>
struct shared_cells<M, Real, std::index_sequence<K...>>
    : shared_cell<K, dimension_of<shared_of<M, checked>, K>, Real>... {
  template <class Shared>
  explicit shared_cells([[maybe_unused]] const Shared& shared)
      : shared_cell<K, dimension_of<shared_of<M, checked>, K>, Real>{
            measured<dimension_of<shared_of<M, checked>, K>, Real>::of_stored(shared.now[K])}... {}
  template <class Shared>
  void store([[maybe_unused]] Shared& shared) const {
    ((shared.now[K] =
          static_cast<const shared_cell<K, dimension_of<shared_of<M, checked>, K>, Real>&>(*this).cell.stored()),
     ...);
  }
};
template <std::size_t K, dimension D, class Real>
auto& shared_at(shared_cell<K, D, Real>& x) {
  return x.cell;
}

} // namespace cortexpr::detail
