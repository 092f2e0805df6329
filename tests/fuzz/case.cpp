// SPDX-License-Identifier: BSL-1.0
// The text of a recorded reference case.
#include "../oracle/case.hpp"
#include "../unit/io_testing.hpp"
#include "bytes_as_file.hpp"
#include <new>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const temporary_folder folder;
  std::ofstream(folder / "case.tsv", std::ios::binary) << text_of(data, size);
  try {
    const oracle::reference_case read(folder / "");
    static_cast<void>(read.parameter("n"));
    static_cast<void>(read.dt());
    static_cast<void>(read.steps());
  } catch (const std::bad_alloc&) {
    throw;
  } catch (const std::exception&) { // says what is wrong with the text
  }
  return 0;
}
