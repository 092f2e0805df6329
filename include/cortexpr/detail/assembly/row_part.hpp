// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/assembly/created_row.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/rows/global_facts.hpp>
#include <cortexpr/detail/rows/rows.hpp>
#include <cstdint>
#include <memory>

namespace cortexpr::detail {

/// What a rank keeps of the row of a source, and what it must know of the rest.
struct row_part {
  created_row row;                     ///< targets counted from the rank's first one
  sequence<std::uint32_t> place;       ///< of each synapse in the whole row
  global_facts whole;                  ///< of the whole row
  bool as_stored = true;               ///< cut into slices, the whole row is stored as it was created
  std::uint32_t before = 0, after = 0; ///< synapses in the slices before and after those of this rank
};

/// Cuts rows down to the synapses that this rank has. An interface, so that programs without ranks do not compile how.
class row_cutting {
public:
  row_cutting() = default;
  row_cutting(const row_cutting&) = delete;
  row_cutting& operator=(const row_cutting&) = delete;
  virtual ~row_cutting() = default;
  /// The part of a row; valid until the next call.
  [[nodiscard]] virtual const row_part& cut(const created_row& row) = 0;
};

/// What makes the cutter of a thread, at bounds that stay where they are.
using row_cutter_maker = std::unique_ptr<row_cutting> (*)(const shared_bounds&);

/// The cutter of a projection where nothing is shared.
[[nodiscard, gnu::cold]] inline row_cutter_maker cuts_nothing(std::size_t) { return nullptr; }

} // namespace cortexpr::detail
