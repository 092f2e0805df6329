// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/mistake_place.hpp>
#include <cortexpr/detail/equations/names.hpp>
#include <cortexpr/detail/equations/operations.hpp>
#include <cortexpr/detail/equations/unit_form.hpp>

namespace cortexpr::detail::equation {

/// Finds the unit of every node and of every name that is not declared (A. Kennedy, Types for units-of-measure, 2009):
/// each operation says that units are equal, an equation between units is linear in their exponents, and solving one
/// for an unknown unit and substituting it in the others is elimination. Operations come in the order of the text,
/// inner ones first, so that the innermost mistake is the one that is found. The literals 0 and inf fit every unit.
class unit_unification {
public:
  constexpr unit_unification(draft& d, const names& n) : d_(d), names_(n) {}

  constexpr void run() {
    std::size_t w = 0;
    for (std::size_t n = 0; !d_.failed() && n <= d_.result.node_count; ++n) {
      for (; w < d_.wanted_count && d_.wanted[w].after_nodes == n && !d_.failed(); ++w) meet(d_.wanted[w]);
      if (n < d_.result.node_count && !d_.failed()) visit(static_cast<std::int16_t>(n));
    }
    settle_names();
    for (std::size_t n = 0; !d_.failed() && n < d_.result.node_count; ++n) settle(static_cast<std::int16_t>(n));
    if (!d_.failed()) fit_literals();
  }

private:
  // Few nodes depend on an unknown unit for long: the units of the others are dimensions, which are quick to compare.
  enum class state : std::uint8_t { unread, any, known, form };
  static constexpr std::size_t max_forms = 256;
  struct unknown {
    bool solved = false;
    std::int16_t by = none; ///< the node that solved it
    unit_form unit{};
  };

  draft& d_;
  const names& names_;
  std::array<state, max_nodes> states_{};
  std::array<std::int16_t, max_nodes> form_of_{};
  std::array<unit_form, max_forms> forms_{};
  std::size_t form_count_ = 0;
  std::array<unknown, max_names> unknowns_{};

  [[nodiscard]] constexpr state& state_of(std::int16_t n) { return states_[static_cast<std::size_t>(n)]; }
  [[nodiscard]] constexpr bool is_any(std::int16_t n) { return state_of(n) == state::any; }
  [[nodiscard]] constexpr unknown& unknown_of(std::int16_t e) { return unknowns_[static_cast<std::size_t>(e)]; }

  constexpr unit_form form(std::int16_t n) {
    if (state_of(n) != state::form) return state_of(n) == state::any ? unit_form() : unit_form(d_.at(n).unit);
    return resolved(forms_[static_cast<std::size_t>(form_of_[static_cast<std::size_t>(n)])]);
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
      unknown_of(x) = {true, node, solution};
      return true;
    }
    too_complicated(d_.position_of(node));
    return true;
  }
  constexpr bool same(std::int16_t node, std::int16_t a, std::int16_t b) {
    if (is_any(a) || is_any(b)) return true;
    if (state_of(a) == state::known && state_of(b) == state::known) return d_.at(a).unit == d_.at(b).unit;
    return unify(node, form(a), form(b));
  }
  constexpr void require_same(std::int16_t n, std::int16_t a, std::int16_t b) {
    if (d_.failed() || same(n, a, b)) return;
    const words<100> note = origin(n);
    refuse_units(d_, d_.position_of(n), d_.at(n).what, form(a).as_dimension(), form(b).as_dimension(), note.view());
  }
  constexpr void require(std::int16_t n, std::int16_t x, const dimension& unit, std::string_view what) {
    if (d_.failed() || is_any(x)) return;
    if (state_of(x) == state::known ? d_.at(x).unit == unit : unify(n, form(x), unit_form(unit))) return;
    const words<100> note = origin(n);
    d_.fail(d_.position_of(n), what, " needs ", unit_words(unit).view(), ", this is ",
            in_unit(form(x).as_dimension()).view(), note.view());
  }

