// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cmath>
#include <cortexpr/detail/draws/normals.hpp>
#include <cortexpr/detail/model/has_mistake.hpp>
#include <cortexpr/detail/plasticity/rule_equations.hpp>
#include <cortexpr/detail/plasticity/seen_neurons.hpp>
#include <cortexpr/plasticity/pathway.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <cortexpr/random/engine.hpp>
#include <cortexpr/units/measured.hpp>
#include <cstdint>
#include <utility>

namespace cortexpr {

/// What operations see of one synapse: the variables of the synapse, its source and its target by name, and `w`.
/// Source and target variables are copies; what is written to them is lost. `Unit` is that of the weights.
template <class List, class Real, dimension Unit = dim::one>
struct synapse_view : detail::synapse_variables<List>, detail::source_variables<List>, detail::target_variables<List> {
  measured<Unit, Real> w;
  quantity<dim::second> t;  ///< time
  quantity<dim::second> dt; ///< time step, or the time since a rule with an interval ran last
};

namespace detail {

template <dimension Unit>
struct sum_service {
  measured<Unit, double> incoming_sum;
  double in_degree = 0;
};
struct random_service {
  stream numbers{};
  std::uint64_t entity = 0, counter = 0;
  [[nodiscard]] double uniform() {
    const auto words = draw(numbers, entity, counter++);
    return to_unit(words[0], words[1]);
  }
  [[nodiscard]] double normal() { return standard_normals<1>(numbers, entity, counter++)[0]; }
};
struct numbers_of_pair {
  double i = 0, j = 0, sources = 0, targets = 0, in_degree = 0, out_degree = 0;
};
struct pair_service {
  numbers_of_pair pair;
};
struct signal_service {
  double signal = 0;
};
template <int>
struct no_service {};
/// Rules and operations take a view by reference: what is written to a copy would be lost.
struct never_copied {
  never_copied() = default;
  never_copied(const never_copied&) = delete;
  never_copied(never_copied&&) = default;
  never_copied& operator=(const never_copied&) = delete;
  never_copied& operator=(never_copied&&) = default;
  ~never_copied() = default;
};

template <class List, dimension Unit>
using sum_part = std::conditional_t<list_needs<List, incoming_sum>, sum_service<Unit>, no_service<0>>;
template <class List>
using random_part = std::conditional_t<list_needs<List, rng>, random_service, no_service<1>>;

template <class List>
using signal_part = std::conditional_t<list_needs<List, cortexpr::global_signal>, signal_service, no_service<3>>;

template <class List>
using pair_part = std::conditional_t<list_needs<List, which_pair>, pair_service, no_service<4>>;

/// A sibling as a rule sees it.
template <dimension Unit, class Real>
struct sibling_view : never_copied {
  measured<Unit, Real> w;
};

template <dimension Unit, class Real, class Siblings>
struct sibling_service {
  const Siblings* all = nullptr;
  std::size_t self = 0;
  measured<Unit, Real> w_before;
  template <class F>
  void each_sibling(F&& f) const {
    all->each(self, f);
  }
};
template <class List, dimension Unit, class Real, class Siblings>
using sibling_part =
    std::conditional_t<list_needs<List, siblings>, sibling_service<Unit, Real, Siblings>, no_service<2>>;

} // namespace detail

/// What rules see of one synapse of a target that spikes, or in every step.
template <class List, class Real, class Siblings, dimension Unit = dim::one, class Neurons = detail::sees_none>
struct synapse_event : synapse_view<List, Real, Unit>,
                       detail::never_copied,
                       detail::sum_part<List, Unit>,
                       detail::random_part<List>,
                       detail::signal_part<List>,
                       detail::pair_part<List>,
                       detail::sibling_part<List, Unit, Real, Siblings>,
                       Neurons::view {};

/// What rules see of a synapse at which a spike arrives. `Later`: what they add to the receptor is under way to it.
template <class List, class Real, class Siblings, dimension Unit = dim::one, class Neurons = detail::sees_none,
          dimension Receptor = Unit, bool Later = false>
struct arrival : synapse_event<List, Real, Siblings, Unit, Neurons> {
  using receptor_type = std::conditional_t<Later, detail::added_receptor<Receptor, Real>, measured<Receptor, Real>>;
  receptor_type receptor; ///< the receptor's variable in the target; what is written is lost while it is held
  explicit arrival(Real variable) : receptor(measured<Receptor, Real>::of_stored(variable)) {}
};

namespace detail {

// What a rule defines is found by calling it as a plain synapse would; the concepts are named because clang 14 takes
// `requires` inside a generic lambda for false.
template <class Rule, class View>
concept OnPre = requires(const Rule& r, View& s) {
  r.on_pre(s);
};
template <class Rule, class View>
concept OnPost = requires(const Rule& r, View& s) {
  r.on_post(s);
};
template <class Rule, class View>
concept OnStep = requires(const Rule& r, View& s) {
  r.on_step(s);
};
template <class Rule>
concept SourceSpike = requires(const Rule& r, source_part<Rule>& x) {
  r.spike(x);
};
template <class Rule>
concept TargetSpike = requires(const Rule& r, target_part<Rule>& y) {
  r.spike(y);
};
/// Takes the variables by value (or as constants): what it writes would be lost.
template <class Rule, class Part>
concept SpikesACopy = (variable_count<Part> != 0) && requires(const Rule& r) {
  r.spike(Part{});
};
template <class Rule>
concept SourceDecays = requires(const Rule& r, source_part<Rule>& x) {
  r.time_constants(x);
};
template <class Rule>
concept TargetDecays = requires(const Rule& r, target_part<Rule>& y) {
  r.time_constants(y);
};
/// Defines on_post; `&Rule::on_post` of a template cannot be asked for, so a member of that name in a class that
/// also inherits one is.
struct has_hook_names {
  int on_pre, on_post, on_step, on_step_if;
};
template <class Rule>
struct name_clash : Rule, has_hook_names {};
template <class Rule>
concept NamesOnPre = !requires {
  &name_clash<Rule>::on_pre;
};
template <class Rule>
concept NamesOnPost = !requires {
  &name_clash<Rule>::on_post;
};
template <class Rule>
concept NamesOnStep = !requires {
  &name_clash<Rule>::on_step;
};

template <class Rule>
concept NamesOnStepIf = !requires {
  &name_clash<Rule>::on_step_if;
};
/// Says at which targets its on_step has something to do.
template <class Rule, class Post>
concept OnStepIf = requires(const Rule& r, const Post& post) {
  r.on_step_if(post) ? 1 : 0;
};

template <class Rule>
struct names_on_post : std::bool_constant<NamesOnPost<Rule>> {};
template <class Rule>
struct names_on_step : std::bool_constant<NamesOnStep<Rule>> {};
template <class Rule>
struct names_on_step_if : std::bool_constant<NamesOnStepIf<Rule>> {};
template <class Rule>
struct spikes_at_source : std::bool_constant<SourceSpike<Rule>> {};
template <class Rule>
struct spikes_at_target : std::bool_constant<TargetSpike<Rule>> {};
template <class Rule>
struct decays_somewhere : std::bool_constant<SourceDecays<Rule> || TargetDecays<Rule>> {};
/// Target variables that do not decay may be written by on_pre and on_post.
template <class Rule>
struct writes_target
    : std::bool_constant<(variable_count<target_part<Rule>> != 0) && !TargetDecays<Rule> && !TargetSpike<Rule>> {};

template <class Rule>
concept ScalesIncoming = requires {
  requires Rule::scales_incoming;
};
template <class Rule>
struct has_virtual_scale : std::bool_constant<ScalesIncoming<Rule>> {};
template <class Rule>
concept AsksForServices = requires {
  typename Rule::services;
};
/// Defines a hook, or variables or services for operations, recordings and other rules. A text with a mistake counts,
/// because it might.
template <class Rule>
inline constexpr bool does_something =
    HasMistake<Rule> || NamesOnPre<Rule> || NamesOnPost<Rule> || NamesOnStep<Rule> || NamesBetweenEvents<Rule> ||
    AsksForServices<Rule> || ListsPathways<Rule> || has_virtual_scale<Rule>::value || HasCurrent<Rule> ||
    variable_count<synapse_part<Rule>> + variable_count<source_part<Rule>> + variable_count<target_part<Rule>> != 0;

template <class T>
inline constexpr std::size_t count_of_times = 0;
template <>
inline constexpr std::size_t count_of_times<quantity<dim::second>> = 1;
template <std::size_t N>
inline constexpr std::size_t count_of_times<std::array<quantity<dim::second>, N>> = N;

/// Refuses time constants of a rule that are no times, or not one for each trace of its `Part`.
template <class Part, class Rule>
constexpr void check_times() {
  using result = std::remove_cvref_t<decltype(std::declval<const Rule&>().time_constants(Part{}))>;
  static_assert(
      count_of_times<result> != 0,
      "cortexpr: unit mistake: time_constants(...) of a rule returns times with a unit: quantity<dim::second> "
      "for one trace, std::array<quantity<dim::second>, 2> for two: return 20_ms, or return {tau_x, tau_y}");
  static_assert(count_of_times<result> == 0 || count_of_times<result> == variable_count<Part>,
                "cortexpr: time_constants(...) of a rule returns as many times as there are traces, one for each");
}

/// The time constants of the traces of a rule, its `Part` (s).
template <class Part, class Rule>
[[nodiscard]] std::array<double, variable_count<Part>> time_constants_of(const Rule& rule) {
  using result = std::remove_cvref_t<decltype(rule.time_constants(Part{}))>;
  std::array<double, variable_count<Part>> seconds{};
  if constexpr (count_of_times<result> == variable_count<Part>) {
    const result times = rule.time_constants(Part{});
    if constexpr (is_quantity<result>)
      seconds[0] = times.si();
    else
      for (std::size_t k = 0; k < seconds.size(); ++k) seconds[k] = times[k].si();
  }
  return seconds;
}

/// The factor by which a trace decays in one step: exact, or what Euler's method makes of it if the rule says
/// `static constexpr bool euler_traces = true`.
template <class Rule>
double decay_factor(double tau, double dt) {
  if constexpr (requires { requires Rule::euler_traces; })
    return 1 - dt / tau;
  else
    return std::exp(-dt / tau);
}

/// Whether something happens in a list when a target spikes.
template <class List>
inline constexpr bool learns_on_post = any_rule<List, names_on_post> || any_rule<List, spikes_at_target>;
/// Whether rules of a list visit the synapses of a target.
template <class List>
inline constexpr bool visits_incoming =
    any_rule<List, names_on_post> || list_needs<List, siblings> || any_rule<List, names_on_step_if>;
template <class List>
inline constexpr bool acts_every_step = any_rule<List, names_on_step>;
/// Whether traces, sums, scales, the signal or the clock of event-driven equations of a list are brought forward at the
/// start of every step.
template <class List>
inline constexpr bool relaxes =
    any_rule<List, decays_somewhere> || list_needs<List, incoming_sum> || list_needs<List, global_signal> ||
    any_rule<List, has_virtual_scale> || flows_at_events<List>;

} // namespace detail

} // namespace cortexpr
