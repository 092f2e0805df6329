// SPDX-License-Identifier: BSL-1.0
#pragma once

// All integrators, and the choice among them.
#include <cortexpr/model/integrators/automatic.hpp>
#include <cortexpr/model/integrators/dormand_prince.hpp>
#include <cortexpr/model/integrators/euler.hpp>
#include <cortexpr/model/integrators/euler_maruyama.hpp>
#include <cortexpr/model/integrators/exact.hpp>
#include <cortexpr/model/integrators/exponential_euler.hpp>
#include <cortexpr/model/integrators/exponential_midpoint.hpp>
#include <cortexpr/model/integrators/milstein.hpp>
#include <cortexpr/model/integrators/own_integrator.hpp>
#include <cortexpr/model/integrators/reset_at_crossing.hpp>
#include <cortexpr/model/integrators/runge_kutta.hpp>
#include <cortexpr/model/integrators/stochastic_heun.hpp>
