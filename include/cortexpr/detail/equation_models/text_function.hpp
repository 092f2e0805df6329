// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/base/error.hpp>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equation_models/compiled.hpp>
#include <cortexpr/detail/equation_models/leaves_of_operation.hpp>
#include <cortexpr/detail/equation_models/local_values.hpp>
#include <cortexpr/detail/equation_models/text_alone.hpp>
#include <cortexpr/detail/equation_models/text_in_place.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <cortexpr/sources/function_drive.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr::detail::equation {

/// A number of a neuron that a text gives.
inline std::int64_t whole_number(double x, std::string_view text) {
  if (!(x > -9e15 && x < 9e15) || x != std::floor(x))
    raise({"the text \"", text, "\" gives ", x,
           " where the number of a neuron is expected; write int(...), or // for a quotient"});
  return static_cast<std::int64_t>(x);
}

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

  static constexpr bool of_pair = !std::is_same_v<J, no_one>;

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
    else if constexpr (m == meaning::population_size || m == meaning::source_size)
      return static_cast<double>(pre.size());
    else if constexpr (m == meaning::target_size)
      return static_cast<double>(post.size());
    else if constexpr (m == meaning::of_target || (m == meaning::own && of_pair)) // as in Brian2: of the target
      return as_value(post[name_constant<to_fixed<name.size()>(name)>{}]);
    else
      return as_value(pre[name_constant<to_fixed<name.size()>(name)>{}]);
  }
};

/// An end of a pair of which numbers alone are known.
struct numbered_end {};
/// Who is around a text that is called with these: of a pair, if there is a J.
template <class J, class Neuron>
using end_of_call = std::conditional_t<
    std::is_same_v<J, no_one>, no_one,
    std::conditional_t<std::is_same_v<Neuron, const no_one>, numbered_end, std::remove_const_t<Neuron>>>;
template <class J, class Pre, class Post>
using own_of_call = std::remove_const_t<std::conditional_t<std::is_same_v<J, no_one>, Pre, Post>>;

/// A text as a function, in all the ways in which the library calls functions.
template <class Text>
struct text_function : report<Text> {
  static constexpr bool is_text = true;
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
    requires(!is_random && !is_of_pair && !sees_own && !uses<Text>({meaning::source_number}))
  constexpr auto operator()(const Time& t) const { return called_with(t, no_one{}, no_one{}, none_, none_, none_); }
  /// Of the time and a neuron: a drive.
  template <IsTimeItself Time, ShowsNeuron Neuron>
  constexpr auto operator()(const Time& t, const Neuron& n) const {
    return called_with(t, n.index(), no_one{}, n, none_, none_);
  }
  /// Of a neuron: a value, a recording.
  template <ShowsNeuron Neuron>
    requires(!is_random || DrawsNothing<Neuron>)
  constexpr auto operator()(const Neuron& n) const {
    if constexpr (IsOperated<Neuron>)
      static_cast<void>(reported<refused_text<Text, other_use<Text, use_of_text::operation>>>{});
    else if constexpr (KnowsTime<Neuron>)
      return called_with(n.t, n.index(), no_one{}, n, none_, none_);
    else
      return called_with(none_, n.index(), no_one{}, n, none_, none_);
  }
  template <ShowsNeuron Neuron, ShowsNumbers Random>
  requires is_random constexpr auto operator()(const Neuron& n, Random& random) const {
    return called_with(none_, n.index(), no_one{}, n, none_, random);
  }
  /// Of the number of a neuron alone: its partner.
  template <Arithmetic I>
    requires(!fits_use<Text>(use_of_text::value) ||
             (!is_random && !sees_sides && !sees_own && !sees_time && !(lists_targets && lists_sources)))
  std::int64_t operator()(I own) const {
    if constexpr (fits<use_of_text::partner>)
      return whole_number(called_with(none_, own, own, none_, none_, none_), Text::source.parts[0].text);
    else
      return 0;
  }
  /// Of a pair: a connection or a value.
  template <Arithmetic I, Arithmetic J>
    requires(!is_random && !sees_sides && !sees_own)
  constexpr auto operator()(I i, J j) const { return called_with(none_, i, j, none_, none_, none_); }
  template <Arithmetic I, Arithmetic J, ShowsNumbers Random>
    requires(is_random && !sees_sides && !sees_own)
  constexpr auto operator()(I i, J j, Random& random) const { return called_with(none_, i, j, none_, none_, random); }
  template <Arithmetic I, Arithmetic J, class Pre, class Post>
    requires(!is_random && (sees_sides || sees_own))
  constexpr auto operator()(I i, J j, const Pre& pre, const Post& post) const {
    return called_with(none_, i, j, pre, post, none_);
  }
  template <Arithmetic I, Arithmetic J, class Pre, class Post, ShowsNumbers Random>
    requires(is_random && (sees_sides || sees_own))
  constexpr auto operator()(I i, J j, const Pre& pre, const Post& post, Random& random) const {
    return called_with(none_, i, j, pre, post, random);
  }
  /// An operation on a neuron, one statement after the other.
  template <ShowsNeuron Neuron>
  requires assigns constexpr void operator()(Neuron& n) const {
    if constexpr (is_right_in<Text, place_of_text<Neuron>>()) run<0>(n, no_locals{});
  }

