// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/checkpoint/state_file.hpp>
#include <cortexpr/model/columns.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

template <class Real>
void write_column(state_writer& file, const column<Real>& x) {
  file.numbers(x.data(), file.count(x.size(), sizeof(Real)));
}
/// A column of one value for all or of one for each of n neurons.
template <class Real>
void read_column(state_reader& file, column<Real>& x, std::uint32_t n, bool own_cells) {
  const std::size_t size = file.count(0, sizeof(Real));
  if (size != n && (own_cells || size != 1)) file.damaged("a variable has another number of neurons");
  x.assign(size, Real(0));
  file.numbers(x.data(), size);
  for (std::size_t i = size; i % column<Real>::line != 0; ++i) x[i] = x[size - 1]; // the padding
}

} // namespace cortexpr::detail
