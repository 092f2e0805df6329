// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_models/leaves_of_operation.hpp>
#include <cortexpr/detail/equation_models/local_values.hpp>
#include <cortexpr/detail/equation_models/text_alone.hpp>
#include <cortexpr/detail/equations/generator_parts.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

// What a name stands for where a function is called.
enum class meaning : std::uint8_t {
  time,
  step,
  source_number,
  target_number,
  population_size,
  source_size,
  target_size,
  uniform,
  normal,
  of_source,
  of_target,
  own
};
[[nodiscard]] constexpr meaning meaning_of(const entry& e) {
  if (e.random_uniform) return meaning::uniform;
  if (e.random_normal) return meaning::normal;
  if (e.name == "t") return meaning::time;
  if (e.name == "dt") return meaning::step;
  if (e.name == "i") return meaning::source_number;
  if (e.name == "j") return meaning::target_number;
  if (e.name == "N") return meaning::population_size;
  if (e.name == "N_pre") return meaning::source_size;
  if (e.name == "N_post") return meaning::target_size;
  if (is_of_source(e.name)) return meaning::of_source;
  if (is_of_target(e.name)) return meaning::of_target;
  return meaning::own;
}
template <class Text>
constexpr bool uses(std::initializer_list<meaning> which) {
  for (const entry& e : program_of<Text>.names)
    for (const meaning m : which)
      if (!e.name.empty() && meaning_of(e) == m) return true;
  return false;
}

template <class Text>
constexpr bool uses_name(std::string_view name) {
  for (const entry& e : program_of<Text>.names)
    if (e.name == name && e.what != role::shorthand) return true;
  return false;
}

/// A number of a neuron that a text gives.
inline std::int64_t whole_number(double x, std::string_view text) {
  if (!(x > -9e15 && x < 9e15) || x != std::floor(x))
    raise({"the text \"", text, "\" gives ", x,
           " where the number of a neuron is expected; write int(...), or // for a quotient"});
  return static_cast<std::int64_t>(x);
}

struct nothing {};

/// Refuses statements of an operation that set a parameter.
template <bool MayBeSet, auto Name>
constexpr void refuse_parameter() {
  static_assert(MayBeSet, "cortexpr: an operation in words sets a parameter, see `Name` beside this sentence, and only "
                          "variables may be set in a run; give the line of the equations the flag (variable) or, if it "
                          "is one for all neurons, (shared, variable)");
}

template <class Neuron, class Name>
concept HasVariable = requires {
  requires Neuron::has_variable(Name{});
};
/// The name of the neuron's value that name K stands for.
template <class Text, std::size_t K>
inline constexpr auto neuron_name = [] {
  constexpr std::string_view name = name_in_neuron(program_of<Text>.names[K].name);
  return name_constant<to_fixed<name.size()>(name)>{};
}();
/// Whether name K is one that statements make for themselves: not if the neuron has a variable of this name.
template <class Text, std::size_t K, class Neuron>
inline constexpr bool is_local = program_of<Text>.names[K].what == role::local &&
                                 !HasVariable<Neuron, std::remove_const_t<decltype(neuron_name<Text, K>)>>;

/// The values of names in a function of a neuron, or of a pair of neurons, with the time and random numbers where these
/// are known.
template <class Text, class Time, class I, class J, class Pre, class Post, class Random, class Locals>
struct leaves_of_function {
  const Time& time;
  I i;
  J j;
  Pre& pre;
  Post& post;
  Random& random;
  const Locals& locals;

