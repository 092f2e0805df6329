// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Names without their definitions, for headers of users that declare functions and members of these types: it costs
/// next to no compile time. Units are whole: `quantity<dim::second>`, `second<>`.
///
/// Example (examples/reference/fwd.cpp):
///
///     #include <cortexpr/fwd.hpp>
///
///     double highest(const cortexpr::trace<double>& v, cortexpr::second<> from);
///
/// Default arguments of templates that are declared here stand here.

#include <cortexpr/model/carriers.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cstddef>

namespace cortexpr {

template <dimension D>
class quantity;
template <std::size_t N>
struct fixed_string;

class error;
class invalid_value;
class io_error;
class run_stopped;
class not_finite;

// What a network is described with.
template <class... Items>
struct description;
template <class... Rules>
struct plasticity;
class pairs;
class matrix;
class spike_list;
template <dimension D>
class timed_array;
template <dimension D, std::size_t N = 0>
struct value_list;

// What runs.
template <auto const& D, class Real = double>
struct network;
template <auto const& D, class Real>
struct network_state;
template <class Net>
class simulation;
template <class Net>
class trials;
struct seed;
struct structure_seed;
struct time_step;
struct threads;
struct stream;
class generator;

// What is found.
template <class Real>
struct trace;
struct spike_train;
struct rate_trace;
enum class severity;
struct finding;
class diagnosis;
class figure;

} // namespace cortexpr