  /// An operation on a synapse.
  template <ShowsSynapse Synapse>
  constexpr void operator()(Synapse& s) const {
    if constexpr (!assigns)
      static_cast<void>(reported<refused_text<Text, other_use<Text, use_of_text::operation>>>{});
    else if constexpr (is_right_in<Text, place_of_text<named_synapse<Synapse>>>())
      operate_on_synapse<Text, 0>(s, no_locals{});
  }
  /// On what a population has one of.
  template <ShowsPopulation Population>
  requires assigns constexpr void on_population(Population& all) const {
    if constexpr (is_right_in<Text, place_of_text<Population>>()) run<0>(all, no_locals{});
  }
  /// How many statements set a name for which `Has` holds.
  template <class Neuron, class Has>
  static constexpr std::size_t count_set(Has has) {
    return [&]<std::size_t... S>(std::index_sequence<S...>) {
      return (0 + ... + counts<Neuron, static_cast<std::size_t>(program_of<Text>.statements[S].target)>(has));
    }
    (std::make_index_sequence<program_of<Text>.statement_count>{});
  }

  /// The mistake of the text as a value of unit `Wanted`, as a condition or as statements; void without one.
  template <use_of_text Use, class Wanted, class Place>
  using mistake = typename decltype(find_mistake<Text, Use, Wanted, Place>())::type;

  /// The mistake of statements about a synapse that is seen as `Synapse`.
  template <class Synapse>
  using mistake_at_synapse = mistake<use_of_text::operation, void, place_of_text<named_synapse<Synapse>>>;

  /// Whether the text may be called as a value, a condition or a partner.
  template <use_of_text Use>
  static constexpr bool fits = !is_wrong<Text> && fits_use<Text>(Use);
  /// Refuses a text that is something else.
  template <use_of_text Use>
  static constexpr void check_use() {
    if constexpr (!is_wrong<Text> && !fits_use<Text>(Use))
      static_cast<void>(reported<refused_text<Text, other_use<Text, Use>>>{});
  }
  /// Refuses a value in another unit than is wanted.
  template <dimension Have, dimension Want>
  static constexpr void refuse_unit() {
    static_cast<void>(reported<refused_text<Text, other_unit<Text, Have, Want>>>{});
  }

  constexpr bool operator==(const text_function&) const { return true; }

private:
  template <class Neuron, std::size_t Name, class Has>
  static constexpr std::size_t counts(Has has) {
    return !is_local<Text, Name, Neuron> && has(name_in_neuron(program_of<Text>.names[Name].name)) ? 1 : 0;
  }
  static constexpr no_one none_{};

  template <computed Set, std::int16_t Root, class Locals, class Time, class I, class J, class Pre, class Post,
            class Random>
  static constexpr auto evaluate(const Locals& locals, const Time& t, I i, J j, Pre& pre, Post& post, Random& random) {
    const leaves_of_function<Text, Time, I, J, Pre, Post, Random, Locals> leaves{t, i, j, pre, post, random, locals};
    return value_of<Text, Set, Root>(leaves);
  }
  template <class Time, class I, class J, class Pre, class Post, class Random>
  static constexpr auto called_with(const Time& t, I i, J j, Pre& pre, Post& post, Random& random) {
    using around = place_of_text<own_of_call<J, Pre, Post>, end_of_call<J, Pre>, end_of_call<J, Post>,
                                 !std::is_same_v<Time, no_one>, KnowsStep<Pre>, !std::is_same_v<Random, const no_one>>;
    if constexpr (assigns) {
      check_use<use_of_text::value>();
      return refused_value{};
    } else if constexpr (is_right_in<Text, around>()) {
      return evaluate<computed{purpose::part, 0}, program_of<Text>.roots[0]>(no_locals{}, t, i, j, pre, post, random);
    } else {
      return refused_value{};
    }
  }
  template <class Neuron>
  static constexpr auto number_of(const Neuron& n) {
    if constexpr (ShowsNeuron<Neuron>)
      return n.index();
    else
      return no_one{};
  }
  /// The statements from number S on.
  template <std::size_t S, class Neuron, class Locals>
  static constexpr void run(Neuron& n, const Locals& locals) {
    if constexpr (S < program_of<Text>.statement_count) {
      constexpr const statement& s = program_of<Text>.statements[S];
      constexpr auto name = static_cast<std::size_t>(s.target);
      const auto value =
          evaluate<computed{purpose::assignment, S}, s.root>(locals, n.t, number_of(n), no_one{}, n, none_, n);
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
