// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/standard.hpp>
#include <cstddef>
#include <cstdint>
#include <new>
#if defined(__linux__)
#include <sys/mman.h>
#endif

namespace cortexpr::detail {

/// Where lists live: anywhere; on cache lines of their own, for loops over SIMD packs and for lists that threads write
/// side by side; in large memory pages as soon as they take several megabytes, for what is read at random.
enum class memory { ordinary, cache_lines, large_pages };

inline constexpr std::size_t cache_line = 64;

inline constexpr std::size_t large_page = std::size_t{1} << 21;

/// The boundary on which memory of that kind begins; 0: that of all memory.
[[nodiscard]] inline std::size_t boundary_of(memory kind, std::size_t bytes) {
  if (kind == memory::large_pages) return bytes >= 2 * large_page ? large_page : 0;
  return kind == memory::cache_lines ? cache_line : 0;
}

[[nodiscard, gnu::noinline]] inline void* allocate(memory kind, std::size_t elements, std::size_t element_size) {
  // More than there can be is left to operator new to refuse.
  constexpr std::size_t most = PTRDIFF_MAX;
  const std::size_t bytes = elements > most / element_size ? most : elements * element_size;
  const std::size_t boundary = boundary_of(kind, bytes);
  if (boundary == 0) return ::operator new(bytes);
  void* const first = ::operator new (bytes, std::align_val_t{boundary});
#if defined(__linux__) && defined(MADV_HUGEPAGE)
  // The page tables of small pages do not fit into the caches. Room at the end is seldom filled: a large page there
  // would be memory for nothing.
  if (boundary == large_page) madvise(first, bytes / 100 * 97 / large_page * large_page, MADV_HUGEPAGE);
#endif
  return first;
}

[[gnu::noinline]] inline void release(memory kind, void* first, std::size_t elements, std::size_t element_size) {
  const std::size_t boundary = boundary_of(kind, elements * element_size);
  if (boundary == 0)
    ::operator delete(first);
  else
    ::operator delete (first, std::align_val_t{boundary});
}

} // namespace cortexpr::detail
