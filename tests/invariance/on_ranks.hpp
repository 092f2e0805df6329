// SPDX-License-Identifier: BSL-1.0
#pragma once

#include "catch.hpp"
#include <cortexpr/ranks/ranks_as_threads.hpp>
#include <cortexpr/simulation/simulation.hpp>
#include <fstream>
#include <initializer_list>
#include <iterator>
#include <mutex>
#include <string>
#include <vector>

/// The same program on one process and on ranks.
namespace on_ranks {

using namespace cortexpr;

/// Checks that program(options...), which gives values that can be compared, gives on every rank what it gives without
/// ranks, for several numbers of ranks and threads.
template <class Program>
void check_same(const Program& program, std::initializer_list<unsigned> numbers = {1u, 2u, 3u, 4u, 7u}) {
  const auto right = program(threads{1});
  for (const unsigned n : numbers)
    for (const unsigned team : {1u, 2u}) {
      CAPTURE(n, team);
      std::vector<bool> same(n, false);
      std::mutex writing;
      ranks_as_threads(n, [&](distributed ranks) {
        const bool as_serial = program(threads{.n = team, .always = true}, ranks) == right;
        const std::lock_guard lock(writing);
        same[ranks.rank()] = as_serial;
      });
      CHECK(same == std::vector<bool>(n, true));
    }
}

/// What a program says where it fails on three ranks, if one does.
template <class Program>
std::string words_on_ranks(const Program& program) {
  try {
    ranks_as_threads(3, program);
  } catch (const std::exception& problem) {
    return problem.what();
  }
  return "";
}

inline std::string bytes_of(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}
inline void append(std::vector<double>& all, const spike_train& spikes) {
  all.push_back(static_cast<double>(spikes.size()));
  for (std::size_t k = 0; k < spikes.size(); ++k) {
    all.push_back(static_cast<double>(spikes.steps[k]));
    all.push_back(spikes.neurons[k]);
  }
}
template <class Trace>
  requires requires(const Trace& x) { x.values; }
void append(std::vector<double>& all, const Trace& x) {
  all.push_back(static_cast<double>(x.rows()));
  all.insert(all.end(), x.values.begin(), x.values.end());
}
template <class Number>
void append(std::vector<double>& all, const std::vector<Number>& x) {
  all.push_back(static_cast<double>(x.size()));
  all.insert(all.end(), x.begin(), x.end());
}

} // namespace on_ranks
