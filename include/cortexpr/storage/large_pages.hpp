// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cstddef>
#include <memory>
#include <new>
#include <vector>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cortexpr {

/// Asks for large memory pages for whole pages of memory: rows are read at random, and the page tables of small pages
/// do not fit into the caches.
inline void advise_large_pages([[maybe_unused]] void* first, [[maybe_unused]] std::size_t bytes) {
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  madvise(first, bytes, MADV_HUGEPAGE);
#endif
}

/// Allocates arrays of several megabytes where large pages begin.
template <class T>
struct large_page_allocator {
  using value_type = T;
  static constexpr std::size_t page = std::size_t{1} << 21;

  large_page_allocator() = default;
  template <class U>
  large_page_allocator(const large_page_allocator<U>&) {}

  [[nodiscard]] T* allocate(std::size_t n) {
    const std::size_t bytes = n * sizeof(T);
    if (!is_large(n)) return static_cast<T*>(::operator new(bytes));
    void* const memory = ::operator new (bytes, std::align_val_t{page});
    // Room at the end is seldom filled: a large page there would be memory for nothing.
    advise_large_pages(memory, bytes / 100 * 97 / page * page);
    return static_cast<T*>(memory);
  }
  void deallocate(T* memory, std::size_t n) {
    if (is_large(n))
      ::operator delete (memory, std::align_val_t{page});
    else
      ::operator delete(memory);
  }
  [[nodiscard]] bool operator==(const large_page_allocator&) const { return true; }

private:
  static bool is_large(std::size_t n) { return n * sizeof(T) >= 2 * page; }
};

/// A list that may be very long and is read at random.
template <class T>
using long_list = std::vector<T, large_page_allocator<T>>;

} // namespace cortexpr
