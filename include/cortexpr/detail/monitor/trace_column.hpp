// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <compare>
#include <concepts>
#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <iterator>

namespace cortexpr {

template <class Real>
struct trace;

namespace detail {

/// One column of a trace: a list of numbers that lie apart. Refers to the trace; copies share it.
template <class Real>
class trace_column {
public:
  class iterator {
  public:
    using value_type = Real;
    using difference_type = std::ptrdiff_t;
    using pointer = const Real*;
    using reference = Real;
    using iterator_category = std::random_access_iterator_tag;

    iterator() = default;
    iterator(const trace<Real>& from, std::size_t row, std::size_t column) : from_(&from), row_(row), column_(column) {}
    [[nodiscard]] Real operator*() const { return from_->unchecked(row_, column_); }
    [[nodiscard]] Real operator[](difference_type n) const { return *(*this + n); }
    iterator& operator+=(difference_type n) {
      row_ += static_cast<std::size_t>(n);
      return *this;
    }
    iterator& operator-=(difference_type n) { return *this += -n; }
    iterator& operator++() { return *this += 1; }
    iterator& operator--() { return *this += -1; }
    iterator operator++(int) {
      const iterator before = *this;
      ++*this;
      return before;
    }
    iterator operator--(int) {
      const iterator before = *this;
      --*this;
      return before;
    }
    [[nodiscard]] friend iterator operator+(iterator a, difference_type n) { return a += n; }
    [[nodiscard]] friend iterator operator+(difference_type n, iterator a) { return a += n; }
    [[nodiscard]] friend iterator operator-(iterator a, difference_type n) { return a -= n; }
    [[nodiscard]] friend difference_type operator-(const iterator& a, const iterator& b) {
      return static_cast<difference_type>(a.row_) - static_cast<difference_type>(b.row_);
    }
    [[nodiscard]] bool operator==(const iterator& o) const { return row_ == o.row_; }
    [[nodiscard]] auto operator<=>(const iterator& o) const { return row_ <=> o.row_; }

  private:
    const trace<Real>* from_ = nullptr;
    std::size_t row_ = 0, column_ = 0;
  };
  using const_iterator = iterator;
  using value_type = Real;

  trace_column(const trace<Real>& from, std::size_t column) : from_(&from), column_(column) {}
  [[nodiscard]] std::size_t size() const { return from_->rows(); }
  [[nodiscard]] bool empty() const { return size() == 0; }
  /// The value in a row; throws `invalid_value` if there is no such row.
  template <std::integral Row>
  [[nodiscard]] Real operator()(Row row) const {
    return from_->unchecked(from_->checked_row(row), column_);
  }
  template <std::integral Row>
  [[nodiscard]] Real operator[](Row row) const {
    return (*this)(row);
  }
  template <std::integral Row>
  [[nodiscard]] double time(Row row) const {
    return from_->time(row);
  }
  /// The trace, and the column of it.
  [[nodiscard]] const trace<Real>& source() const { return *from_; }
  [[nodiscard]] std::size_t place() const { return column_; }
  [[nodiscard]] iterator begin() const { return {*from_, 0, column_}; }
  [[nodiscard]] iterator end() const { return {*from_, size(), column_}; }

private:
  const trace<Real>* from_;
  std::size_t column_;
};

} // namespace detail

} // namespace cortexpr
