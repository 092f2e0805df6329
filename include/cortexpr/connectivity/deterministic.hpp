// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <iterator>
#include <limits>
#include <type_traits>
#include <vector>

namespace cortexpr {

/// Every source to every target, source by source. Autapses are included unless `.without_autapses()` (as Brian2).
struct all_to_all {
  static constexpr bool numbered = false;
  bool autapses = true;

  [[nodiscard]] constexpr all_to_all without_autapses() const { return {.autapses = false}; }
  void validate(const projection_extent&, std::string_view) const {}

  struct plan_type {
    projection_extent form;
    bool autapses;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint32_t j = 0; j < form.targets; ++j)
        if (autapses || !form.is_self(i, j)) f(j, std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& form, stream, std::string_view) const {
    return {form, autapses};
  }
  [[nodiscard]] constexpr bool operator==(const all_to_all&) const = default;
};

/// Neuron i to neuron i; both sides must have one size.
struct one_to_one {
  static constexpr bool numbered = false;

  void validate(const projection_extent& form, std::string_view item) const {
    if (form.sources != form.targets)
      raise({"projection '", item, "': one_to_one needs equal sizes, but there are ", form.sources, " sources and ",
             form.targets, " targets"});
  }
  struct plan_type {
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      f(i, std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent&, stream, std::string_view) const { return {}; }
  [[nodiscard]] constexpr bool operator==(const one_to_one&) const = default;
};

/// All pairs (i, j) for which a function without captures says true: `predicate([](auto i, auto j) { return i != j;
/// })`.
template <class F>
struct predicate {
  static constexpr bool numbered = false;
  F holds;

  constexpr explicit predicate(F f) : holds(f) {}
  void validate(const projection_extent&, std::string_view) const {}
  struct plan_type {
    projection_extent form;
    F holds;
    template <class G>
    void for_row(std::uint32_t i, G&& f) const {
      for (std::uint32_t j = 0; j < form.targets; ++j)
        if (holds(i, j)) f(j, std::uint64_t{0});
    }
  };
  [[nodiscard]] plan_type plan(const projection_extent& form, stream, std::string_view) const { return {form, holds}; }
};

/// Explicit synapses i -> j, known at run time; a synapse's number is its position in the lists.
class pairs {
public:
  static constexpr bool numbered = true;

  pairs() = default;
  template <class Sources, class Targets>
  pairs(const Sources& sources, const Targets& targets) {
    for (const auto i : sources) sources_.push_back(whole(i));
    for (const auto j : targets) targets_.push_back(whole(j));
  }
  void validate(const projection_extent& form, std::string_view item) const {
    const std::string name = "projection '" + std::string(item) + "': ";
    if (sources_.size() != targets_.size())
      raise({name, sources_.size(), " source numbers but ", targets_.size(),
             " target numbers; the lists must be of one length"});
    for (std::size_t k = 0; k < sources_.size(); ++k)
      if (sources_[k] == no_number || targets_[k] == no_number)
        raise({name, "pair ", k, " is not of two whole numbers"});
    for (std::size_t k = 0; k < sources_.size(); ++k)
      if (sources_[k] < 0 || sources_[k] >= std::int64_t{form.sources} || targets_[k] < 0 ||
          targets_[k] >= std::int64_t{form.targets})
        raise({name, "pair ", k, " (", sources_[k], " -> ", targets_[k], ") is out of range; there are ", form.sources,
               " sources and ", form.targets, " targets, numbered from 0"});
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
  [[nodiscard]] plan_type plan(const projection_extent& form, stream, std::string_view) const {
    plan_type p{detail::sequence<std::uint64_t>(form.sources + std::size_t{1}),
                detail::sequence<std::uint64_t>(sources_.size()), &targets_};
    for (const auto i : sources_) ++p.begin[static_cast<std::size_t>(i) + 1];
    for (std::size_t i = 0; i < form.sources; ++i) p.begin[i + 1] += p.begin[i];
    auto place = p.begin;
    for (std::size_t k = 0; k < sources_.size(); ++k) p.number[place[static_cast<std::size_t>(sources_[k])]++] = k;
    return p;
  }

private:
  static constexpr std::int64_t no_number = std::numeric_limits<std::int64_t>::min();
  // Arrays may come as floating-point numbers; what is no whole number is refused by validate.
  template <class Number>
  static std::int64_t whole(Number x) {
    if constexpr (std::is_floating_point_v<Number>) {
      if (!(x == std::floor(x) && std::abs(x) < Number(9e15))) return no_number;
    }
    return static_cast<std::int64_t>(x);
  }

  detail::sequence<std::int64_t> sources_, targets_;
};

/// Connects i -> j where a run-time matrix (sources x targets, row by row) is not zero. With xtensor:
/// `matrix(w, w.shape()[1])`. The entries become weights with `set<"label.w">(values(m.entries(), unit))`.
class matrix {
public:
  static constexpr bool numbered = false;

  matrix() = default;
  template <class Range>
  matrix(const Range& row_major, std::size_t columns) : columns_(columns) {
    for (const auto& x : row_major) values_.push_back(static_cast<double>(x));
  }
  /// The entries that are not zero, in the order of the synapses' creation.
  [[nodiscard]] std::vector<double> entries() const {
    std::vector<double> list;
    std::copy_if(values_.begin(), values_.end(), std::back_inserter(list), [](double x) { return x != 0; });
    return list;
  }
  void validate(const projection_extent& form, std::string_view item) const {
    const std::string name = "projection '" + std::string(item) + "': ";
    if (columns_ != form.targets || values_.size() != std::size_t{form.sources} * form.targets)
      raise({name, "the matrix has ", columns_ == 0 ? 0 : values_.size() / columns_, " x ", columns_,
             " entries, but there are ", form.sources, " sources and ", form.targets, " targets (rows are sources)"});
    for (std::size_t k = 0; k < values_.size(); ++k)
      if (std::isnan(values_[k])) raise({name, "entry (", k / columns_, ", ", k % columns_, ") of the matrix is NaN"});
  }
  struct plan_type {
    const detail::sequence<double>* values;
    std::size_t columns;
    template <class F>
    void for_row(std::uint32_t i, F&& f) const {
      for (std::uint32_t j = 0; j < columns; ++j)
        if ((*values)[i * columns + j] != 0) f(j, std::uint64_t{0});
    }
  };
  /// The plan refers to this object.
  [[nodiscard]] plan_type plan(const projection_extent&, stream, std::string_view) const {
    return {&values_, columns_};
  }

private:
  detail::sequence<double> values_;
  std::size_t columns_ = 0;
};

} // namespace cortexpr
