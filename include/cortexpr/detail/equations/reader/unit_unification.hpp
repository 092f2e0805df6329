// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/mistake_place.hpp>
#include <cortexpr/detail/equations/reader/names.hpp>
#include <cortexpr/detail/equations/reader/operations.hpp>
#include <cortexpr/detail/equations/reader/unit_table.hpp>

namespace cortexpr::detail::equation {

/// Finds the unit of every node and of every name that is not declared (A. Kennedy, Types for units-of-measure, 2009):
/// each operation says that units are equal, an equation between units is linear in their exponents, and solving one
/// for an unknown unit and substituting it in the others is elimination. Operations come in the order of the text,
/// inner ones first, so that the innermost mistake is the one that is found. The literals 0 and inf fit every unit.
class unit_unification : unit_table {
public:
  constexpr unit_unification(draft& d, const names& n) : unit_table(d), d_(d), names_(n) {}

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
  draft& d_;
  const names& names_;

  constexpr void require_same(std::int16_t n, std::int16_t a, std::int16_t b) {
    if (d_.failed() || same(n, a, b)) return;
    const dimension first = form(a).as_dimension(), second = form(b).as_dimension();
    const words<100> note = origin(n), hint = hint_of_noise(first, second);
    refuse_units(d_, d_.position_of(n), d_.at(n).what, first, second, note.size != 0 ? note.view() : hint.view());
  }
  constexpr void require(std::int16_t n, std::int16_t x, const dimension& unit, std::string_view what,
                         std::string_view brackets = "()") {
    if (d_.failed() || is_any(x)) return;
    if (is_known(x) ? d_.at(x).unit == unit : unify(n, form(x), unit_form(unit))) return;
    const words<100> note = origin(n);
    d_.fail(d_.position_of(n), what, brackets, " needs ", unit_words(unit).view(), ", this is ",
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
        if (operand != none && !(x.what == op::choose && operand == x.a))
          inside[static_cast<std::size_t>(operand)] = true;
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
    const bool unknown_name = w.name != none && d_.line_of(w.name).unit_unknown;
    dimension declared = w.name == none ? w.unit : d_.name(w.name).unit;
    if (w.derivative) declared = declared / dim::second;
    if (!unknown_name && is_known(w.root) && d_.at(w.root).unit == declared) return;
    const unit_form unit = unknown_name ? resolved(unit_form::of_unknown(w.name)) : unit_form(declared);
    if (is_any(w.root)) {
      set_form(w.root, unit);
      return;
    }
    if (unify(w.root, form(w.root), unit)) return;
    const words<100> note = origin(w.root);
    const auto is = in_unit(form(w.root).as_dimension()), expected = in_unit(unit.as_dimension());
    const position where = d_.position_of(w.root);
    if (w.name == none && d_.source.generator.present && d_.source.generator.variable.empty())
      d_.fail(where, "this is ", is.view(),
              "; a value that has two cases has an 'else', as in 1*mV if i < 5 else 2*mV");
    else if (w.name == none)
      d_.fail(where, "this is ", is.view(), ", expected is ", expected.view(), note.view());
    else if (w.derivative)
      d_.fail(where, "d", d_.name(w.name).name, "/dt is ", expected.view(), ", but this is ", is.view(), note.view(),
              hint_of_noise(unit.as_dimension(), form(w.root).as_dimension()).view());
    else
      d_.fail(where, "'", d_.name(w.name).name, "' is ", expected.view(), ", but this is ", is.view(), note.view());
  }

  /// What is said where units differ by the square root of a second in a text with noise; else nothing.
  [[nodiscard]] constexpr words<100> hint_of_noise(const dimension& a, const dimension& b) const {
    words<100> hint;
    const bool lacks_root = a * dim::hertz.root() == b || b * dim::hertz.root() == a;
    if (d_.result.noise_count != 0 && lacks_root) hint.put("; xi is in second**-0.5: divide it by sqrt(tau)");
    return hint;
  }
  constexpr void visit(std::int16_t n) {
    const node x = d_.at(n);
    switch (x.what) {
    case op::constant:
      if (x.any_unit)
        set_any(n);
      else
        set_known(n, x.unit);
      break;
    case op::white_noise:
      set_known(n, x.unit);
      break;
    case op::name:
      if (d_.line_of(x.a).unit_unknown)
        set_form(n, unknown_of(x.a).solved ? resolved(unit_form::of_unknown(x.a)) : unit_form::of_unknown(x.a));
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
      require(n, x.a, dim::one, "a power that is not whole, nor a half,", "");
      require(n, x.b, dim::one, "an exponent", "");
      set_known(n, dim::one);
      break;
    case op::poisson:
      require(n, x.a, dim::one, "poisson");
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
    if (!is_form(x.a) && !is_form(x.b)) {
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
      else if (is_known(x.a) && !d_.at(x.a).unit.has_root())
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
    for (std::size_t k = 0; !d_.failed() && k < d_.result.name_count; ++k)
      if (const auto e = static_cast<std::int16_t>(k); d_.name(e).external || d_.line_of(e).unit_unknown)
        settle_name(e);
  }
  constexpr void settle_name(std::int16_t e) {
    entry& x = d_.name(e);
    const position where{x.part, x.place};
    unit_form unit = d_.line_of(e).unit_unknown ? resolved(unit_form::of_unknown(e)) : unit_form(x.unit);
    const bool alone = !d_.source.has(part_kind::equations); // a text whose names are declared elsewhere
    const std::string_view near = x.what == role::parameter && !alone ? names_.meant(x.name) : std::string_view{};
    const bool may_be_given = x.what == role::parameter && x.external && !d_.source.of_synapses;
    if (!near.empty() && !d_.is_given(x.name) &&
        (!unit.is_known() || unit_form(d_.name(d_.find(near)).unit).base == unit.base)) {
      d_.fail(where, "'", x.name, "' is not declared; did you mean '", near, "'? If not, declare it: ", x.name, " : ",
              unit.has_dimension() ? written_unit(unit.as_dimension()).view() : std::string_view("volt"),
              may_be_given ? ", or give the population its value" : "");
      d_.result.error.open_unit = may_be_given;
      return;
    }
    if (const auto meant = names_.meant_unit(x.name);
        x.what == role::parameter && !alone && meant.size > 0 &&
        (!unit.is_known() || unit_form(find_unit(meant.view()).unit).base == unit.base)) {
      d_.fail(where, "'", x.name, "' is no unit; did you mean ", meant.view(), "?");
      return;
    }
    if (!unit.is_known() && (x.what == role::input || alone)) {
      x.any_unit = true;
      free_to_one(unit);
      unit = resolved(unit);
    }
    if (const auto letter = names_.meant_letter(x.name); !unit.is_known() && !letter.empty())
      d_.fail(where, "'", x.name, "' is not declared, and its unit does not follow; did you mean '", letter, "'?");
    else if (!unit.is_known()) {
      d_.fail(where, "the unit of '", x.name, "' does not follow from its uses; declare it: ", x.name, " : volt",
              may_be_given            ? ", or give the population its value"
              : d_.source.of_synapses ? " (shared), one for all synapses; what the target has is written with _post"
                                      : "");
      d_.result.error.open_unit = may_be_given;
    } else if (!unit.has_dimension())
      d_.fail(where, "the unit of '", x.name, "' would be a root that no unit has; declare it: ", x.name, " : volt");
    else
      x.unit = unit.as_dimension();
  }
  static constexpr words<60> written_unit(const dimension& d) {
    return d == dim::one ? words<60>().put("1") : unit_words(d);
  }
  /// Every unit fits what is still unknown: that of a pure number stands for it.
  constexpr void free_to_one(const unit_form& f) {
    for (std::size_t k = 0; k < f.count; ++k) unknown_of(f.terms[k].unknown).solved = true;
  }
  constexpr void settle(std::int16_t n) {
    if (!is_form(n)) return;
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
