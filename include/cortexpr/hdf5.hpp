// SPDX-License-Identifier: BSL-1.0
#pragma once

/// Circuits, spikes and reports in the files of SONATA; the only header that includes <hdf5.h> and <nlohmann/json.hpp>.
/// Link to cortexpr::hdf5.

#include <cortexpr/sonata/point_neurons.hpp>
#include <cortexpr/sonata/set_nodes.hpp>
#include <cortexpr/sonata/sonata_circuit.hpp>
#include <cortexpr/sonata/sonata_edges.hpp>
#include <cortexpr/sonata/sonata_nodes.hpp>
#include <cortexpr/sonata/sonata_report.hpp>
#include <cortexpr/sonata/sonata_spikes.hpp>
