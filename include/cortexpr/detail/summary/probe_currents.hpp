// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/flow/clock_flow.hpp>
#include <cortexpr/detail/structure/check_currents.hpp>
#include <cortexpr/detail/summary/probe_effects.hpp>
#include <cstddef>
#include <cstdint>
#include <tuple>
#include <utility>
#include <vector>

namespace cortexpr::detail {

// What synapses feed in every step is known to their equations alone, so some synapses of a copy are followed: without
// a spike, after one, and under many.

/// What a synapse feeds in the course of time, per weight.
struct fed_course {
  double height = 0, area = 0; ///< beyond what it feeds without a spike: the most, with its sign; the sum over time (s)
  double at_200_hz = 1;        ///< under regular spikes at 200 Hz, as a part of what single ones would add up to
  double for_good = 0;         ///< without spikes, where that does not fall
  bool tried = false;          ///< there was a synapse to be tried
};

/// One synapse of a copy of projection K, advanced step by step under rule R.
template <class Net, std::size_t K, std::size_t R>
class followed_synapse {
  using real = typename Net::real;
  using list = typename Net::structure::template item<K>::rules;
  using rule = std::tuple_element_t<R, decltype(list::rules)>;
  using model = equations_of<rule>;

public:
  /// Synapse k of slice s, which begins at `begin`, of the trace row `row`.
  followed_synapse(const typename Net::state& state, std::size_t s, std::size_t begin, std::size_t end, std::size_t row,
                   std::size_t k)
      : trial_(state),
        now_{state.time(), state.dt, static_cast<std::uint64_t>(state.step)},
        slice_(s),
        begin_(begin),
        end_(end),
        row_(row),
        k_(k) {
    auto& p = trial_.projection();
    prepare_steppers<list>(p.steppers, p.rules, state.dt);
    const slice_rows& rows = p.connections->slices[s];
    column_.assign(rows.first_target + rows.targets, real(0));
    weight_ = static_cast<double>(p.slices[s].weight(k, rows.target[k]));
  }
  [[nodiscard]] double weight() const { return weight_; }

