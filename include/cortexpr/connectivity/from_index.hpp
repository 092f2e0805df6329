// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/pairs.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string_view>

namespace cortexpr {

/// One source for every target, by a list that is known at run time: target j has source `list[j]`. The list is any
/// range or xtensor expression, read at once. Brian2's `linked_var(H, 'n', index=list)`.
class from_index {
public:
  static constexpr bool numbered = true;

  from_index() = default;
  template <class List>
  explicit from_index(const List& list) {
    // What is no whole number is refused by validate.
    detail::for_each_in_list("from_index: the sources", list, [&](const auto& i) {
      sources_.push_back(detail::whole_number(i, std::numeric_limits<std::int64_t>::min()));
      targets_.push_back(static_cast<std::int64_t>(targets_.size()));
    });
    pairs_ = pairs(sources_, targets_);
  }
  void validate(const projection_extent& extent, std::string_view item) const {
    if (sources_.size() != extent.targets)
      raise({"projection '", item, "': from_index has ", sources_.size(), " source numbers, but there are ",
             extent.targets, " targets, which need one each"});
    pairs_.validate(extent, item);
  }
  [[nodiscard]] pairs::plan_type plan(const projection_extent& extent, stream numbers, std::string_view item) const {
    return pairs_.plan(extent, numbers, item);
  }

private:
  detail::sequence<std::int64_t> sources_, targets_;
  pairs pairs_;
};

} // namespace cortexpr