  /// Says of the first name in an expression whose unit was inferred where that was; empty if there is none.
  constexpr words<100> origin(std::int16_t root) {
    std::array<bool, max_nodes> inside{};
    inside[static_cast<std::size_t>(root)] = true;
    std::int16_t found = none;
    for (std::int16_t n = root; n >= 0; --n) {
      if (!inside[static_cast<std::size_t>(n)]) continue;
      const node& x = d_.at(n);
      for (const std::int16_t operand : x.operands())
        if (operand != none) inside[static_cast<std::size_t>(operand)] = true;
      if (x.what == op::name && unknown_of(x.a).solved && unknown_of(x.a).by != root) found = x.a;
    }
    words<100> note;
    if (found == none) return note;
    const unit_form unit = resolved(unknown_of(found).unit);
    if (!unit.has_dimension()) return note;
    const position where = d_.position_of(unknown_of(found).by);
    note.put("; '").put(d_.name(found).name).put("' is ").put(in_unit(unit.as_dimension()).view()).put(" since ");
    put_place(note, d_.source, where.part, where.place);
    return note;
  }

  constexpr void meet(const wanted_unit& w) {
    if (w.root == none) return;
    unit_form unit(w.unit);
    if (w.name != none) {
      const entry& x = d_.name(w.name);
      unit = d_.line_of(w.name).unit_unknown ? resolved(unit_form::of_unknown(w.name)) : unit_form(x.unit);
      if (w.derivative) unit = unit.times(unit_form(dim::second), -1);
    }
    if (is_any(w.root)) {
      set_form(w.root, unit);
      return;
    }
    if (unify(w.root, form(w.root), unit)) return;
    const words<100> note = origin(w.root);
    const auto is = in_unit(form(w.root).as_dimension()), expected = in_unit(unit.as_dimension());
    const position where = d_.position_of(w.root);
    if (w.name == none)
      d_.fail(where, "this is ", is.view(), ", expected is ", expected.view(), note.view());
    else if (w.derivative)
      d_.fail(where, "d", d_.name(w.name).name, "/dt is ", expected.view(), ", but this is ", is.view(), note.view());
    else
      d_.fail(where, "'", d_.name(w.name).name, "' is ", expected.view(), ", but this is ", is.view(), note.view());
  }

  constexpr void visit(std::int16_t n) {
    const node x = d_.at(n);
    switch (x.what) {
    case op::constant:
      state_of(n) = x.any_unit ? state::any : state::known;
      break;
    case op::white_noise:
      state_of(n) = state::known;
      break;
    case op::name:
      if (d_.line_of(x.a).unit_unknown)
        set_form(n, resolved(unit_form::of_unknown(x.a)));
      else
        set_known(n, d_.name(x.a).unit);
      break;
    case op::add:
    case op::subtract:
    case op::minimum:
    case op::maximum:
    case op::modulo:
      require_same(n, x.a, x.b);
      if (!d_.failed()) set_as(n, is_any(x.a) ? x.b : x.a);
      break;
    case op::multiply:
    case op::divide:
      product(n, x);
      break;
    case op::negative:
      set_as(n, x.a);
      break;
    case op::clip:
      require_same(n, x.a, x.b);
      require_same(n, x.a, x.c);
      require_same(n, x.b, x.c);
      if (!d_.failed()) set_as(n, !is_any(x.a) ? x.a : is_any(x.b) ? x.c : x.b);
      break;
    case op::choose:
      require_same(n, x.b, x.c);
      if (!d_.failed()) set_as(n, is_any(x.b) ? x.c : x.b);
      break;
    case op::power:
      require(n, x.a, dim::one, "a power that is not whole, nor a half,");
      require(n, x.b, dim::one, "an exponent");
      set_known(n, dim::one);
      break;
    case op::function:
      function(n, x);
      break;
    case op::user_function: {
      const user_function& f = d_.source.functions[static_cast<std::size_t>(x.b)];
      require(n, x.a, f.takes[0], f.name);
      if (x.c != none) require(n, x.c, f.takes[1], f.name);
      set_known(n, f.gives);
      break;
    }
    case op::whole_quotient:
    case op::less:
    case op::greater:
    case op::at_most:
    case op::at_least:
    case op::equal:
    case op::unequal:
      require_same(n, x.a, x.b);
      [[fallthrough]];
    case op::both:
    case op::either:
    case op::opposite:
      set_known(n, dim::one);
      break;
    }
  }
  constexpr void product(std::int16_t n, const node& x) {
    const bool divides = x.what == op::divide;
    if (state_of(x.a) != state::form && state_of(x.b) != state::form) {
      const dimension a = is_any(x.a) ? dim::one : d_.at(x.a).unit, b = is_any(x.b) ? dim::one : d_.at(x.b).unit;
      set_known(n, divides ? a / b : a * b);
    } else {
      set_form(n, form(x.a).times(form(x.b), divides ? -1 : 1));
    }
  }
  constexpr void function(std::int16_t n, const node& x) {
    const called_function& f = function_table[static_cast<std::size_t>(x.b)];
    switch (f.unit) {
    case functions::unit_rule::keeps:
      set_as(n, x.a);
      break;
    case functions::unit_rule::root:
      if (is_any(x.a))
        set_as(n, x.a);
      else if (state_of(x.a) == state::known && !d_.at(x.a).unit.has_root())
        d_.fail(d_.position_of(n), "sqrt of ", unit_words(d_.at(x.a).unit).view(), " has no unit");
      else
        set_form(n, unit_form().times(form(x.a), 1, 2));
      break;
    case functions::unit_rule::pure:
      if (!d_.failed()) require(n, x.a, dim::one, f.name);
      [[fallthrough]];
    case functions::unit_rule::to_number:
      set_known(n, dim::one);
      break;
    }
  }

