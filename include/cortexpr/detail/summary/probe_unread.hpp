// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/detail/flow/clock_flow.hpp>
#include <cortexpr/detail/step/synapse_flow.hpp>
#include <cortexpr/detail/summary/probe_effects.hpp>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>
#include <vector>

namespace cortexpr::detail {

// Variables of synapses that nothing reads. What equations read is known; what the other functions of rules read is
// found by changing a variable in a copy: if arriving spikes, spikes of targets and steps then do what they did before,
// it is read by none of them.

template <class Rule>
struct has_equations : std::bool_constant<HasEquations<Rule>> {};
template <class Rule>
struct writes_neurons : std::bool_constant<DeclaresWrites<Rule>> {};

/// Rules of the library know why they keep a variable: parameters may switch off what reads it. Rules that act between
/// events have theirs for that.
template <class Rule>
constexpr bool is_of_library() {
  return std::string_view(__PRETTY_FUNCTION__).find("Rule = cortexpr::") != std::string_view::npos;
}
/// Which variables of a list belong to such rules.
template <class List>
constexpr auto of_library() {
  std::array<bool, variable_count<synapse_variables<List>> + 1> known{};
  [&]<std::size_t... R>(std::index_sequence<R...>) {
    const auto note = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) {
      using rule = std::tuple_element_t<K, decltype(List::rules)>;
      for (std::size_t v = 0; v < variable_count<synapse_part<rule>>; ++v)
        known[first_variable_of<List, K> + v] = is_of_library<rule>() || acts_between_events<rule>::value;
    };
    (note(std::integral_constant<std::size_t, R>{}), ...);
  }
  (std::make_index_sequence<std::tuple_size_v<decltype(List::rules)>>{});
  return known;
}
/// Which variables of a list the equations of their own rule read, for the derivatives of others or as noise.
template <class List>
constexpr auto read_by_equations() {
  constexpr std::size_t count = variable_count<synapse_variables<List>>;
  std::array<bool, count + 1> read{};
  for_rules<List, has_equations>([&](auto r) {
    using rule = std::tuple_element_t<r, decltype(List::rules)>;
    using model = equations_of<rule>;
    for (std::size_t k = 0; k < state_size<model>; ++k)
      if constexpr (HasRecurrence<rule>)
        read[first_variable_of<List, r> + k] = true; // what it reads is not known
      else
        for (std::size_t j = 0; j < state_size<model>; ++j) {
          bool uses = k != j && dependence_of_flow<model>[j].uses(k);
          if constexpr (Noisy<model>) uses = uses || dependence_of_noise<model>[j].uses(k);
          read[first_variable_of<List, r> + k] = read[first_variable_of<List, r> + k] || uses;
        }
  });
  return read;
}

/// A copy of projection K with everything that its rules can do, done in a fixed order.
template <class Net, std::size_t K>
class exercised_projection {
  using real = typename Net::real;
  using list = typename Net::structure::template item<K>::rules;

public:
  explicit exercised_projection(const typename Net::state& state)
      : trial_(state), now_{state.time(), state.dt, static_cast<std::uint64_t>(state.step)} {
    auto& p = projection();
    p.frozen.fill(false);
    for (auto& interval : p.intervals) interval = std::min<std::int64_t>(interval, 1);
    if constexpr (flows_every_step<list>) prepare_steppers<list>(p.steppers, p.rules, state.dt);
  }
  [[nodiscard]] auto& projection() { return trial_.projection(); }
  double signal = 1; ///< what rules that need one read

  /// Moves what rules read of neurons, by potentials of 10 mV and numbers near 1.
  void shift_neurons([[maybe_unused]] double by) {
    using neurons = seen_neurons_of<Net::description_value, K, real>;
    if constexpr (neurons::any) {
      auto seen = trial_.neurons();
      const auto move = [&]<class Slots>(std::type_identity<Slots>, const auto& columns, std::size_t count) {
        for_each_index<Slots::count>([&](auto k) {
          if constexpr (Slots::template slot<k>.is_variable()) {
            const double size = Slots::template dims<k> == dim::volt ? 10e-3 : Slots::template dims<k> == dim::one;
            for (std::size_t i = 0; i < count; ++i) columns.data[k][i] += static_cast<real>(by * size);
          }
        });
      };
      using s = typename Net::structure;
      move(std::type_identity<typename neurons::pre_slots>{}, seen.pre,
           trial_.template size_of<s::template source_of<K>>());
      move(std::type_identity<typename neurons::post_slots>{}, seen.post,
           trial_.template size_of<s::template target_of<K>>());
    }
  }
  /// Lets so many steps pass in which nothing happens, for event-driven equations.
  void let_pass([[maybe_unused]] std::uint32_t steps) {
    if constexpr (flows_at_events<list>)
      for (auto& slice : projection().slices) slice.times.clock += steps;
  }

