// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/draft.hpp>
#include <cortexpr/detail/equations/unit_form.hpp>

namespace cortexpr::detail::equation {

/// The units of nodes and of names while they are found. Few nodes depend on an unknown unit for long: the others have
/// a dimension, which is quick to compare.
class unit_table {
public:
  struct unknown {
    bool solved = false;
    std::int16_t by = none; ///< the node that solved it
    unit_form unit{};
  };

  constexpr explicit unit_table(draft& d) : d_(d) {}

  [[nodiscard]] constexpr bool is_any(std::int16_t n) { return state_of(n) == state::any; }
  [[nodiscard]] constexpr bool is_known(std::int16_t n) { return state_of(n) == state::known; }
  [[nodiscard]] constexpr bool is_form(std::int16_t n) { return state_of(n) == state::form; }
  constexpr void set_any(std::int16_t n) { state_of(n) = state::any; }
  [[nodiscard]] constexpr unknown& unknown_of(std::int16_t e) { return unknowns_[static_cast<std::size_t>(e)]; }

  constexpr unit_form form(std::int16_t n) {
    if (is_any(n)) return {};
    if (!is_form(n)) return unit_form(d_.at(n).unit);
    const unit_form f = resolved(forms_[static_cast<std::size_t>(form_of_[static_cast<std::size_t>(n)])]);
    if (f.has_dimension()) set_known(n, f.as_dimension());
    return f;
  }
  /// With the solved unknowns replaced.
  constexpr unit_form resolved(unit_form f) {
    for (std::size_t k = 0; k < f.count && f.exact;) {
      const unit_form::term t = f.terms[k];
      if (!unknown_of(t.unknown).solved) {
        ++k;
        continue;
      }
      f = f.times(unit_form::of_unknown(t.unknown), -t.exponent, unit_form::one);
      f = f.times(unknown_of(t.unknown).unit, t.exponent, unit_form::one);
      k = 0;
    }
    return f;
  }
  constexpr void set_known(std::int16_t n, const dimension& d) {
    if (!is_reasonable(d)) d_.fail(d_.position_of(n), "a unit to so high a power");
    d_.at(n).unit = d;
    state_of(n) = state::known;
  }
  constexpr void set_form(std::int16_t n, const unit_form& f) {
    if (!f.exact) {
      too_complicated(d_.position_of(n));
    } else if (f.has_dimension()) {
      set_known(n, f.as_dimension());
    } else if (form_count_ == max_forms) {
      too_complicated(d_.position_of(n));
    } else {
      state_of(n) = state::form;
      form_of_[static_cast<std::size_t>(n)] = static_cast<std::int16_t>(form_count_);
      forms_[form_count_++] = f;
    }
  }
  constexpr void set_as(std::int16_t n, std::int16_t m) {
    state_of(n) = state_of(m);
    d_.at(n).unit = d_.at(m).unit;
    form_of_[static_cast<std::size_t>(n)] = form_of_[static_cast<std::size_t>(m)];
  }
  constexpr void too_complicated(const position& where) {
    d_.fail(where, "the units of this do not follow; declare the names in it, as in E_L : volt");
  }

  /// Solves a = b for an unknown unit; false if they differ.
  constexpr bool unify(std::int16_t node, const unit_form& a, const unit_form& b) {
    const unit_form quotient = a.times(b, -1);
    if (!quotient.exact) {
      too_complicated(d_.position_of(node));
      return true;
    }
    if (quotient.is_known()) return quotient.is_pure();
    for (std::size_t k = 0; k < quotient.count; ++k) {
      const auto [x, exponent] = quotient.terms[k];
      const unit_form rest = quotient.times(unit_form::of_unknown(x), -exponent, unit_form::one);
      const unit_form solution = unit_form().times(rest, -unit_form::one, exponent);
      if (!solution.exact) continue;
      solve(x, node, solution);
      return true;
    }
    too_complicated(d_.position_of(node));
    return true;
  }
  constexpr void solve(std::int16_t x, std::int16_t node, const unit_form& solution) {
    unknown_of(x) = {true, node, solution};
    if (!solution.has_dimension()) return;
    d_.name(x).unit = solution.as_dimension(); // the next use need not ask
    d_.line_of(x).unit_unknown = false;
  }
  constexpr bool same(std::int16_t node, std::int16_t a, std::int16_t b) {
    if (is_any(a) || is_any(b)) return true;
    if (is_unsolved(a) && is_known(b)) return solve_directly(node, a, b);
    if (is_unsolved(b) && is_known(a)) return solve_directly(node, b, a);
    if (is_known(a) && is_known(b)) return d_.at(a).unit == d_.at(b).unit;
    return unify(node, form(a), form(b));
  }

private:
  [[nodiscard]] constexpr bool is_unsolved(std::int16_t n) {
    return is_form(n) && d_.at(n).what == op::name && !unknown_of(d_.at(n).a).solved;
  }
  constexpr bool solve_directly(std::int16_t node, std::int16_t name, std::int16_t known) {
    const dimension& unit = d_.at(known).unit;
    solve(d_.at(name).a, node, unit_form(unit));
    set_known(name, unit);
    return true;
  }

  enum class state : std::uint8_t { unread, any, known, form };
  static constexpr std::size_t max_forms = 256;
  draft& d_;
  std::array<state, max_nodes> states_{};
  state* state_ = states_.data(); // an array's operator[] is three calls at compile time
  std::array<std::int16_t, max_nodes> form_of_{};
  std::array<unit_form, max_forms> forms_{};
  std::size_t form_count_ = 0;
  std::array<unknown, max_names> unknowns_{};

  [[nodiscard]] constexpr state& state_of(std::int16_t n) { return state_[n]; }
};

} // namespace cortexpr::detail::equation
