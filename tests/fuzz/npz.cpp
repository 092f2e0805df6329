// SPDX-License-Identifier: BSL-1.0
// Archives and the arrays in them; a stream is a folder of such archives.
#include "bytes_as_file.hpp"
#include <cortexpr/io/stream.hpp>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const bytes_as_file file(text_of(data, size));
  try {
    for (const auto& entry : cortexpr::load_npz(file.path()))
      static_cast<void>(cortexpr::load_npz<double>(file.path(), entry.name));
  } catch (const cortexpr::io_error&) {
  }
  static_cast<void>(cortexpr::detail::end_of_chunk(text_of(data, size)));
  return 0;
}
