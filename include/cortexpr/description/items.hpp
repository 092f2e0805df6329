// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/bool.hpp>
#include <boost/hana/integral_constant.hpp>
#include <cortexpr/description/description.hpp>
#include <cortexpr/detail/description/hana_keys.hpp>
#include <cortexpr/model/concepts.hpp>
#include <string_view>
#include <tuple>
#include <utility>

// What `net::items` holds: a network as a Boost.Hana sequence, every item a boost::hana::Struct. See docs/hana.md.

namespace cortexpr {

/// The kind of an item as a type: `item.kind == kind_c<item_kind::population>` is a boost::hana::bool_.
template <item_kind Kind>
inline constexpr boost::hana::integral_constant<item_kind, Kind> kind_c{};

/// A predicate for boost::hana::filter, count_if, ...: `hana::filter(net::items, is_kind<item_kind::projection>)`.
template <item_kind Kind>
struct is_kind_of {
  template <class Item>
  constexpr auto operator()(const Item&) const {
    return boost::hana::bool_c<Item::kind_type::value == Kind>;
  }
};
template <item_kind Kind>
inline constexpr is_kind_of<Kind> is_kind{};

/// The key of a boost::hana::Struct as a template argument: `set<"n." + as_name(key)>(-53_mV)`.
template <char... Letters>
[[nodiscard]] constexpr fixed_string<sizeof...(Letters)> as_name(boost::hana::string<Letters...>) {
  constexpr char text[]{Letters..., '\0'};
  return text;
}

namespace detail {

/// A number for what is given as one, else the distribution or `given`.
template <class V>
constexpr auto plain_value(const V& v) {
  if constexpr (is_constant_value<V>)
    return v.value;
  else
    return v;
}

template <class Option>
inline constexpr bool names_a_value = is_parameter<Option> || is_start<Option>;

/// The place of the option among `Options` that gives variable `name` a value, or `not_found`.
template <template <fixed_string, class> class Option, class... Options>
constexpr std::size_t option_for(std::string_view name) {
  std::size_t k = 0, found = not_found;
  [[maybe_unused]] const auto look = [&]<class O>(std::type_identity<O>) {
    if constexpr (names_a_value<O>)
      if (std::is_same_v<O, Option<O::variable, decltype(O::value)>> && O::variable.view() == name) found = k;
    ++k;
  };
  (look(std::type_identity<Options>{}), ...);
  return found;
}

} // namespace detail

/// The parameters or start values of a population as the description gives them, a boost::hana::Struct: a quantity
/// where one value holds for all neurons, else the distribution or `given`; the model's default where the description
/// says nothing. `Variables` is the set of the model's variables with units, `Option` what gives one of them a value.
template <class Variables, template <fixed_string, class> class Option, class... Options>
class described_values {
public:
  constexpr explicit described_values(const std::tuple<Options...>& options) : options_(options) {}

  static constexpr std::size_t size = variable_count<Variables>;
  /// The name of value K, such as "tau_m" or "exc.tau".
  template <std::size_t K>
  static constexpr std::string_view name = variable_names<Variables>[K].view();

  /// Value K in the order of declaration.
  template <std::size_t K>
  [[nodiscard]] constexpr auto value() const {
    constexpr std::size_t by = detail::option_for<Option, Options...>(name<K>);
    if constexpr (by == not_found) {
      const Variables defaults{};
      return quantity<detail::dimension_of<Variables, K>>(cortexpr::variable<K>(defaults).si());
    } else {
      return detail::plain_value(std::get<by>(options_).value);
    }
  }

  static constexpr auto hana_members() {
    return detail::with_indices<size>([]<std::size_t... K>(std::index_sequence<K...>) {
      return boost::hana::make_tuple(boost::hana::make_pair(detail::hana_name<Variables, K>(), accessor<K>{})...);
    });
  }

private:
  template <std::size_t K>
  struct accessor {
    constexpr auto operator()(const described_values& values) const { return values.template value<K>(); }
  };
  std::tuple<Options...> options_;
};

/// A model without parameters of its own: a list of spikes.
struct no_described_values {
  constexpr explicit no_described_values(const auto&) {}
  static constexpr std::size_t size = 0;
  static constexpr auto hana_members() { return boost::hana::make_tuple(); }
};

/// A population in `net::items`. `size` is a number or `given`.
template <class Model, class Size, class Parameters, class Start>
struct described_population {
  using kind_type = boost::hana::integral_constant<item_kind, item_kind::population>;
  using model_type = Model;

