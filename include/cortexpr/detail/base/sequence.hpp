// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/error.hpp>
#include <cortexpr/detail/base/memory.hpp>
#include <cstring>
#include <initializer_list>
#include <stdexcept>
#include <type_traits>

namespace cortexpr::detail {

/// What sequences of all types share, compiled once for all of them: an element is so many bytes.
class untyped_sequence {
protected:
  untyped_sequence() = default;
  ~untyped_sequence() = default;

  void take(untyped_sequence& o) {
    first_ = o.first_;
    size_ = o.size_;
    capacity_ = o.capacity_;
    o.first_ = nullptr;
    o.size_ = o.capacity_ = 0;
  }
  void give_back(std::size_t element, memory kind) { release(kind, first_, capacity_, element); }
  [[nodiscard]] std::size_t checked(std::size_t k) const {
    if (k >= size_) raise<std::out_of_range>({"element ", k, " of a list of ", size_});
    return k;
  }
  /// Room for `needed` elements and, so that many small steps do not cost, for as many again as there are.
  [[nodiscard]] std::size_t grown_capacity(std::size_t needed) const {
    return size_ == 0 ? needed : std::max(needed, 2 * size_);
  }

  // For elements that may be copied as bytes.
  [[gnu::noinline]] void move_bytes(std::size_t capacity, std::size_t element, memory kind) {
    void* const fresh = allocate(kind, capacity, element);
    if (size_ != 0) std::memcpy(fresh, first_, size_ * element);
    give_back(element, kind);
    first_ = fresh;
    capacity_ = capacity;
  }
  [[gnu::noinline]] void append_bytes(const void* from, std::size_t n, std::size_t element, memory kind) {
    if (n == 0) return;
    if (size_ + n > capacity_) move_bytes(grown_capacity(size_ + n), element, kind);
    std::memcpy(static_cast<std::byte*>(first_) + size_ * element, from, n * element);
    size_ += n;
  }

  void* first_ = nullptr;
  std::size_t size_ = 0, capacity_ = 0;
};

/// A list in one piece of memory that grows at its end: what of std::vector the library uses, with the same names and
/// meanings. Networks are made of dozens of types of lists, each of which costs a compiler five times as long with
/// std::vector (docs/decisions.md, 59). Lists of bool hold bytes; `list = {}` gives memory back. Elements must not
/// throw when they are moved; a list that is appended to itself is not provided for.
template <class T,
          memory Kind = (alignof(T) > __STDCPP_DEFAULT_NEW_ALIGNMENT__ ? memory::cache_lines : memory::ordinary)>
class sequence : untyped_sequence {
  static constexpr bool bytes = std::is_trivially_copyable_v<T>;

public:
  using value_type = T;
  using iterator = T*;
  using const_iterator = const T*;

  sequence() = default;
  explicit sequence(std::size_t n) : sequence() { resize(n); }
  sequence(std::size_t n, const T& value) : sequence() { assign(n, value); }
  sequence(std::initializer_list<T> list) : sequence() { append(list.begin(), list.size()); }
  template <class Iterator>
    requires(!std::is_integral_v<Iterator>)
  sequence(Iterator first, Iterator last) : sequence() { assign(first, last); }
  sequence(const sequence& o) : sequence() { append(o.data(), o.size_); }
  sequence(sequence&& o) noexcept { take(o); }
  sequence& operator=(const sequence& o) {
    if (this == &o) return *this;
    if constexpr (bytes) {
      size_ = 0;
      append(o.data(), o.size_);
    } else if (size_ == o.size_) {
      for (std::size_t k = 0; k < size_; ++k) data()[k] = o.data()[k]; // so that lists in lists keep their room
    } else {
      *this = sequence(o);
    }
    return *this;
  }
  sequence& operator=(sequence&& o) noexcept {
    if (this == &o) return *this;
    shrink(0);
    give_back(sizeof(T), Kind);
    take(o);
    return *this;
  }
  // Steppers with empty lists live at compile time.
  constexpr ~sequence() {
    shrink(0);
    if (first_ != nullptr) give_back(sizeof(T), Kind);
  }

  [[nodiscard]] T* data() { return static_cast<T*>(first_); }
  [[nodiscard]] const T* data() const { return static_cast<const T*>(first_); }
  [[nodiscard]] T* begin() { return data(); }
  [[nodiscard]] const T* begin() const { return data(); }
  [[nodiscard]] T* end() { return data() + size_; }
  [[nodiscard]] const T* end() const { return data() + size_; }
  [[nodiscard]] std::size_t size() const { return size_; }
  [[nodiscard]] std::size_t capacity() const { return capacity_; }
  [[nodiscard]] bool empty() const { return size_ == 0; }
  [[nodiscard]] T& operator[](std::size_t k) { return static_cast<T*>(first_)[k]; }
  [[nodiscard]] const T& operator[](std::size_t k) const { return static_cast<const T*>(first_)[k]; }
  [[nodiscard]] T& at(std::size_t k) { return data()[checked(k)]; }
  [[nodiscard]] const T& at(std::size_t k) const { return data()[checked(k)]; }
  [[nodiscard]] T& front() { return data()[0]; }
  [[nodiscard]] const T& front() const { return data()[0]; }
  [[nodiscard]] T& back() { return data()[size_ - 1]; }
  [[nodiscard]] const T& back() const { return data()[size_ - 1]; }