  constexpr void settle_names() {
    for (std::size_t k = 0; !d_.failed() && k < d_.result.name_count; ++k) {
      const auto e = static_cast<std::int16_t>(k);
      if (!d_.line_of(e).unit_unknown) continue;
      entry& x = d_.name(e);
      const position where{x.part, x.place};
      unit_form unit = resolved(unit_form::of_unknown(e));
      const std::string_view near = x.what == role::parameter ? names_.meant(x.name) : std::string_view{};
      const bool fits = !unit.is_known() || (!near.empty() && unit_form(d_.name(d_.find(near)).unit).base == unit.base);
      if (!near.empty() && fits) {
        d_.fail(where, "'", x.name, "' is not declared; did you mean '", near, "'? If not, declare it: ", x.name, " : ",
                unit.has_dimension() ? written_unit(unit.as_dimension()).view() : std::string_view("volt"));
      } else if (!unit.is_known() && x.what == role::input) {
        x.any_unit = true;
        free_to_one(unit);
        unit = resolved(unit);
      } else if (!unit.is_known()) {
        d_.fail(where, "the unit of '", x.name, "' does not follow from its uses; declare it: ", x.name, " : volt");
      }
      if (d_.failed()) return;
      if (!unit.has_dimension())
        d_.fail(where, "the unit of '", x.name, "' would be a root that no unit has; declare it: ", x.name, " : volt");
      x.unit = unit.as_dimension();
    }
  }
  static constexpr words<60> written_unit(const dimension& d) {
    return d == dim::one ? words<60>().put("1") : unit_words(d);
  }
  /// Every unit fits what is still unknown: that of a pure number stands for it.
  constexpr void free_to_one(const unit_form& f) {
    for (std::size_t k = 0; k < f.count; ++k) unknown_of(f.terms[k].unknown).solved = true;
  }
  constexpr void settle(std::int16_t n) {
    if (state_of(n) != state::form) return;
    const unit_form f = form(n);
    if (!f.has_dimension())
      too_complicated(d_.position_of(n));
    else
      set_known(n, f.as_dimension());
  }
  /// A literal 0 takes the unit of its partner.
  constexpr void fit_literals() {
    for (std::int16_t n = static_cast<std::int16_t>(d_.result.node_count); n-- > 0;) {
      const node x = d_.at(n);
      const bool keeps = x.what == op::add || x.what == op::subtract || x.what == op::negative ||
                         x.what == op::minimum || x.what == op::maximum || x.what == op::modulo || x.what == op::clip ||
                         x.what == op::choose || (x.what == op::function && (is_any(x.a) || d_.at(x.a).any_unit));
      const bool compares = is_condition(x.what) && x.what < op::both;
      if (!keeps && !compares && x.what != op::whole_quotient) continue;
      dimension unit = x.unit;
      if (!keeps) unit = is_any(x.a) ? d_.at(x.b).unit : d_.at(x.a).unit;
      for (const std::int16_t operand : x.operands())
        if (operand != none && is_any(operand) && !(x.what == op::choose && operand == x.a)) d_.at(operand).unit = unit;
    }
  }
};

} // namespace cortexpr::detail::equation
