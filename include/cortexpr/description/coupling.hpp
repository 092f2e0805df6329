// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/plasticity/rule.hpp>
#include <memory>
#include <utility>

namespace cortexpr {

/// Option of a projection onto an input: every synapse feeds a term of both of its neurons into the input of its
/// target. `f(pre, post, w)` gives it: `pre["v"_name]` is a variable or a parameter of the source, `post["v"_name]` of
/// the target, w the weight of the synapse. f is an equation: without `std::`, with `select` in the place of `if`.
///
///     input_i(t) = sum over all synapses j -> i of f(pre_j, post_i, w_ij)
///
/// The sum is formed in every step, before the integration, from the values at the start of the step, and held
/// during the step, as Brian2's summed variables are. f's unit is that of the input; a `weight(given)` has the unit of
/// input / f(pre, post, 1).
///
/// Either side may be the synapses of another projection, by its label: "S -> glia.Y" sums a term of each synapse of S
/// into an input of neurons, "glia -> S.G" into a variable of synapses; `s["x"_name]` is a variable of the rules of S,
/// `s["w"_name]` the weight. docs/plasticity/coupling.md
///
/// Example (examples/reference/coupling.cpp):
///
///     projection<"S: oscillators -> oscillators.pull">(
///         all_to_all{}, weight(2_Hz),
///         couple([](auto pre, auto post, auto w) { return w * sin(pre["theta"_name] - post["theta"_name]); }))
template <class F>
class couple {
public:
  static constexpr bool couples = true, transmits = true;

  constexpr explicit couple(F f) : f_(std::move(f)) {}
  couple(const couple&) = default;
  couple(couple&&) noexcept = default;
  // Lambdas with captures cannot be assigned, only constructed anew.
  couple& operator=(const couple& o) {
    if (this != &o) {
      std::destroy_at(&f_);
      std::construct_at(&f_, o.f_);
    }
    return *this;
  }
  ~couple() = default;

  template <class Pre, class Post, class Weight>
    requires requires(const F& f, const Pre& pre, const Post& post, const Weight& w) { f(pre, post, w); }
  [[nodiscard, gnu::always_inline]] constexpr auto term(const Pre& pre, const Post& post, const Weight& w) const {
    return f_(pre, post, w);
  }
  /// What f does is code: it is not part of a checkpoint.
  void exchange(auto&) {}
  [[nodiscard]] bool operator==(const couple&) const { return true; }

private:
  F f_;
};

/// Option of a projection onto an input that is a current: electrical synapses, I = w (v_pre - v_post). A gap junction
/// conducts both ways: list its pair of neurons in both directions. Parameters: the weight, a conductance (where the
/// input has no unit, a number); `gap_junction<"u">{}` for a potential called u.
/// Source: Roth and van Rossum (2009), in: De Schutter (ed.), Computational Modeling Methods for Neuroscientists,
/// ch. 6.
///
/// Example (examples/reference/coupling.cpp):
///
///     projection<"G: cells -> cells.I">(all_to_all{}.without_autapses(), weight(100_nS), gap_junction{})
template <fixed_string Potential = "v">
struct gap_junction {
  static constexpr bool couples = true, transmits = true;

  [[nodiscard]] static constexpr auto term(const auto& pre, const auto& post, const auto& w) {
    return w * (pre[name_constant<Potential>{}] - post[name_constant<Potential>{}]);
  }
  [[nodiscard]] bool operator==(const gap_junction&) const = default;
};

namespace detail {

/// A class of this kind is a rule of a projection onto an input: it has `term(pre, post, w)`, and no events.
template <class Rule>
inline constexpr bool is_coupling = false;
template <class Rule>
  requires requires { requires Rule::couples; }
inline constexpr bool is_coupling<Rule> = true;

/// The list of rules of a projection with a coupling, which has no others.
template <class List>
inline constexpr bool couples = false;
template <class Rule>
inline constexpr bool couples<plasticity<Rule>> = is_coupling<Rule>;

template <class Option>
struct is_coupling_option : std::bool_constant<is_coupling<Option>> {};

} // namespace detail

} // namespace cortexpr
