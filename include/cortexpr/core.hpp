// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Everything but arrays (xtensor), files and pictures.

#include <cortexpr/connect/connect.hpp>
#include <cortexpr/model/integrators.hpp>
#include <cortexpr/network/network.hpp>
#include <cortexpr/neurons/adex.hpp>
#include <cortexpr/neurons/escape_rate.hpp>
#include <cortexpr/neurons/hodgkin_huxley.hpp>
#include <cortexpr/neurons/izhikevich.hpp>
#include <cortexpr/neurons/lif.hpp>
#include <cortexpr/plasticity/transmit.hpp>
#include <cortexpr/plasticity/transmit_share.hpp>
#include <cortexpr/run/progress.hpp>
#include <cortexpr/run/simulation.hpp>
#include <cortexpr/sources/drive.hpp>
#include <cortexpr/sources/poisson.hpp>
#include <cortexpr/sources/spike_times.hpp>