  void reserve(std::size_t n) {
    if (n > capacity_) relocate(n);
  }
  void push_back(T value) {
    if (size_ == capacity_) relocate(grown_capacity(size_ + 1));
    ::new (static_cast<void*>(data() + size_)) T(static_cast<T&&>(value));
    ++size_;
  }
  template <class... Arguments>
  T& emplace_back(Arguments&&... arguments) {
    push_back(T(static_cast<Arguments&&>(arguments)...));
    return back();
  }
  void pop_back() { shrink(size_ - 1); }
  void clear() { shrink(0); }
  /// New elements are like T{}.
  [[gnu::noinline]] void resize(std::size_t n) {
    if (n <= size_) return shrink(n);
    if (n > capacity_) relocate(grown_capacity(n));
    if constexpr (bytes)
      fill_up(n, T{});
    else
      for (; size_ < n; ++size_) ::new (static_cast<void*>(data() + size_)) T{};
  }
  [[gnu::noinline]] void resize(std::size_t n, T value) {
    if (n <= size_) return shrink(n);
    if (n > capacity_) relocate(grown_capacity(n));
    fill_up(n, value);
  }
  [[gnu::noinline]] void assign(std::size_t n, T value) {
    shrink(0);
    if (n > capacity_) relocate(n);
    fill_up(n, value);
  }
  template <class Iterator>
    requires(!std::is_integral_v<Iterator>)
  void assign(Iterator first, Iterator last) {
    clear();
    if constexpr (requires { last - first; }) reserve(static_cast<std::size_t>(last - first));
    for (; first != last; ++first) push_back(static_cast<T>(*first));
  }
  void assign(std::initializer_list<T> list) {
    shrink(0);
    append(list.begin(), list.size());
  }
  /// Copies of n elements of another list.
  void append(const T* from, std::size_t n) {
    if constexpr (bytes) {
      append_bytes(from, n, sizeof(T), Kind);
    } else {
      if (size_ + n > capacity_) relocate(grown_capacity(size_ + n));
      for (std::size_t k = 0; k < n; ++k, ++size_) ::new (static_cast<void*>(data() + size_)) T(from[k]);
    }
  }

  /// Takes the first n elements away.
  void drop_front(std::size_t n) {
    for (std::size_t k = n; k < size_; ++k) data()[k - n] = static_cast<T&&>(data()[k]);
    shrink(size_ - n);
  }

  /// Any list with the same elements is equal.
  template <class List>
  [[nodiscard]] bool operator==(const List& o) const {
    if (size_ != o.size()) return false;
    for (std::size_t k = 0; k < size_; ++k)
      if (!(data()[k] == o[k])) return false;
    return true;
  }

private:
  static_assert(alignof(T) <= (Kind == memory::cache_lines ? cache_line : __STDCPP_DEFAULT_NEW_ALIGNMENT__));

  [[gnu::noinline]] void relocate(std::size_t capacity) {
    if constexpr (bytes) {
      move_bytes(capacity, sizeof(T), Kind);
    } else {
      static_assert(std::is_nothrow_move_constructible_v<T>);
      T* const fresh = static_cast<T*>(allocate(Kind, capacity, sizeof(T)));
      for (std::size_t k = 0; k < size_; ++k) {
        ::new (static_cast<void*>(fresh + k)) T(static_cast<T&&>(data()[k]));
        data()[k].~T();
      }
      give_back(sizeof(T), Kind);
      first_ = fresh;
      capacity_ = capacity;
    }
  }
  /// `value` is no element of this list.
  void fill_up(std::size_t n, const T& value) {
    if constexpr (bytes) {
      T* const first = data();
      for (std::size_t k = size_; k < n; ++k) ::new (static_cast<void*>(first + k)) T(value);
      size_ = n;
    } else {
      for (; size_ < n; ++size_) ::new (static_cast<void*>(data() + size_)) T(value);
    }
  }
  constexpr void shrink(std::size_t n) {
    if constexpr (bytes)
      size_ = n;
    else
      while (size_ > n) data()[--size_].~T();
  }
};

/// A list that may be very long and is read at random.
template <class T>
using long_list = sequence<T, memory::large_pages>;

} // namespace cortexpr::detail
