// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/connectivity/projection_extent.hpp>
#include <cortexpr/detail/base/array_elements.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <iterator>
#include <limits>
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
  detail::sequence<std::int64_t> sources_, targets_;
};

/// Connects i -> j where a run-time matrix of sources x targets is not zero: `matrix(w)` of any xtensor expression with
/// two dimensions, or `matrix(list, columns)` of a list row by row; read at once. The same matrix gives the weights:
/// `set<"label">(matrix(w)), set<"label.w">(values(w, unit))`, or `values(m.entries(), unit)` without its zeros.
class matrix {
public:
  static constexpr bool numbered = false;

  matrix() = default;
  template <class Range>
  matrix(const Range& row_by_row, std::size_t columns) : columns_(columns) {
    detail::require_columns("matrix", row_by_row, columns);
    detail::append_elements<double>(values_, row_by_row);
  }
  template <detail::Shaped Array>
  explicit matrix(const Array& sources_by_targets)
      : matrix(sources_by_targets, detail::size_of_matrix("matrix", sources_by_targets).columns) {}
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
