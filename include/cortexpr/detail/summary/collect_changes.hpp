// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/step/operate.hpp>
#include <cortexpr/detail/summary/network_summary.hpp>
#include <cortexpr/detail/summary/probe_effects.hpp>
#include <cortexpr/detail/text/number_text.hpp>
#include <cortexpr/simulation/zero_sums.hpp>
#include <string>
#include <string_view>

namespace cortexpr::detail {

// Who has brought the weights of a projection away from where they started is found out by trying: weights are put
// back to their first mean in a copy, and each operation or rule works on it once.

/// Tries something on a copy of a projection whose weights are all `w`; the factor by which it changes their mean.
template <class Projection, class Try>
double factor_of(const Projection& p, double w, Try&& attempt) {
  auto copy = p;
  for (auto& slice_value : copy.slices)
    for (auto& weight : slice_value.weights.values) weight = static_cast<std::remove_cvref_t<decltype(weight)>>(w);
  attempt(copy);
  return w == 0 ? 1 : summarise_weights(copy).mean / w;
}

/// Notes as a sentence what changes weights in this direction, and by how much at a time.
inline void note_cause(afferent_summary& facts, const std::string& who, double factor, const char* when) {
  const bool same_way = (factor < 1) == (facts.now.mean < facts.start.mean);
  if (std::isfinite(factor) && std::abs(factor - 1) > 1e-9 && same_way)
    facts.causes.push_back(who + ", which makes the mean weight " + rounded_text(factor) + " times as large " + when);
}

template <class Net, std::size_t K, class Projection>
void find_causes(const Projection& p, const typename Net::state& state, afferent_summary& facts) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  using real = typename Net::real;
  using store = typename item::template weights<real>;
  const moment now{state.time(), state.dt, static_cast<std::uint64_t>(state.step)};
  const double w = facts.start.mean;
  [[maybe_unused]] const auto with_neurons_on_trial = [&](const auto& f) {
    if constexpr (seen_neurons_of<Net::description_value, K, real>::any) {
      projection_on_trial<Net, K> trial(state);
      f(trial.neurons(), [&](std::size_t j) { return trial.rest(j); });
    } else {
      f(sees_none{}, [](std::size_t) { return real(0); });
    }
  };
  structure::template for_each<item_kind::operation>([&](auto o) {
    using operation = typename structure::template item<o>;
    if constexpr (operation::target.view() == item::label) {
      const auto& about = item_at<o>(state.items);
      const double factor = factor_of(p, w, [&](auto& copy) {
        with_neurons_on_trial([&](const auto& neurons, const auto&) {
          operate_on<real>(copy, about.operation, now,
                           make_stream(state.seed, operation::name.view(), stream_purpose::operations), neurons);
        });
      });
      const std::string every = number_text(static_cast<double>(about.period) * state.dt * 1e3, 4) + " ms";
      note_cause(facts, "the operation '" + std::string(operation::name.view()) + "'", factor,
                 ("every " + every).c_str());
    }
  });
  if constexpr (!structure::template is_continuous<K>() && std::is_same_v<typename store::element, real>) {
    constexpr std::size_t rules = std::tuple_size_v<decltype(item::rules::rules)>;
    [[maybe_unused]] const auto look = [&]<class Rule>(std::size_t r, const Rule&) {
      if constexpr (NamesOnPre<Rule>) {
        const double factor = factor_of(p, w, [&](auto& copy) {
          for (std::size_t other = 0; other < rules; ++other) copy.frozen[other] = copy.frozen[other] || other != r;
          with_neurons_on_trial([&](const auto& neurons, const auto& rest) {
            std::vector<real> column;
            for (std::size_t s = 0; s < copy.slices.size(); ++s) {
              const slice_rows& rows = copy.connections->slices[s];
              column.assign(rows.first_target + rows.targets, real(0));
              for (std::size_t j = rows.first_target; j < column.size(); ++j) column[j] = rest(j);
              send_spikes<real>(copy, neurons, s, now, column.data(), [](std::size_t, std::size_t) {});
            }
          });
        });
        note_cause(facts, "the rule '" + std::string(title_of_rule<Rule>()) + "'", factor,
                   "when each source spikes once");
      }
    };
    std::apply(
        [&](const auto&... rule) {
          std::size_t r = 0;
          (look(r++, rule), ...);
        },
        p.rules.rules);
  }
}

/// What has become of weights since the start, and by whom if they are far from it.
template <class Net, std::size_t K, class Projection>
void collect_changes(const Projection& p, const typename Net::state& state, afferent_summary& facts) {
  using structure = typename Net::structure;
  facts.start = p.at_start;
  facts.now = summarise_weights(p);
  structure::template for_each<item_kind::operation>([&](auto o) {
    using operation = typename structure::template item<o>;
    using work = std::remove_cvref_t<decltype(operation::operation)>;
    if constexpr (Normalises<work>)
      facts.holds_sums = facts.holds_sums || operation::target.view() == structure::template item<K>::label;
  });
  const double fell = facts.start.mean / facts.now.mean;
  if (state.step > 0 && facts.start.mean > 0 && (fell > far_from_start || fell < 1 / far_from_start))
    find_causes<Net, K>(p, state, facts);
}

} // namespace cortexpr::detail