  static constexpr bool of_pair = !std::is_same_v<J, nothing>;

  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] constexpr auto at() const {
    constexpr const entry& e = program_of<Text>.names[K];
    constexpr meaning m = meaning_of(e);
    constexpr std::string_view name = name_in_neuron(e.name);
    if constexpr (is_local<Text, K, std::remove_const_t<Pre>>)
      return locals.template at<K>();
    else if constexpr (m == meaning::uniform)
      return random.uniform();
    else if constexpr (m == meaning::normal)
      return random.normal();
    else if constexpr (m == meaning::time)
      return quantity<dim::second>(time);
    else if constexpr (m == meaning::step)
      return quantity<dim::second>(pre.dt);
    else if constexpr (m == meaning::source_number)
      return static_cast<double>(i);
    else if constexpr (m == meaning::target_number)
      return static_cast<double>(j);
    else if constexpr (m == meaning::population_size) {
      static_assert(!of_pair, "cortexpr: a text about a pair of neurons reads N, and either end may be meant");
      return static_cast<double>(pre.size());
    } else if constexpr (m == meaning::source_size) {
      return static_cast<double>(pre.size());
    } else if constexpr (m == meaning::target_size) {
      return static_cast<double>(post.size());
    } else if constexpr (m == meaning::of_target || (m == meaning::own && of_pair)) // as in Brian2: of the target
      return as_value(post[name_constant<to_fixed<name.size()>(name)>{}]);
    else
      return as_value(pre[name_constant<to_fixed<name.size()>(name)>{}]);
  }
};

template <class T>
concept ShowsNeuron = requires(const T& n) {
  n.index();
};
template <class T>
concept ShowsPopulation = requires(T& all) {
  all.spikes();
  all.size();
};
template <class T>
concept ShowsNumbers = requires(T& random) {
  random.uniform();
  random.normal();
};
template <class T>
concept KnowsTime = requires(const T& n) {
  quantity<dim::second>(n.t);
};
template <class T>
concept IsTimeItself = std::is_base_of_v<quantity<dim::second>, T>;

/// A text as a function, in all the ways in which the library calls functions.
template <class Text>
struct text_function : report<Text> {
  static constexpr bool is_random = uses<Text>({meaning::uniform, meaning::normal});
  static constexpr bool sees_sides =
      uses<Text>({meaning::of_source, meaning::of_target, meaning::source_size, meaning::target_size});
  static constexpr bool sees_own = uses<Text>({meaning::own, meaning::population_size});
  static constexpr bool is_of_pair = sees_sides || uses<Text>({meaning::target_number});
  static constexpr bool sees_time = uses<Text>({meaning::time, meaning::step});
  static constexpr bool lists_targets = uses_name<Text>("i"), lists_sources = uses_name<Text>("j");
  static constexpr bool assigns = Text::source.has(part_kind::statements);

  /// A function of the time alone: a drive.
  template <IsTimeItself Time>
    requires(!is_random && !is_of_pair && !sees_own && !assigns && !uses<Text>({meaning::source_number}))
  constexpr auto operator()(const Time& t) const { return called_with(t, nothing{}, nothing{}, none_, none_, none_); }
  /// Of the time and a neuron: a drive.
  template <IsTimeItself Time, ShowsNeuron Neuron>
    requires(!is_random && !is_of_pair && !assigns)
  constexpr auto operator()(const Time& t, const Neuron& n) const {
    return called_with(t, n.index(), nothing{}, n, none_, none_);
  }
  /// Of a neuron: a value, a recording.
  template <ShowsNeuron Neuron>
    requires(!is_random && !is_of_pair && !assigns)
  constexpr auto operator()(const Neuron& n) const {
    if constexpr (KnowsTime<Neuron>)
      return called_with(n.t, n.index(), nothing{}, n, none_, none_);
    else
      return called_with(none_, n.index(), nothing{}, n, none_, none_);
  }
  template <ShowsNeuron Neuron, ShowsNumbers Random>
    requires(is_random && !is_of_pair && !assigns)
  constexpr auto operator()(const Neuron& n, Random& random) const {
    return called_with(none_, n.index(), nothing{}, n, none_, random);
  }
  /// Of the number of a neuron alone: its partner.
  template <Arithmetic I>
    requires(!is_random && !sees_sides && !sees_own && !sees_time && !assigns &&
             !(uses_name<Text>("i") && uses_name<Text>("j")) && Text::source.has(part_kind::value))
  std::int64_t operator()(I own) const {
    return whole_number(called_with(none_, own, own, none_, none_, none_), Text::source.parts[0].text);
  }
  /// Of a pair: a connection or a value.
  template <Arithmetic I, Arithmetic J>
    requires(!is_random && !sees_sides && !sees_own && !assigns)
  constexpr auto operator()(I i, J j) const { return called_with(none_, i, j, none_, none_, none_); }
  template <Arithmetic I, Arithmetic J, ShowsNumbers Random>
    requires(is_random && !sees_sides && !sees_own && !assigns)
  constexpr auto operator()(I i, J j, Random& random) const { return called_with(none_, i, j, none_, none_, random); }
  template <Arithmetic I, Arithmetic J, class Pre, class Post>
    requires(!is_random && (sees_sides || sees_own) && !assigns)
  constexpr auto operator()(I i, J j, const Pre& pre, const Post& post) const {
    return called_with(none_, i, j, pre, post, none_);
  }
  template <Arithmetic I, Arithmetic J, class Pre, class Post, ShowsNumbers Random>
    requires(is_random && (sees_sides || sees_own) && !assigns)
  constexpr auto operator()(I i, J j, const Pre& pre, const Post& post, Random& random) const {
    return called_with(none_, i, j, pre, post, random);
  }
  /// An operation on a neuron, one statement after the other.
  template <ShowsNeuron Neuron>
    requires(assigns && !is_of_pair)
  constexpr void operator()(Neuron& n) const { run<0>(n, no_locals{}); }

