// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/base/bit_view.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/detail/base/item_list.hpp>
#include <cortexpr/detail/plasticity/declared_neurons.hpp>
#include <cortexpr/detail/plasticity/neuron_values.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/units/measured.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail {

/// A variable, parameter or input of a neuron that rules have declared.
struct seen_slot {
  std::string_view name;
  std::size_t index = not_found; ///< of the variable, parameter or input in the model; `not_found`: refused
  bool is_parameter = false, is_written = false, is_input = false;

  [[nodiscard]] constexpr bool is_variable() const { return !is_parameter && !is_input; }
};

/// What a list of rules sees of one side, whose model is `M`; each variable once.
template <neuron_side Side, class List, class M>
struct seen_slots {
  using model = M;
  static constexpr neuron_side side = Side;
  using declared = declared_names<Side, List>;
  static constexpr std::size_t room = declared::read.size() + declared::written.size();
  struct table {
    std::array<seen_slot, room + 1> slots{};
    std::size_t count = 0;
  };
  static constexpr table all = [] {
    table t;
    const auto add = [&t](std::string_view name, bool is_written) {
      for (std::size_t k = 0; k < t.count; ++k)
        if (t.slots[k].name == name) return;
      seen_slot slot{name, not_found, false, is_written};
      if constexpr (Model<M>) {
        slot.index = find_variable<state_of<M, checked>>(name);
        if (slot.index == not_found) {
          slot.index = find_variable<parameters_of<M, checked>>(name);
          slot.is_parameter = true;
          slot.is_written = false;
        }
        // Those of sources belong to other threads.
        if (slot.index == not_found && Side == neuron_side::post) {
          slot.index = find_variable<inputs_of<M, checked>>(name);
          slot.is_parameter = false;
          slot.is_input = true;
        }
      }
      if (slot.index != not_found) t.slots[t.count++] = slot;
    };
    for (const std::string_view name : declared::written) add(name, true);
    for (const std::string_view name : declared::read) add(name, false);
    return t;
  }();
  static constexpr std::size_t count = all.count;
  template <std::size_t K>
  static constexpr seen_slot slot = all.slots[K];

  /// The slot of a name, or `not_found`.
  static constexpr std::size_t find(std::string_view name) {
    for (std::size_t k = 0; k < count; ++k)
      if (all.slots[k].name == name) return k;
    return not_found;
  }
  /// The slot of a variable of the model.
  static constexpr std::size_t find_variable_of_model(std::size_t index) {
    for (std::size_t k = 0; k < count; ++k)
      if (all.slots[k].is_variable() && all.slots[k].index == index) return k;
    return not_found;
  }
  static constexpr bool is_declared(std::string_view name) {
    for (const std::string_view one : declared::read)
      if (one == name) return true;
    for (const std::string_view one : declared::written)
      if (one == name) return true;
    return false;
  }
  template <std::size_t K>
  static constexpr dimension dims = [] {
    if constexpr (slot<K>.is_parameter)
      return dimension_of<parameters_of<M, checked>, slot<K>.index>;
    else if constexpr (slot<K>.is_input)
      return dimension_of<inputs_of<M, checked>, slot<K>.index>;
    else
      return dimension_of<state_of<M, checked>, slot<K>.index>;
  }();
  /// Whether refractory neurons hold the variable of a slot.
  template <std::size_t K>
  static constexpr bool is_held = [] {
    if constexpr (Refractory<M> && slot<K>.is_variable())
      return held<M, slot<K>.index>;
    else
      return false;
  }();
  /// Whether inputs are looked at.
  static constexpr bool sees_inputs = [] {
    for (std::size_t k = 0; k < count; ++k)
      if (all.slots[k].is_input) return true;
    return false;
  }();
};

/// Where the values of a side lie: the columns of its slots.
template <class Slots, class Real>
struct seen_columns {
  std::array<Real*, Slots::count + 1> data{};
  std::array<std::size_t, Slots::count + 1> stride{};
  [[no_unique_address]] std::conditional_t<Slots::sees_inputs, std::array<const double*, Slots::count>, no_inputs>
      inputs{};
  bit_view held;

  /// What is read: inputs, too.
  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] Real value(std::size_t neuron) const {
    if constexpr (Slots::template slot<K>.is_input)
      return static_cast<Real>(inputs[K][neuron]);
    else
      return at<K>(neuron);
  }
  template <std::size_t K>
  [[nodiscard, gnu::always_inline]] Real& at(std::size_t neuron) const {
    if constexpr (Slots::template slot<K>.is_parameter)
      return data[K][neuron * stride[K]];
    else
      return data[K][neuron];
  }
  /// Whether a variable of a neuron takes no changes now.
  template <std::size_t K>
  [[nodiscard]] bool holds(std::size_t neuron) const {
    if constexpr (Slots::template is_held<K>)
      return held && held[neuron];
    else
      return false;
  }
};

/// How rules see the value of slot K.
template <class Slots, class Real, std::size_t K>
constexpr auto value_of_slot() {
  constexpr dimension d = Slots::template dims<K>;
  if constexpr (!Slots::template slot<K>.is_written)
    return std::type_identity<read_value<d, Real>>{};
  else if constexpr (Slots::side == neuron_side::pre)
    return std::type_identity<added_value<d, Real>>{};
  else
    return std::type_identity<measured<d, Real>>{};
}
template <class Slots, class Real, class Indices>
struct values_of_slots;
template <class Slots, class Real, std::size_t... K>
struct values_of_slots<Slots, Real, std::index_sequence<K...>> {
  using type = item_list<typename decltype(value_of_slot<Slots, Real, K>())::type...>;
};