  std::string_view name;
  kind_type kind;
  Model model;
  Size size;
  Parameters parameters;
  Start start;

  static constexpr auto hana_members() {
    using self = described_population;
    return boost::hana::make_tuple(
        detail::struct_member<"name", &self::name>(), detail::struct_member<"kind", &self::kind>(),
        detail::struct_member<"model", &self::model>(), detail::struct_member<"size", &self::size>(),
        detail::struct_member<"parameters", &self::parameters>(), detail::struct_member<"start", &self::start>());
  }
};

/// A projection in `net::items`. `connections` is the rule of the description, `weight` and `delay` are quantities,
/// distributions or `given`, `plasticity` is a boost::hana::tuple of the rules in the order in which they run.
template <class Connections, class Weight, class Delay, class Rules>
struct described_projection {
  using kind_type = boost::hana::integral_constant<item_kind, item_kind::projection>;

  std::string_view name;
  kind_type kind;
  std::string_view source, target, receptor;
  Connections connections;
  Weight weight;
  Delay delay;
  Rules plasticity;

  static constexpr auto hana_members() {
    using self = described_projection;
    return boost::hana::make_tuple(
        detail::struct_member<"name", &self::name>(), detail::struct_member<"kind", &self::kind>(),
        detail::struct_member<"source", &self::source>(), detail::struct_member<"target", &self::target>(),
        detail::struct_member<"receptor", &self::receptor>(),
        detail::struct_member<"connections", &self::connections>(), detail::struct_member<"weight", &self::weight>(),
        detail::struct_member<"delay", &self::delay>(), detail::struct_member<"plasticity", &self::plasticity>());
  }
};

/// A drive in `net::items`: `policy` (a constant, a sinusoid, `given`, ...) drives `input` of population `target`.
template <class Policy>
struct described_drive {
  using kind_type = boost::hana::integral_constant<item_kind, item_kind::drive>;

  std::string_view name;
  kind_type kind;
  std::string_view target, input;
  Policy policy;

  static constexpr auto hana_members() {
    using self = described_drive;
    return boost::hana::make_tuple(
        detail::struct_member<"name", &self::name>(), detail::struct_member<"kind", &self::kind>(),
        detail::struct_member<"target", &self::target>(), detail::struct_member<"input", &self::input>(),
        detail::struct_member<"policy", &self::policy>());
  }
};

/// Poisson input in `net::items`.
template <class Weight, class Rate = quantity<dim::hertz>>
struct described_poisson_input {
  using kind_type = boost::hana::integral_constant<item_kind, item_kind::poisson_input>;

  std::string_view name;
  kind_type kind;
  std::string_view target, receptor;
  Rate rate;
  Weight weight;

  static constexpr auto hana_members() {
    using self = described_poisson_input;
    return boost::hana::make_tuple(
        detail::struct_member<"name", &self::name>(), detail::struct_member<"kind", &self::kind>(),
        detail::struct_member<"target", &self::target>(), detail::struct_member<"receptor", &self::receptor>(),
        detail::struct_member<"rate", &self::rate>(), detail::struct_member<"weight", &self::weight>());
  }
};

/// A recording in `net::items`: `variable` of `target`. A period of 0 s means every step.
struct described_recording {
  using kind_type = boost::hana::integral_constant<item_kind, item_kind::record>;

  std::string_view name;
  kind_type kind;
  std::string_view target, variable;
  quantity<dim::second> period;

  template <class self = described_recording> // compiled where Hana asks
  static constexpr auto hana_members() {
    return boost::hana::make_tuple(
        detail::struct_member<"name", &self::name>(), detail::struct_member<"kind", &self::kind>(),
        detail::struct_member<"target", &self::target>(), detail::struct_member<"variable", &self::variable>(),
        detail::struct_member<"period", &self::period>());
  }
};

/// A regular operation in `net::items`.
template <class Operation>
struct described_operation {
  using kind_type = boost::hana::integral_constant<item_kind, item_kind::operation>;

  std::string_view name;
  kind_type kind;
  std::string_view target;
  quantity<dim::second> period;
  Operation operation;

  static constexpr auto hana_members() {
    using self = described_operation;
    return boost::hana::make_tuple(
        detail::struct_member<"name", &self::name>(), detail::struct_member<"kind", &self::kind>(),
        detail::struct_member<"target", &self::target>(), detail::struct_member<"period", &self::period>(),
        detail::struct_member<"operation", &self::operation>());
  }
};

} // namespace cortexpr
