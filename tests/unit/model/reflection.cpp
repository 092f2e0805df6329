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

// As many members as a state, a parameter set or an input set may have.
struct thirty_two {
  double a1 = 1, a2 = 2, a3 = 3, a4 = 4, a5 = 5, a6 = 6, a7 = 7, a8 = 8, a9 = 9, a10 = 10, a11 = 11, a12 = 12, a13 = 13,
         a14 = 14, a15 = 15, a16 = 16, b1 = 17, b2 = 18, b3 = 19, b4 = 20, b5 = 21, b6 = 22, b7 = 23, b8 = 24, b9 = 25,
         b10 = 26, b11 = 27, b12 = 28, b13 = 29, b14 = 30, b15 = 31, b16 = 32;
};
template <std::size_t... K>
constexpr bool counts_up(const thirty_two& x, std::index_sequence<K...>) {
  const auto members = detail::tie_aggregate(x);
  return ((detail::field_at<K>(members) == K + 1.0) && ...);
}
static_assert(detail::count_members<thirty_two>() == 32);
static_assert(counts_up(thirty_two{}, std::make_index_sequence<32>{}));
static_assert(variable_names<thirty_two>[31].view() == "b16");

// Here in a namespace without a name.
static_assert(detail::short_type_name<thirty_two>() == "thirty_two");
static_assert(detail::short_type_name<coba>() == "synaptic_model");
static_assert(detail::short_type_name<int>() == "int");

} // namespace