  /// Spikes arrive, targets spike, a step's rules run, and spikes arrive again. What it all did beside changing
  /// variables: sums of what was fed and transmitted, in the order of synapses.
  void run(std::vector<double>& done) {
    const auto neurons = trial_.neurons();
    auto& p = projection();
    now_.signal = signal;
    for (std::size_t s = 0; s < p.slices.size(); ++s) {
      const slice_rows& rows = p.connections->slices[s];
      std::vector<real> column(rows.first_target + rows.targets, real(0));
      const auto arrive = [&] {
        send_spikes<real>(p, neurons, s, now_, column.data(), [](std::size_t, std::size_t) {});
        for (const real x : column) done.push_back(static_cast<double>(x));
      };
      slice_work<list, real, stored_weights_of<Net::description_value, real, K>, std::remove_cvref_t<decltype(neurons)>>
          work(p, s, now_, neurons);
      arrive();
      feed(s, done);
      for (std::size_t j = 0; j < rows.targets; ++j) work.learn_from_target(j), work.raise_target(j);
      work.every_step();
      arrive();
      feed(s, done);
    }
    ++now_.step;
  }

private:
  /// Clock-driven equations go on by a step.
  void feed([[maybe_unused]] std::size_t s, [[maybe_unused]] std::vector<double>& done) {
    auto& p = projection();
    const clock_moment now{now_.dt, now_.step, p.numbers};
    for_rules<list, is_clock_driven>([&](auto r) {
      const slice_rows& rows = p.connections->slices[s];
      const auto weight = [&](std::size_t first, std::size_t n) {
        return weights_of_pack(p.slices[s], rows, first, n);
      };
      const auto note = [&](std::size_t, std::size_t n, const lanes<pack<double>>& fed) {
        std::array<double, lanes<pack<double>>::size> x;
        store_pack(x.data(), fed);
        done.insert(done.end(), x.begin(), x.begin() + static_cast<std::ptrdiff_t>(n));
      };
      integrate_rule<list, r>(p.slices[s], *p.connections, s, p.steppers, p.rules, now, weight, note,
                              neighbours_of<r, real>(p, trial_.neurons(), s, now_.dt));
    });
  }

  projection_on_trial<Net, K> trial_;
  moment now_;
};

/// Whether two copies are alike but for variable V of their synapses.
template <std::size_t V, class Projection>
bool alike_without(const Projection& a, const Projection& b) {
  for (std::size_t s = 0; s < a.slices.size(); ++s) {
    const auto &x = a.slices[s], &y = b.slices[s];
    bool same = x.weights == y.weights && x.source == y.source && x.target == y.target;
    [&]<std::size_t... K>(std::index_sequence<K...>) {
      ((same = same && (K == V || std::get<K>(x.variables) == std::get<K>(y.variables))), ...);
    }
    (std::make_index_sequence<std::tuple_size_v<decltype(x.variables)>>{});
    if (!same) return false;
  }
  return true;
}

/// Whether a coupling reads variable V of the synapses of projection K.
template <class Net, std::size_t K>
constexpr bool read_by_a_coupling(std::size_t v) {
  using structure = typename Net::structure;
  bool found = false;
  structure::template for_each<item_kind::synapse_coupling>([&](auto c) {
    using item = typename structure::template item<c>;
    using ends = synapse_coupling<Net::description_value, c>;
    constexpr auto facts =
        read_coupling<typename ends::pre, typename ends::post>(described_term<Net::description_value, c>());
    if constexpr (item::from_synapses && ends::source == K) found = found || facts.pre.variables[v];
    if constexpr (item::onto_synapses && ends::target == K) found = found || facts.post.variables[v];
  });
  return found;
}

/// The names of those variables of synapses of projection K that no rule reads, no operation can read and no recording
/// records. Networks that are too large to be copied that often are not asked.
template <class Net, std::size_t K>
std::vector<std::string> find_unread(const typename Net::state& state) {
  using structure = typename Net::structure;
  using item = typename structure::template item<K>;
  using list = typename item::rules;
  constexpr std::size_t count = variable_count<synapse_variables<list>>;
  std::vector<std::string> unread;
  using weights = stored_weights_of<Net::description_value, typename Net::real, K>;
  // What rules change of neurons is not compared.
  if constexpr (count > 0 && !defers_plasticity<list, weights> && !any_rule<list, writes_neurons>) {
    if (item_at<K>(state.items).connections->synapses > 100'000) return {};
    bool operated = false;
    structure::template for_each<item_kind::operation>(
        [&](auto o) { operated = operated || structure::template item<o>::target.view() == item::label; });
    if (operated) return {};
    static constexpr auto by_equations = read_by_equations<list>();
    static constexpr auto known = of_library<list>();
    const auto try_one = [&](auto v) {
      bool read = by_equations[v] || known[v] || read_by_a_coupling<Net, K>(v);
      structure::template for_each<item_kind::record>([&](auto r) {
        constexpr place to = structure::template target_place<r>;
        read = read || (to.kind == place_kind::synapse_variable && to.item == K && to.index == v) ||
               (structure::template item<r>::target.item == item::label &&
                monitor_reads<typename structure::template item<r>>(variable_names<synapse_variables<list>>[v].view()));
      });
      for (const double change : {0.0, 1.0, -3.0, 1e3}) {
        if (read) return;
        exercised_projection<Net, K> former(state);
        std::vector<double> done, done_then;
        former.run(done);
        exercised_projection<Net, K> changed = former;
        for (auto& slice : changed.projection().slices)
          for (auto& x : std::get<v>(slice.variables)) {
            using value = std::remove_cvref_t<decltype(x)>;
            if constexpr (std::is_arithmetic_v<value>)
              x = static_cast<value>(change == 0 ? 0 : static_cast<double>(x) + change);
            else
              x = value(change == 0 ? 0 : x.si() + change);
          }
        done.clear();
        former.run(done), changed.run(done_then);
        read = done != done_then || !alike_without<v>(former.projection(), changed.projection());
      }
      if (!read) unread.emplace_back(variable_names<synapse_variables<list>>[v].view());
    };
    for_each_index<count>(try_one);
  }
  return unread;
}

} // namespace cortexpr::detail
