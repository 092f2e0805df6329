// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/model_checks/check_model.hpp>
#include <cortexpr/detail/model_checks/check_receptor.hpp>
#include <cortexpr/detail/model_checks/lent_members.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/receptors/conductance.hpp>
#include <cortexpr/receptors/current.hpp>
#include <cortexpr/receptors/delta.hpp>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <utility>

namespace cortexpr {

/// A receptor with a name: `receptor<"ampa", conductance<exponential>>`.
template <fixed_string Name, class Coupling>
struct receptor {
  static constexpr auto name = Name;
  using coupling = Coupling;
};

namespace detail {

template <class T>
inline constexpr bool is_named_receptor = false;
template <fixed_string Name, class Coupling>
inline constexpr bool is_named_receptor<receptor<Name, Coupling>> = true;

// Receptors without a name are the excitatory and the inhibitory one, in this order.
template <std::size_t K, class R>
struct name_receptor {
  static_assert(K < 2, "cortexpr: only two receptors may go without a name (they become \"exc\" and \"inh\"); write "
                       "receptor<\"name\", conductance<alpha>>");
  using type = std::conditional_t<K == 0, receptor<"exc", R>, receptor<"inh", R>>;
};
template <std::size_t K, class R>
  requires is_named_receptor<R>
struct name_receptor<K, R> {
  using type = R;
};

// The receptors' states (or parameters) in a row.
template <class Indices, class... T>
struct bank_store;
template <std::size_t... K, class... T>
struct bank_store<std::index_sequence<K...>, T...> : item_cell<K, T>... {
  constexpr auto members() { return detail::tie_fields(item_at<K>(*this)...); }
  constexpr auto members() const { return detail::tie_fields(item_at<K>(*this)...); }
};

template <class... Slots>
struct receptor_bank {
  static constexpr std::array<std::string_view, sizeof...(Slots)> names{Slots::name.view()...};

