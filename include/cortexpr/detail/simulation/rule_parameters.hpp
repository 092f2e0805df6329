// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cmath>
#include <cortexpr/detail/base/replace_checked.hpp>
#include <cortexpr/detail/build/build_projection.hpp>
#include <cortexpr/detail/deferred/deferred_plasticity.hpp>
#include <cortexpr/detail/description/item_path.hpp>
#include <cortexpr/detail/description/unit_mistakes.hpp>
#include <cortexpr/detail/plasticity/rule_members.hpp>
#include <cortexpr/detail/synapse/rule_runner.hpp>
#include <cstddef>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

namespace cortexpr::detail {

// The parameters of the rules of a projection by their names, "S.a_pre": one number each, which may change between
// runs. Variables of synapses come first where names are alike; of several rules the first that has the name is meant.
// Whatever else the parameter decides is derived anew.

/// The parameter that a path names which names no other place: of item K, if that is a projection.
template <class Structure, std::size_t K, place Other>
constexpr rule_parameter rule_parameter_at([[maybe_unused]] std::string_view name) {
  if constexpr (K == not_found || Other.exists())
    return {};
  else if constexpr (Structure::kinds[K] != item_kind::projection)
    return {};
  else
    return find_rule_parameter<typename Structure::template item<K>::rules>(name);
}

/// Whether the traces of sources decay alike by both lists: they are kept as they were at their latest event.
template <class... Rules>
[[nodiscard]] bool decay_alike(const plasticity<Rules...>& a, const plasticity<Rules...>& b) {
  const auto alike = [](const auto& x, const auto& y) {
    using rule = std::remove_cvref_t<decltype(x)>;
    if constexpr (SourceDecays<rule>)
      return time_constants_of<source_part<rule>>(x) == time_constants_of<source_part<rule>>(y);
    else
      return true;
  };
  return [&]<std::size_t... R>(std::index_sequence<R...>) {
    return (alike(std::get<R>(a.rules), std::get<R>(b.rules)) && ...);
  }
  (std::index_sequence_for<Rules...>{});
}

/// A parameter of a rule of projection K in SI units.
template <std::size_t K, rule_parameter At, class State>
[[nodiscard]] double get_rule_parameter(const State& state) {
  return si_of(parameter_in<At>(item_at<K>(state.items).rules));
}

/// Gives a parameter of a rule of projection K another value. If it is refused, nothing has changed.
template <class Net, std::size_t K, rule_parameter At, fixed_string Path, class V>
void set_rule_parameter(typename Net::state& state, const V& value) {
  using structure = typename Net::structure;
  constexpr bool is_number = is_quantity<V> || Arithmetic<V>;
  static_assert(is_number, "cortexpr: a parameter of a rule is one number for all synapses of the projection: "
                           "sim.set<\"S.a_pre\">(0.01)");
  if constexpr (is_number) {
    constexpr dimension given = [] {
      if constexpr (is_quantity<V>)
        return V::dims;
      else
        return dim::one;
    }();
    auto& p = item_at<K>(state.items);
    constexpr dimension wanted = dimension_of_rule_parameter<typename structure::template item<K>::rules>(
        At, structure::template weight_dimension<K>());
    if constexpr (check_unit<unit_of_setting, Path, given, wanted>()) {
      const std::string label(structure::template item<K>::label);
      auto fresh = p.rules;
      parameter_in<At>(fresh) = value;
      check_weight_values(fresh, structure::template weight_dimension<K>(), label);
      if (!decay_alike(p.rules, fresh))
        raise({"'", Path.view(),
               "': time constants of traces are fixed when a network is built; build another "
               "simulation with set<\"",
               label, "\">(plasticity{...})"});
      catch_up(p); // by the rules as they were
      const auto prepare = [&] { prepare_rules(p, state.dt, label); };
      replace_checked(p.rules, std::move(fresh), prepare, prepare);
      if constexpr (is_scaled<typename structure::template item<K>::rules>) weights_changed<typename Net::real>(p);
    }
  }
}

} // namespace cortexpr::detail
