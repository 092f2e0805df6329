// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/base/sequence.hpp>
#include <cortexpr/detail/ranks/message.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <type_traits>

namespace cortexpr::detail {

// What ranks tell each other of a state is stated once for both directions: `f(pack)` writes to a message or reads it.

template <class T>
concept PackedList = requires(T& x) {
  x.data();
  x.resize(x.size());
};

/// Writes values and lists of them to a message as they lie in memory.
class message_packer {
public:
  explicit message_packer(sequence<std::uint8_t>& to) : to_(&to) {}

  template <class... T>
  void operator()(const T&... x) {
    (put(x), ...);
  }
  template <class T>
  void range(const T* x, std::size_t n) {
    put_values(*to_, x, n);
  }

private:
  template <class T>
  void put(const T& x) {
    if constexpr (PackedList<T>) {
      put_number(*to_, x.size());
      if constexpr (std::is_trivially_copyable_v<typename T::value_type>)
        put_values(*to_, x.data(), x.size());
      else
        for (const auto& element : x) put(element);
    } else {
      put_values(*to_, &x, 1);
    }
  }
  template <class... T>
  void put(const std::tuple<T...>& x) {
    std::apply([&](const auto&... one) { (put(one), ...); }, x);
  }

  sequence<std::uint8_t>* to_;
};

/// Reads them again.
class message_unpacker {
public:
  explicit message_unpacker(message_reader from) : from_(from) {}

  template <class... T>
  void operator()(T&... x) {
    (take(x), ...);
  }
  template <class T>
  void range(T* x, std::size_t n) {
    from_.values(x, n);
  }

private:
  template <class T>
  void take(T& x) {
    if constexpr (PackedList<T>) {
      constexpr bool flat = std::is_trivially_copyable_v<typename T::value_type>;
      x.resize(from_.count(flat ? sizeof(typename T::value_type) : 1));
      if constexpr (flat)
        from_.values(x.data(), x.size());
      else
        for (auto& element : x) take(element);
    } else {
      from_.values(&x, 1);
    }
  }
  template <class... T>
  void take(std::tuple<T...>& x) {
    std::apply([&](auto&... one) { (take(one), ...); }, x);
  }

  message_reader from_;
};

} // namespace cortexpr::detail
