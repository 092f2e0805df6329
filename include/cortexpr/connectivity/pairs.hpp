// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/error.hpp>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/random/engine.hpp>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace cortexpr {

/// Explicit synapses i -> j, known at run time: any two ranges or xtensor expressions, read at once. A synapse's number
/// is its position in the lists.
class pairs {
public:
  static constexpr bool numbered = true;

  pairs() = default;
  template <class Sources, class Targets>
  pairs(const Sources& sources, const Targets& targets) {
    // What is no whole number is refused by validate.
    detail::for_each_in_list("pairs: the sources", sources,
                             [&](const auto& i) { sources_.push_back(detail::whole_number(i, no_number)); });
    detail::for_each_in_list("pairs: the targets", targets,
                             [&](const auto& j) { targets_.push_back(detail::whole_number(j, no_number)); });
  }
  void validate(const projection_extent& extent, std::string_view item) const {
    const std::string name = "projection '" + std::string(item) + "': ";
    if (sources_.size() != targets_.size())
      raise({name, sources_.size(), " source numbers but ", targets_.size(),
             " target numbers; the lists must be of one length"});
    for (std::size_t k = 0; k < sources_.size(); ++k)
      if (sources_[k] == no_number || targets_[k] == no_number)
        raise({name, "pair ", k, " is not of two whole numbers"});
    for (std::size_t k = 0; k < sources_.size(); ++k)
      if (sources_[k] < 0 || sources_[k] >= std::int64_t{extent.sources} || targets_[k] < 0 ||
          targets_[k] >= std::int64_t{extent.targets})
        raise({name, "pair ", k, " (", sources_[k], " -> ", targets_[k], ") is out of range; there are ",
               extent.sources, " sources and ", extent.targets, " targets, numbered from 0"});
  }

  struct plan_type {
    detail::sequence<std::uint64_t> begin;
    detail::sequence<std::uint64_t> number;
    const detail::sequence<std::int64_t>* targets;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint64_t k = begin[i]; k < begin[i + 1]; ++k)
        f(static_cast<std::uint32_t>((*targets)[number[k]]), number[k]);
    }
  };
  /// The plan refers to this object.
  [[nodiscard]] plan_type plan(const projection_extent& extent, stream, std::string_view) const {
    plan_type p{detail::sequence<std::uint64_t>(extent.sources + std::size_t{1}),
                detail::sequence<std::uint64_t>(sources_.size()), &targets_};
    for (const auto i : sources_) ++p.begin[static_cast<std::size_t>(i) + 1];
    for (std::size_t i = 0; i < extent.sources; ++i) p.begin[i + 1] += p.begin[i];
    auto place = p.begin;
    for (std::size_t k = 0; k < sources_.size(); ++k) p.number[place[static_cast<std::size_t>(sources_[k])]++] = k;
    return p;
  }

private:
  static constexpr std::int64_t no_number = std::numeric_limits<std::int64_t>::min();
  detail::sequence<std::int64_t> sources_, targets_;
};

} // namespace cortexpr