  void spike() {
    const auto neurons = trial_.neurons();
    slice_work<list, real, stored_weights_of<Net::description_value, real, K>,
               std::remove_cvref_t<decltype(trial_.neurons())>>
        work(trial_.projection(), slice_, now_, neurons);
    work.arrive(begin_, end_, row_, column_.data(), bit_view{});
  }
  /// What it feeds in a step, which it makes.
  [[nodiscard]] double step() {
    auto& p = trial_.projection();
    const auto columns = variable_rows<list, R>(p.slices[slice_].variables);
    state_of<model, numeric<double>> x;
    for_each_index<state_size<model>>([&](auto v) { variable<v>(x) = lanes<double>(columns[v][k_]); });
    const parameters_of<model, numeric<double>> parameters{std::get<R>(p.rules.rules)};
    const feeding_synapse<rule, numeric<double>, lanes<double>> s{{x}, lanes<double>(weight_)};
    const double fed = lanes<double>(current_of(parameters.rule, s)).value;
    block<double> here;
    here.dt = lanes<double>(now_.dt);
    here.active = lanes<double>(0) <= lanes<double>(0);
    const std::array<inputs_of<model, numeric<double>>, integrator_of_rule<rule>::stages.size()> in{};
    const auto& stepper = for_loop<double, true, false>(std::get<R>(p.steppers));
    if constexpr (Noisy<model>)
      x = stepper.advance(x, parameters, in, here, std::array<lanes<double>, noise_count<model>>{});
    else
      x = stepper.advance(x, parameters, in, here);
    for_each_index<state_size<model>>([&](auto v) { columns[v][k_] = variable<v>(x).value; });
    return fed;
  }

private:
  projection_on_trial<Net, K> trial_;
  moment now_;
  std::size_t slice_, begin_, end_, row_, k_;
  double weight_ = 0;
  std::vector<real> column_;
};

/// Follows a synapse for up to a second after a spike, and for half a second under spikes at 200 Hz. There is one copy
/// at a time: projections may be large.
template <class Make>
fed_course follow(const Make& make, double dt) {
  const auto steps = [dt](double time) {
    return static_cast<std::size_t>(std::clamp(std::ceil(time / dt), 10.0, 2e4));
  };
  fed_course c{0, 0, 1, 0, true};
  std::vector<double> alone(steps(1));
  double w = 1;
  {
    auto synapse = make();
    w = synapse.weight();
    for (double& fed : alone) fed = synapse.step();
  }
  if (std::abs(alone.back()) > 0.9 * std::abs(alone.front())) c.for_good = alone.back() / w;
  {
    auto synapse = make();
    synapse.spike();
    for (std::size_t n = 0; n < alone.size(); ++n) {
      const double more = (synapse.step() - alone[n]) / w;
      if (!std::isfinite(more)) break;
      c.area += dt * more;
      if (std::abs(more) > std::abs(c.height)) c.height = more;
      if (n > steps(0.02) && std::abs(more) < 1e-4 * std::abs(c.height)) break;
    }
  }
  const std::size_t end = steps(0.5), every = static_cast<std::size_t>(std::max(1.0, std::round(5e-3 / dt)));
  double sum = 0, count = 0;
  auto synapse = make();
  for (std::size_t k = 0; k < end; ++k) {
    if (k % every == 0) synapse.spike();
    const double more = (synapse.step() - c.for_good * w) / w;
    if (2 * k >= end) sum += more, ++count;
  }
  const double expected = c.area / (static_cast<double>(every) * dt);
  if (const double part = sum / count / expected; std::isfinite(part) && part > 0) c.at_200_hz = part;
  return c;
}

/// The same for rule R of projection K: the mean of some synapses whose weights are not zero.
template <class Net, std::size_t K, std::size_t R, class Projection>
fed_course follow_some(const Projection& p, const typename Net::state& state) {
  constexpr std::size_t wanted = 3;
  fed_course mean;
  double n = 0;
  for (std::size_t s = 0; s < p.slices.size(); ++s) {
    const slice_rows& rows = p.connections->slices[s];
    std::size_t rest = 1 + rows.size() / wanted; // synapses to be passed before the next one is tried
    std::size_t passed = rest;
    for_each_trace_row(rows, [&](std::size_t begin, std::size_t end, std::size_t row) {
      for (std::size_t k = begin; k < end && n < wanted; ++k) {
        const auto w = static_cast<double>(p.slices[s].weight(k, rows.target[k]));
        if (++passed < rest || w == 0 || !std::isfinite(w)) continue;
        passed = 0;
        const fed_course c =
            follow([&] { return followed_synapse<Net, K, R>(state, s, begin, end, row, k); }, state.dt);
        mean.height += c.height, mean.area += c.area, mean.for_good += c.for_good;
        mean.at_200_hz = n == 0 ? c.at_200_hz : (n * mean.at_200_hz + c.at_200_hz) / (n + 1);
        ++n;
      }
    });
  }
  mean.tried = n > 0;
  if (n > 0) mean.height /= n, mean.area /= n, mean.for_good /= n;
  return mean;
}

/// Whether spikes of targets, steps, operations or the spikes of a modulator change what synapses feed: what arriving
/// spikes do is not all then.
template <class Structure, std::size_t K>
constexpr bool changed_otherwise() {
  using item = typename Structure::template item<K>;
  bool found = any_rule<typename item::rules, names_on_post> || acts_every_step<typename item::rules>;
  Structure::template for_each<item_kind::operation>(
      [&](auto o) { found = found || Structure::template item<o>::target.view() == item::label; });
  Structure::template for_each<item_kind::modulation>(
      [&](auto m) { found = found || Structure::template modulated_by<m> == K; });
  Structure::template for_each<item_kind::synapse_coupling>([&](auto m) {
    found = found || (Structure::template item<m>::onto_synapses && Structure::template modulated_by<m> == K);
  });
  return found;
}

/// Adds what the rules of projection K feed to the list of afferents: in place of what its spikes do, if they do
/// nothing to the receptor, else after it. `by_weight`: the sums of weights.
template <class Net, std::size_t K, class Projection>
void collect_fed(const Projection& p, const typename Net::state& state, const afferent_summary& by_weight,
                 network_summary& all) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  using list = typename item::rules;
  using target_model = typename structure::template model<structure::template target_of<K>>;
  for_rules<list, has_current>([&](auto r) {
    using rule = std::tuple_element_t<r, decltype(list::rules)>;
    constexpr std::size_t fed = fed_variable<Net::description_value, K, rule>();
    if constexpr (fed == not_found || looks_around<rule>) {
      // Into an input, or according to both neurons, as couplings do: there is no course of its own to be followed.
      all.afferents.back().continuous = true;
    } else {
      const fed_course c = follow_some<Net, K, r>(p, state);
      afferent_summary facts = by_weight;
      afferent_summary& before = all.afferents.back();
      const auto nothing = [](double x) { return x == 0; };
      const bool replaces =
          !before.again && before.fed_for == 0 && std::all_of(before.sum.begin(), before.sum.end(), nothing);
      facts.again = !replaces;
      facts.unread = replaces ? before.unread : std::vector<std::string>();
      facts.variable = fed;
      facts.receptor = std::string(variable_names<state_of<target_model, checked>>[fed].view());
      if constexpr (!NamesFed<rule>) facts.receptor = std::string(item::path.receptor);
      double targets = 0, weights = 0;
      for (std::size_t j = 0; j < facts.sum.size(); ++j) {
        weights += facts.sum[j];
        targets += facts.count[j] > 0;
        facts.sum[j] *= c.height, facts.squares[j] *= c.height * c.height;
      }
      facts.fed_for = c.height != 0 ? std::abs(c.area / c.height) : 0;
      facts.fed_at_200_hz = c.at_200_hz;
      facts.fed_at_rest = targets > 0 ? c.for_good * weights / targets : 0;
      facts.feeds_nothing = c.tried && c.height == 0 && !changed_otherwise<structure, K>();
      if (replaces)
        before = facts;
      else
        all.afferents.push_back(facts);
    }
  });
}

/// Variables that synapses feed have no equation of their own; for diagnosis they get one with the time course of what
/// is fed, so that they are measured as other receptors are.
inline void give_kinetics(network_summary& all) {
  for (std::size_t n = 0; n < all.populations.size(); ++n) {
    dynamics& d = all.populations[n].model;
    for (std::size_t k = 0; k < d.variables.size(); ++k) {
      double time = 0, size = 0;
      for (const afferent_summary& a : all.afferents) {
        if (a.target != n || a.variable != k || a.fed_for == 0) continue;
        double sum = 0;
        for (const double x : a.sum) sum += std::abs(x);
        time += sum * a.fed_for, size += sum;
      }
      if (!(size > 0)) continue;
      const double rate = size / time;
      d.variables[k].uses |= std::uint64_t{1} << k;
      d.flow = [former = d.flow, k, rate](const dynamics::vector& x, const dynamics::vector& u, dynamics::vector& dx) {
        former(x, u, dx);
        dx[k] -= rate * x[k];
      };
      d.slopes = [former = d.slopes, k, rate](const dynamics::vector& x, const dynamics::vector& u, std::size_t of,
                                              dynamics::vector& slopes) {
        former(x, u, of, slopes);
        if (of == k) slopes[k] -= rate;
      };
    }
  }
}

} // namespace cortexpr::detail
