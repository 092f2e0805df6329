// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/model/readings/operation_counter.hpp>
#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <cortexpr/neurons/lif.hpp>

using namespace cortexpr;

namespace {

using coba = synaptic_lif<conductance<alpha>, minus<current<exponential>>>;

static_assert(operation_count<lif> == operation_counts{.additions = 2, .multiplications = 1, .divisions = 1});
static_assert(operation_count<synaptic_lif<current<exponential>>> ==
              operation_counts{.additions = 4, .multiplications = 1, .divisions = 2});
static_assert(operation_count<adex>.exponentials == 1 && operation_count<hodgkin_huxley>.exponentials == 6);
static_assert(operation_count<adex>.comparisons == 3 && operation_count<coba>.exponentials == 0); // min, >, select

} // namespace
