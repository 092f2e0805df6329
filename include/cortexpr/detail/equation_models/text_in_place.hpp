// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/equation_models/text_alone.hpp>
#include <cortexpr/detail/equations/lexer/similar_names.hpp>
#include <cortexpr/detail/equations/outcome/report.hpp>
#include <cortexpr/detail/equations/sides.hpp>
#include <cortexpr/detail/text/letters_apart.hpp>
#include <cortexpr/detail/text/use_of_text.hpp>
#include <cortexpr/units/quantity.hpp>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <type_traits>
#include <utility>

// A text alone does not know the variables that its names stand for. Where it is used it is read once more with their
// units, so that a mistake is said with its place in the text.

namespace cortexpr::detail::equation {

// What a text may be called with.
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
concept KnowsStep = requires(const T& n) {
  quantity<dim::second>(n.dt);
};
/// A neuron beside which a function is given no random numbers.
template <class T>
concept DrawsNothing = requires {
  requires !T::draws;
};
/// A neuron on which an operation works.
template <class T>
concept IsOperated = requires(T& n) {
  n.store();
};
template <class T>
concept IsTimeItself = std::is_base_of_v<quantity<dim::second>, T>;

/// A view of a neuron or of a synapse that lists what it knows by name.
template <class View>
concept ListsNames = requires {
  View::known_names::names();
};
template <class View>
[[nodiscard]] constexpr bool knows(std::string_view name) {
  if constexpr (ListsNames<View>)
    for (const std::string_view known : View::known_names::names())
      if (!name.empty() && known == name) return true;
  return false;
}
/// A view of a synapse: numbers of neurons are values that it may have, or not.
template <class View>
concept OfSynapse = requires {
  requires View::of_synapse;
};
/// The name that is most like `wrote`; empty if none is like it.
template <class View>
[[nodiscard]] constexpr std::string_view name_like(std::string_view wrote) {
  std::string_view best;
  std::size_t distance = wrote.size() / 2 + 1;
  if constexpr (ListsNames<View>)
    for (const std::string_view known : View::known_names::names()) {
      if (same_but_for_capitals(known, wrote)) return known;
      const std::size_t apart = letters_apart(known, wrote);
      if (wrote.size() == 1 || known.empty() || apart >= distance) continue;
      best = known;
      distance = apart;
    }
  return best;
}

template <class Around, meaning What>
using view_of = std::conditional_t<
    What == meaning::of_source && Around::of_pair, typename Around::pre,
    std::conditional_t<What == meaning::of_target && Around::of_pair, typename Around::post, typename Around::own>>;

// A function fails that nothing evaluates: clang would take what calls it for no constant.
template <class Text>
constexpr auto report_text() {
  static_assert(sizeof(mistake_found<Text>) != 0);
  return std::true_type{};
}
/// Reports the mistake of a text; the type is instantiated for mistakes only.
template <class Text>
using reported = decltype(report_text<Text>());

/// The unit of the value that a view has under a name.
template <class View, fixed_string Name>
constexpr dimension unit_in_view() {
  using value = std::remove_cvref_t<decltype(std::declval<View&>()[name_constant<Name>{}])>;
  if constexpr (requires { value::dims; })
    return value::dims;
  else
    return dim::one;
}

/// What is wrong with a text in a place, and where; no words if nothing is.
struct objection {
  words<180> said{};
  std::int16_t place = 0;
  [[nodiscard]] constexpr bool exists() const { return said.size != 0; }
};

/// The text with the units that its names have around it.
template <class Text, class Around>
struct text_in_place {
  using functions = typename Text::functions;

private:
  template <std::size_t K>
  static constexpr const entry& entry_at = program_of<Text>.names[K];
  /// Whether name K is a value of a neuron or of a synapse.
  template <std::size_t K>
  static constexpr bool is_value() {
    const entry& e = entry_at<K>;
    const meaning m = meaning_of(e);
    const bool number = m == meaning::source_number || m == meaning::target_number || m == meaning::population_size ||
                        m == meaning::source_size || m == meaning::target_size;
    return m == meaning::own || m == meaning::of_source || m == meaning::of_target ||
           (number && OfSynapse<typename Around::own>);
  }
  template <std::size_t K>
  static constexpr void give_unit(source_text& s) {
    constexpr entry e = program_of<Text>.names[K];
    using view = view_of<Around, meaning_of(e)>;
    constexpr std::string_view name = name_in_neuron(e.name);
    constexpr bool is_known = (is_value<K>() || e.what == role::local) && knows<view>(name);
    if constexpr (is_known) {
      constexpr dimension unit = unit_in_view<view, to_fixed<name.size()>(name)>();
      s.add(given_unit{e.name, unit});
    }
  }
  template <std::size_t K>
  static constexpr void note_unknown(objection& o) {
    constexpr entry e = program_of<Text>.names[K];
    constexpr meaning m = meaning_of(e);
    using view = view_of<Around, m>;
    if (o.exists() || e.what == role::shorthand || e.what == role::local) return;
    constexpr bool of_an_end = !OfSynapse<typename Around::own> &&
                               (m == meaning::of_source || m == meaning::of_target || m == meaning::source_size ||
                                m == meaning::target_size || m == meaning::target_number);
    o.place = e.place;
    if ((m == meaning::uniform || m == meaning::normal) && !Around::draws)
      o.said.put("random numbers are not drawn here; a line of the equations that is (constant over dt) draws them");
    else if (m == meaning::time && !Around::knows_time)
      o.said.put("'t' is not known here: this is computed once, when the network is built");
    else if (m == meaning::step && !Around::knows_step)
      o.said.put("'dt' is not known here; statements of an operation know it");
    else if (m == meaning::population_size && Around::of_pair)
      o.said.put("'N' may be meant of either end of a pair; write N_pre or N_post");
    else if (Around::of_pair && (e.name == "N_incoming" || e.name == "N_outgoing"))
      o.said.put("'").put(e.name).put(
          "' is known when all synapses are there: in on_pre, and in equations of synapses");
    else if (of_an_end && !Around::of_pair)
      o.said.put("'").put(e.name).put("' is of an end of a synapse, and this is computed for one neuron");
    else if constexpr (ListsNames<view> && is_value<K>() && !knows<view>(name_in_neuron(e.name))) {
      const std::string_view word = e.name == "last_spike" ? "lastspike" : name_in_neuron(e.name);
      const std::string_view near = is_of_a_pair(word) ? std::string_view{} : name_like<view>(word);
      o.said.put("'").put(word).put("' is no ").put(view::known_names::words);
      if (!view::known_names::says_whose)
        o.said.put(!Around::of_pair ? " of the neuron" : m == meaning::of_source ? " of the source" : " of the target");
      if (!near.empty()) o.said.put("; did you mean '").put(near).put("'?");
    }
  }

public:
  static constexpr objection unknown = [] {
    objection o;
    [&]<std::size_t... K>(std::index_sequence<K...>) { (text_in_place::template note_unknown<K>(o), ...); }
    (std::make_index_sequence<program_of<Text>.name_count>{});
    return o;
  }();
  static constexpr source_text source = [] {
    source_text s = Text::source;
    [&]<std::size_t... K>(std::index_sequence<K...>) { (text_in_place::template give_unit<K>(s), ...); }
    (std::make_index_sequence<program_of<Text>.name_count>{});
    if (unknown.exists()) {
      s.refusal = unknown.said.view();
      s.refusal_place = unknown.place;
    }
    return s;
  }();
};
/// Whether a text is right where it stands; else that is said.
template <class Text, class Around>
constexpr bool is_right_in() {
  if constexpr (is_wrong<Text>)
    return false;
  else if constexpr (is_wrong<text_in_place<Text, Around>>)
    static_cast<void>(reported<text_in_place<Text, Around>>{});
  return !is_wrong<text_in_place<Text, Around>>;
}

/// A text that is refused in a place with these words: `Why::said`.
template <class Text, class Why>
struct refused_text {
  using functions = typename Text::functions;
  static constexpr source_text source = [] {
    source_text s = Text::source;
    s.refusal = Why::said.said.view();
    s.refusal_place = Why::said.place;
    return s;
  }();
};

template <class Text>
[[nodiscard]] constexpr bool fits_use(use_of_text use) {
  if (Text::source.has(part_kind::statements)) return use == use_of_text::operation;
  if (use == use_of_text::partner) use = use_of_text::value;
  return use != use_of_text::operation && Text::source.has(part_kind::condition) == (use == use_of_text::condition);
}
/// Where the value of a text that is no statements stands.
template <class Text>
inline constexpr std::int16_t place_of_value = [] {
  const std::int16_t root = program_of<Text>.roots[0];
  return root == none ? std::int16_t{0} : program_of<Text>.nodes[static_cast<std::size_t>(root)].place;
}();
/// A text that is no value, no condition or no statements, where such is wanted.
template <class Text, use_of_text Wanted>
struct other_use {
  static constexpr objection said = [] {
    objection o;
    const bool assigns = Text::source.has(part_kind::statements);
    if (Wanted == use_of_text::partner)
      o.said.put("the number of a neuron is expected here; a condition chooses pairs in connected_if(text<...>)");
    else if (Wanted == use_of_text::operation)
      o.said.put("an operation sets something, as v = V_r, and this ")
          .put(Text::source.has(part_kind::condition) ? "compares; = sets a value" : "is a value");
    else if (assigns && Wanted == use_of_text::condition)
      o.said.put("a condition is expected here, and '=' sets a value; values are compared by ==");
    else if (assigns)
      o.said.put("a value is expected here, and this sets one; write what stands after the '='");
    else if (Wanted == use_of_text::condition)
      o.said.put("a condition is expected here, as i != j; a probability is all_to_all{} | with_probability(...)");
    else
      o.said.put("a condition stands where a number is expected; write int(...) around it");
    o.place = place_of_value<Text>;
    return o;
  }();
};
/// A value in another unit than is wanted.
template <class Text, dimension Have, dimension Want>
struct other_unit {
  static constexpr objection said = [] {
    objection o;
    o.said.put("this is ").put(in_unit(Have).view()).put(", expected is ").put(in_unit(Want).view());
    o.place = place_of_value<Text>;
    return o;
  }();
};
template <class Text, class Wanted, class Place>
constexpr auto find_mistake_of_unit() {
  constexpr auto& program = program_of<text_in_place<Text, Place>>;
  constexpr dimension have = program.nodes[static_cast<std::size_t>(program.roots[0])].unit, want = Wanted::dims;
  if constexpr (have == want || have == unknown_dimension || want == unknown_dimension)
    return std::type_identity<void>{};
  else
    return std::type_identity<mistake_found<refused_text<Text, other_unit<Text, have, want>>>>{};
}
/// The mistake of a text in a place, as the class whose instantiation is the error; void if there is none, or if it is
/// one of the text alone, which is reported.
template <class Text, use_of_text Use, class Wanted, class Place>
constexpr auto find_mistake() {
  if constexpr (is_wrong<Text>)
    return std::type_identity<void>{};
  else if constexpr (!fits_use<Text>(Use))
    return std::type_identity<mistake_found<refused_text<Text, other_use<Text, Use>>>>{};
  else if constexpr (is_wrong<text_in_place<Text, Place>>)
    return std::type_identity<mistake_found<text_in_place<Text, Place>>>{};
  else if constexpr (Use == use_of_text::value && !std::is_void_v<Wanted>)
    return find_mistake_of_unit<Text, Wanted, Place>();
  else
    return std::type_identity<void>{};
}

} // namespace cortexpr::detail::equation