/// One neuron as rules see it: `s.post["v"_name]`. `Receptor` is the variable that the projection acts on: where an
/// arrival shows it as `s.receptor`, both names are the same value.
template <class Slots, class Real, std::size_t Receptor>
class seen_neuron {
  static constexpr std::size_t aliased = Slots::find_variable_of_model(Receptor);
  static constexpr bool has_alias = aliased != not_found;
  template <std::size_t K>
  using value = typename decltype(value_of_slot<Slots, Real, K>())::type;

public:
  template <fixed_string Name>
  [[nodiscard]] decltype(auto) operator[](name_constant<Name>) const {
    constexpr std::size_t k = Slots::find(Name.view());
    if constexpr (k != not_found) {
      if constexpr (!Slots::template slot<k>.is_written)
        return static_cast<const value<k>>(read<k>());
      else if constexpr (k == aliased)
        return static_cast<value<k>&>(receptor_ != nullptr ? *receptor_ : item_at<k>(values_));
      else
        return static_cast<value<k>&>(item_at<k>(values_));
    } else {
      // Here and not in a function, so that the compiler says it before what follows from the mistake.
      static_assert(
          Slots::is_declared(Name.view()),
          "cortexpr: a rule looks at a variable of its source or target that it has not declared; see `Name` "
          "beside this sentence; write into the rule: using reads = post<\"v\"> (of the target) or pre<\"v\"> "
          "(of the source), and using writes = post<\"v\"> for what it changes");
      return unknown_neuron_variable{};
    }
  }

  /// From here on neuron i is shown.
  [[gnu::always_inline]] void load(const seen_columns<Slots, Real>& from, std::size_t i) {
    neuron_ = i;
    for_each_index<Slots::count>([&](auto k) __attribute__((always_inline)) {
      const Real x = from.template value<k>(i);
      if constexpr (Slots::side == neuron_side::pre && Slots::template slot<k>.is_written)
        item_at<k>(values_).show(x);
      else
        static_cast<measured<Slots::template dims<k>, Real>&>(item_at<k>(values_)) =
            measured<Slots::template dims<k>, Real>::of_stored(x);
    });
  }
  /// An arrival shows the receptor's variable already.
  template <class Measured>
  [[gnu::always_inline]] void share_receptor([[maybe_unused]] Measured& receptor) {
    if constexpr (has_alias) receptor_ = &receptor;
  }
  /// Keeps what was written to a target.
  [[gnu::always_inline]] void store(const seen_columns<Slots, Real>& to) const {
    for_each_index<Slots::count>([&](auto k) __attribute__((always_inline)) {
      if constexpr (Slots::template slot<k>.is_written) {
        if constexpr (k == aliased)
          if (receptor_ != nullptr) return;
        if (!to.template holds<k>(neuron_)) to.template at<k>(neuron_) = item_at<k>(values_).stored();
      }
    });
  }
  /// What was added to a source, by its slots; whether there is anything.
  template <std::size_t N>
  [[nodiscard]] bool take_added(std::array<double, N>& amounts) const {
    bool any = false;
    for_each_index<Slots::count>([&](auto k) {
      if constexpr (Slots::template slot<k>.is_written) {
        amounts[k] = item_at<k>(values_).added();
        any = any || amounts[k] != 0;
      }
    });
    return any;
  }
  [[nodiscard]] std::size_t neuron() const { return neuron_; }

private:
  template <std::size_t K>
  [[nodiscard]] value<K> read() const {
    if constexpr (K == aliased)
      if (receptor_ != nullptr) return value<K>(*receptor_);
    return item_at<K>(values_);
  }
  static constexpr dimension receptor_dims = [] {
    if constexpr (has_alias)
      return Slots::template dims<aliased>;
    else
      return dim::one;
  }();

  mutable typename values_of_slots<Slots, Real, std::make_index_sequence<Slots::count>>::type values_{};
  std::size_t neuron_ = 0;
  measured<receptor_dims, Real>* receptor_ = nullptr;
};

/// A neuron of which nothing was declared.
struct undeclared_neuron {
  template <fixed_string Name>
  auto operator[](name_constant<Name>) const {
    static_assert(is_declared_name<Name>,
                  "cortexpr: a rule looks at a variable of its source or target that it has not declared; see `Name` "
                  "beside this sentence; write into the rule: using reads = post<\"v\"> (of the target) or pre<\"v\"> "
                  "(of the source), and using writes = post<\"v\"> for what it changes");
    return unknown_neuron_variable{};
  }
};

/// The neurons of rules that see none.
struct sees_none {
  static constexpr bool any = false;
  struct view {
    static constexpr undeclared_neuron pre{}, post{};
  };
};

/// The neurons that a list of rules sees on both sides.
template <class List, class Source, class Target, std::size_t Receptor, class Real>
struct seen_neurons {
  using list = List;
  using pre_slots = seen_slots<neuron_side::pre, List, Source>;
  using post_slots = seen_slots<neuron_side::post, List, Target>;
  static constexpr bool any = true;
  struct view {
    seen_neuron<pre_slots, Real, not_found> pre;
    seen_neuron<post_slots, Real, Receptor> post;
  };
  seen_columns<pre_slots, Real> pre;
  seen_columns<post_slots, Real> post;
};

/// What one event adds to variables of its source, by their slots.
template <class List>
struct source_addition {
  std::uint32_t source = 0, target = 0, number = 0;
  std::array<double, declared_names<neuron_side::pre, List>::written.size()> amount{};
};

} // namespace cortexpr::detail
