// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/reflection.hpp>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <cortexpr/neurons/lif.hpp>

using namespace cortexpr;

namespace {

using coba = synaptic_lif<conductance<alpha>, minus<current<exponential>>>;

static_assert(variable_names<state_of<coba, checked>>[1].view() == "exc.g");
static_assert(find_variable<parameters_of<coba, checked>>("inh.tau") != not_found);
static_assert(find_variable<parameters_of<coba, checked>>("inh.E") == not_found);
static_assert(detail::state_size<coba> == 4 && detail::input_count<coba> == 1);
static_assert(detail::held<coba, 0> && !detail::held<coba, 1> && !detail::holds_any<hodgkin_huxley>);

} // namespace