  /// An operation on a synapse.
  template <ShowsSynapse Synapse>
    requires(assigns)
  constexpr void operator()(Synapse& s) const { operate_on_synapse<Text, 0>(s, no_locals{}); }
  /// On what a population has one of.
  template <ShowsPopulation Population>
    requires(assigns && !is_of_pair)
  constexpr void on_population(Population& all) const { run<0>(all, no_locals{}); }
  /// How many statements set a name for which `Has` holds.
  template <class Neuron, class Has>
  static constexpr std::size_t count_set(Has has) {
    return [&]<std::size_t... S>(std::index_sequence<S...>) {
      return (0 + ... + counts<Neuron, static_cast<std::size_t>(program_of<Text>.statements[S].target)>(has));
    }
    (std::make_index_sequence<program_of<Text>.statement_count>{});
  }

  constexpr bool operator==(const text_function&) const { return true; }

private:
  template <class Neuron, std::size_t Name, class Has>
  static constexpr std::size_t counts(Has has) {
    return !is_local<Text, Name, Neuron> && has(name_in_neuron(program_of<Text>.names[Name].name)) ? 1 : 0;
  }
  static constexpr nothing none_{};

  template <computed Set, std::int16_t Root, class Locals, class Time, class I, class J, class Pre, class Post,
            class Random>
  static constexpr auto evaluate(const Locals& locals, const Time& t, I i, J j, Pre& pre, Post& post, Random& random) {
    const leaves_of_function<Text, Time, I, J, Pre, Post, Random, Locals> leaves{t, i, j, pre, post, random, locals};
    return value_of<Text, Set, Root>(leaves);
  }
  template <class... Known>
  static constexpr auto called_with(Known&&... known) {
    return evaluate<computed{purpose::part, 0}, program_of<Text>.roots[0]>(no_locals{}, std::forward<Known>(known)...);
  }
  template <class Neuron>
  static constexpr auto number_of(const Neuron& n) {
    if constexpr (ShowsNeuron<Neuron>)
      return n.index();
    else
      return nothing{};
  }
  /// The statements from number S on.
  template <std::size_t S, class Neuron, class Locals>
  static constexpr void run(Neuron& n, const Locals& locals) {
    if constexpr (S < program_of<Text>.statement_count) {
      constexpr const statement& s = program_of<Text>.statements[S];
      constexpr auto name = static_cast<std::size_t>(s.target);
      const auto value =
          evaluate<computed{purpose::assignment, S}, s.root>(locals, n.t, number_of(n), nothing{}, n, none_, n);
      if constexpr (is_local<Text, name, Neuron>) {
        run<S + 1>(n, with_local<name, decltype(value), Locals>{value, locals});
      } else {
        constexpr bool may_be_set = !std::is_const_v<std::remove_reference_t<decltype(n[neuron_name<Text, name>])>>;
        refuse_parameter<may_be_set, neuron_name<Text, name>>();
        if constexpr (may_be_set) n[neuron_name<Text, name>] = value;
        run<S + 1>(n, locals);
      }
    }
  }
};

} // namespace cortexpr::detail::equation
