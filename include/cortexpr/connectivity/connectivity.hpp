// SPDX-License-Identifier: BSL-1.0
#pragma once

/// All connection rules: which neurons a projection connects.

#include <cortexpr/connectivity/all_to_all.hpp>
#include <cortexpr/connectivity/distance_dependent.hpp>
#include <cortexpr/connectivity/fixed_indegree.hpp>
#include <cortexpr/connectivity/fixed_outdegree.hpp>
#include <cortexpr/connectivity/fixed_probability.hpp>
#include <cortexpr/connectivity/fixed_total_number.hpp>
#include <cortexpr/connectivity/from_index.hpp>
#include <cortexpr/connectivity/matrix.hpp>
#include <cortexpr/connectivity/one_to_one.hpp>
#include <cortexpr/connectivity/pairs.hpp>
#include <cortexpr/connectivity/pairwise_poisson.hpp>
#include <cortexpr/connectivity/symmetric_probability.hpp>
#include <cortexpr/connectivity/synapses_of.hpp>
