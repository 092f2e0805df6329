// SPDX-License-Identifier: BSL-1.0
// A program with types of its own in the global namespace, called in words that users choose: none is ambiguous beside
// `using namespace cortexpr`.
#include <cortexpr/core.hpp>

using namespace cortexpr;

// clang-format off
#define CORTEXPR_NAMES_OF_USERS(X) \
  X(block) X(pass) X(learn) X(segment) X(memory) X(moment) X(line) X(form) X(word) X(verb) X(nothing) X(absent) \
  X(slice) X(row) X(rows) X(weights_of) X(step) X(shape) X(scratch) X(bundle) X(spread) X(pace) X(team) \
  X(stretch) X(route) X(tally) X(degree) X(dual) X(symbol) X(lanes) X(selection) X(exchange) X(joined) \
  X(sequence) X(field) X(members) X(held) X(flow) X(both) X(choose) X(either) X(fields) X(check) X(prepare) \
  X(validate) X(build)  X(load) X(save) X(print) X(show) X(report) X(collect) X(make) X(apply) \
  X(call) X(visit) X(for_each) X(update) X(advance) X(deliver) X(first) X(last) X(name_of) X(text_of) \
  X(number_of) X(encode) X(decode) X(decay) X(scale)
// clang-format on

// Each is made from a value of the library.
#define CORTEXPR_TYPE(name)                                                                                            \
  struct name {                                                                                                        \
    quantity<dim::volt> v;                                                                                             \
  };
CORTEXPR_NAMES_OF_USERS(CORTEXPR_TYPE)

namespace {

#define CORTEXPR_USE(name) &&name{5_mV}.v == 5_mV
static_assert(true CORTEXPR_NAMES_OF_USERS(CORTEXPR_USE));

} // namespace
