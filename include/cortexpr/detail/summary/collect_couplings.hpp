// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cmath>
#include <cortexpr/detail/state/network_state.hpp>
#include <cortexpr/detail/structure/coupled_sides.hpp>
#include <cortexpr/detail/structure/structure.hpp>
#include <cortexpr/detail/summary/collect_populations.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <tuple>
#include <utility>
#include <vector>

namespace cortexpr::detail {

/// A coupling reads variables and parameters of its neurons, as their equations do.
template <class M>
void note_reads(const side_reads<M>& reads, dynamics& model) {
  for (std::size_t k = 0; k < model.variables.size(); ++k)
    model.variables[k].is_read = model.variables[k].is_read || reads.variables[k];
  for (std::size_t k = 0; k < model.parameters.size(); ++k)
    model.parameters[k].is_read = model.parameters[k].is_read || reads.parameters[k];
}

/// One side of a coupling: the mean of the parameters, and variables that are put in.
template <class M>
coupled_side<M, numeric<double>> mean_side(const dynamics& d) {
  coupled_side<M, numeric<double>> side;
  dynamics::vector parameters;
  for (const auto& q : d.parameters) parameters.push_back(q.value);
  put_numbers(side.p, parameters);
  return side;
}

/// How fast neurons may be pulled together by a matrix of weights, per weight: the largest absolute eigenvalue of the
/// matrix with, in its diagonal, minus the sums of its rows (power iteration). Between two populations these sums.
template <class Projection>
double stiffest_of(const Projection& p, const std::vector<double>& sums, bool among_themselves) {
  double most = 0;
  for (const double sum : sums) most = std::max(most, std::abs(sum));
  const synapse_rows& connections = *p.connections;
  if (!among_themselves || most == 0) return most;
  const std::size_t n = sums.size();
  std::vector<double> y(n), next(n);
  for (std::size_t i = 0; i < n; ++i) y[i] = (i % 2 == 0 ? 1 : -1) + 0.5 * std::sin(static_cast<double>(3 * i + 1));
  double rate = 0;
  for (int round = 0; round < 40; ++round) {
    for (std::size_t i = 0; i < n; ++i) next[i] = -sums[i] * y[i];
    for (std::size_t s = 0; s < p.slices.size(); ++s) {
      const slice_rows& rows = connections.slices[s];
      for (std::uint32_t i = 0; i < connections.sources; ++i)
        for (std::uint64_t k = rows.row[i]; k < rows.row[i + 1]; ++k) {
          const std::size_t j = rows.target[k];
          next[rows.first_target + j] += static_cast<double>(p.slices[s].weight(k, j)) * y[i];
        }
    }
    double before = 0, after = 0;
    for (std::size_t i = 0; i < n; ++i) before += y[i] * y[i], after += next[i] * next[i];
    if (!(before > 0) || !(after > 0) || !std::isfinite(after)) break;
    rate = std::sqrt(after / before);
    for (std::size_t i = 0; i < n; ++i) y[i] = next[i] / std::sqrt(after);
  }
  return std::max(rate, most);
}

/// What projection K, if it is a coupling, reads in every step of the neurons on its sides, and what it does to them.
template <class Net, std::size_t K, class Projection>
void collect_coupling([[maybe_unused]] const Projection& p, [[maybe_unused]] network_summary& all) {
  using structure = typename Net::structure;
  if constexpr (couples<typename structure::template item<K>::rules>) {
    constexpr std::size_t source = structure::template source_of<K>, target = structure::template target_of<K>;
    using a = typename structure::template model<source>;
    using b = typename structure::template model<target>;
    const auto facts = read_coupling<a, b>(std::get<0>(structure::template value<K>().list.rules));
    coupling_summary c;
    c.name = std::string(structure::template item<K>::label);
    c.source = population_number<structure>(source), c.target = population_number<structure>(target);
    dynamics &from = all.populations[c.source].model, &to = all.populations[c.target].model;
    note_reads(facts.pre, from);
    note_reads(facts.post, to);
    c.input = structure::template target_input<K>();
    c.unit = structure::template weight_dimension<K>();
    std::vector<double> sums(all.populations[c.target].size, 0), sizes(sums);
    double count = 0, total = 0, negative = 0;
    for (std::size_t s = 0; s < p.slices.size(); ++s) {
      const slice_rows& rows = p.connections->slices[s];
      for (std::size_t k = 0; k < rows.size(); ++k) {
        const auto w = static_cast<double>(p.slices[s].weight(k, rows.target[k]));
        sums[rows.first_target + rows.target[k]] += w;
        sizes[rows.first_target + rows.target[k]] += std::abs(w);
        total += w, negative += w < 0, ++count;
      }
    }
    if (count == 0 || !std::isfinite(total)) return;
    c.mean = total / count, c.negative = negative / count;
    c.most = *std::max_element(sizes.begin(), sizes.end());
    const double connected =
        static_cast<double>(std::count_if(sizes.begin(), sizes.end(), [](double x) { return x > 0; }));
    c.sources = count / std::max(connected, 1.0);
    const bool whole = p.connections->first_source == 0 && p.connections->sources == sums.size();
    c.stiffest = stiffest_of(p, sums, source == target && whole);
    c.term = [rule = std::get<0>(p.rules.rules), pre = mean_side<a>(from),
              post = mean_side<b>(to)](const dynamics::vector& x, const dynamics::vector& y, double w) {
      auto there = pre;
      auto here = post;
      put_numbers(there.x, x);
      put_numbers(here.x, y);
      return lanes<double>(rule.term(there, here, lanes<double>(w))).value;
    };
    all.couplings.push_back(std::move(c));
  }
}

} // namespace cortexpr::detail