  template <class I, dimension Current>
  struct state
      : bank_store<std::index_sequence_for<Slots...>, typename Slots::coupling::template state<I, Current>...> {
    static constexpr auto member_names = names;
  };
  template <class I, dimension Current>
  struct parameters
      : bank_store<std::index_sequence_for<Slots...>,
                   typename Slots::coupling::template parameters<I, Current, Slots::name.view() == "inh">...> {
    static constexpr auto member_names = names;
  };
};

/// The membrane's part and the receptors' part of a state or of parameters; the membrane lends its own names.
template <class Membrane, class Receptors>
struct composed {
  Membrane membrane;
  Receptors receptors;
  static constexpr std::array<std::string_view, 2> member_names{"", ""};
  constexpr auto members() { return detail::tie_fields(membrane, receptors); }
  constexpr auto members() const { return detail::tie_fields(membrane, receptors); }
};

template <class Membrane>
constexpr dimension current_dimension() {
  using inputs = inputs_of<Membrane, checked>;
  constexpr std::size_t k = find_variable<inputs>("I");
  static_assert(k != not_found, "cortexpr: a membrane that takes receptors has an input called I; "
                                "write template <class T> struct inputs { amp<T> I = 0_A; };");
  return dimension_of<inputs, k>;
}

/// The potential of a membrane by its name: members of texts are found by name alone.
template <class Membrane, class X>
[[gnu::always_inline]] constexpr const auto& voltage_of(const X& membrane) {
  constexpr std::size_t k = find_variable<state_of<Membrane, checked>>("v");
  static_assert(k != not_found, "cortexpr: a membrane that takes receptors has a potential called v");
  return variable<k>(membrane);
}

template <class Membrane, class... Slots>
struct composed_state {
  static constexpr dimension current = current_dimension<Membrane>();
  template <class I>
  struct of
      : composed<typename Membrane::template state<I>, typename receptor_bank<Slots...>::template state<I, current>> {};
};

template <class Membrane, class... Slots>
struct synaptic_model : lent_spikes<Membrane>,
                        lent_hazard<Membrane>,
                        lent_reset<Membrane>,
                        lent_refractory<Membrane>,
                        lent_output<Membrane>,
                        lent_shared<Membrane>,
                        lent_shared_flow<Membrane>,
                        lent_noise_sources<Membrane>,
                        lent_linked<Membrane>,
                        lent_noise<Membrane, composed_state<Membrane, Slots...>::template of> {
  static constexpr dimension current = current_dimension<Membrane>();
  using bank = receptor_bank<Slots...>;

  template <class I>
  using state = typename composed_state<Membrane, Slots...>::template of<I>;
  template <class I>
  struct parameters
      : composed<typename Membrane::template parameters<I>, typename bank::template parameters<I, current>> {};
  template <class I>
  using inputs = own_inputs_of<Membrane, I>;

  template <class S, class P, class In>
  [[gnu::always_inline]] static constexpr state<ddt<S>> flow(const state<S>& x, const parameters<P>& p, const In& in) {
    // Every member is given: the default values of a state have no place in its derivative.
    auto total = in;
    const auto rate = [&]<std::size_t K>(std::integral_constant<std::size_t, K>) __attribute__((always_inline)) {
      using coupling = typename std::tuple_element_t<K, std::tuple<Slots...>>::coupling;
      using slot = typename coupling::template state<ddt<S>, current>;
      if constexpr (std::is_same_v<coupling, delta>) {
        return slot{};
      } else {
        const auto& y = item_at<K>(x.receptors);
        const auto& q = item_at<K>(p.receptors);
        auto& current_in = variable<find_variable<inputs_of<Membrane, checked>>("I")>(total);
        current_in = current_in + coupling::input(y, q, voltage_of<Membrane>(x.membrane));
        return slot(coupling::flow(y, q));
      }
    };
    return [&]<std::size_t... K>(std::index_sequence<K...>) __attribute__((always_inline))->state<ddt<S>> {
      const typename bank::template state<ddt<S>, current> receptors{
          {{rate(std::integral_constant<std::size_t, K>{})}...}};
      return {{cortexpr::detail::flow<Membrane>(x.membrane, p.membrane, total), receptors}};
    }
    (std::make_index_sequence<sizeof...(Slots)>{});
  }

  static constexpr void check_parts_of_model() { check_model<Membrane>(); }

  /// The variable that a spike arriving at receptor `name` raises, or "" if there is no such receptor.
  static constexpr variable_name jump(std::string_view name) {
    variable_name found;
    ((Slots::name.view() == name
          ? void(found =
                     Slots::coupling::jump == "v" ? variable_name("", "v") : variable_name(name, Slots::coupling::jump))
          : void()),
     ...);
    return found;
  }
  static constexpr std::array<std::string_view, sizeof...(Slots)> receptor_names{Slots::name.view()...};
};

template <class Membrane, class Indices, class... Rs>
struct make_synaptic;
template <class Membrane, std::size_t... K, class... Rs>
struct make_synaptic<Membrane, std::index_sequence<K...>, Rs...> {
  static_assert(
      !requires { Membrane::goes_around_receptors; },
      "cortexpr: spikes_at_maximum looks at the whole current, that of receptors too: put it around them, "
      "spikes_at_maximum<synaptic<hodgkin_huxley, conductance<exponential>>>");
  static_assert((check_coupling<typename name_receptor<K, Rs>::type::coupling, current_dimension<Membrane>()>() &&
                 ...));
  using type = synaptic_model<Membrane, typename name_receptor<K, Rs>::type...>;
};

} // namespace detail

/// A membrane model with any number of receptors: their currents add to the membrane's input I.
/// `synaptic<lif, conductance<alpha>, conductance<alpha>>` names them "exc" and "inh";
/// `synaptic<lif, receptor<"ampa", conductance<exponential>>, ...>` names them as it likes.
/// Variables and parameters of a receptor are called after it: exc.g, exc.s, exc.tau, exc.E.
///
/// Example (examples/reference/synaptic.cpp):
///
///     using cell = synaptic<lif, receptor<"ampa", conductance<exponential>>, receptor<"gaba", conductance<alpha>>>;
///
///     population<"cell">(1, cell{}, parameter<"ampa.tau">(2_ms), parameter<"gaba.E">(-75_mV))
///
///     projection<"in -> cell.ampa">(all_to_all{}, weight(3_nS))
template <class Membrane, class... Receptors>
using synaptic = typename detail::make_synaptic<Membrane, std::index_sequence_for<Receptors...>, Receptors...>::type;

namespace detail {

/// Has named receptors that projections can aim at.
template <class M>
concept HasReceptors = requires {
  M::jump(std::string_view{});
};

} // namespace detail

} // namespace cortexpr
