// SPDX-License-Identifier: BSL-1.0
// Arrays of every type that is read, from the bytes of a .npy file.
#include "bytes_as_file.hpp"
#include <cortexpr/io/npy.hpp>

template <class T>
void read(std::string_view bytes) {
  try {
    static_cast<void>(cortexpr::detail::array_from_npy<T>(bytes, "fuzzed.npy"));
  } catch (const cortexpr::io_error&) {
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes = text_of(data, size);
  read<double>(bytes);
  read<float>(bytes);
  read<std::int64_t>(bytes);
  read<std::uint8_t>(bytes);
  return 0;
}
