// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/equations/draft.hpp>
#include <cortexpr/detail/equations/outcome/kept_names.hpp>
#include <cortexpr/detail/equations/program.hpp>
#include <cortexpr/detail/equations/reader/read_text.hpp>
#include <cortexpr/detail/equations/used_nodes.hpp>
#include <cstddef>
#include <cstdint>

namespace cortexpr::detail::equation {

/// Turns what a text says into what models say: a random threshold into a rate, i, N and dt into parameters that the
/// network knows, start values that are constants into defaults, several noises of a variable into one.
class program_of_model {
public:
  constexpr program_of_model(const program<>& read, const source_text& source) : p_(read), source_(source) {}

  constexpr program<> turned() {
    if (p_.error.found) return p_;
    find_hazard();
    join_noises();
    set_start_values();
    if (source_.of_synapses)
      give_to_synapses();
    else if (source_.has(part_kind::equations))
      know_parameters();
    check_population();
    if (full_) refuse(p_.names[0], "this text has more operations than fit; split the model");
    number_names();
    keep_used_nodes(p_);
    return p_;
  }

private:
  program<> p_;
  const source_text& source_;
  bool full_ = false;

  [[nodiscard]] constexpr node& at(std::int16_t n) { return p_.nodes[static_cast<std::size_t>(n)]; }
  [[nodiscard]] constexpr entry& name(std::int16_t e) { return p_.names[static_cast<std::size_t>(e)]; }
  constexpr std::int16_t add(const node& n) {
    if (p_.node_count == max_nodes) {
      full_ = true;
      return 0;
    }
    p_.nodes[p_.node_count] = n;
    return static_cast<std::int16_t>(p_.node_count++);
  }

  /// `rand() < rate*dt` is a rate of spikes: the part becomes the rate.
  constexpr void find_hazard() {
    for (std::size_t k = 0; k < source_.count; ++k) {
      if (source_.parts[k].kind != part_kind::threshold || p_.roots[k] == none) continue;
      const node condition = at(p_.roots[k]);
      const bool less = condition.what == op::less || condition.what == op::at_most;
      const bool greater = condition.what == op::greater || condition.what == op::at_least;
      if (!less && !greater) continue;
      const node& random = at(less ? condition.a : condition.b);
      if (random.what != op::name || !name(random.a).random_uniform) continue;
      const std::int16_t rate = without_step(less ? condition.b : condition.a);
      if (rate != none && at(rate).unit == dim::hertz) p_.roots[k] = rate;
    }
  }
  /// An expression without its factor dt; `none` if it has none.
  constexpr std::int16_t without_step(std::int16_t n) {
    const node product = at(n);
    const auto is_step = [&](std::int16_t k) { return at(k).what == op::name && name(at(k).a).name == "dt"; };
    if (product.what == op::multiply && is_step(product.b)) return product.a;
    if (product.what == op::multiply && is_step(product.a)) return product.b;
    if (product.what != op::multiply && product.what != op::divide) return none;
    node rest = product;
    rest.unit = product.unit / dim::second;
    if (const std::int16_t left = without_step(product.a); left != none)
      rest.a = left;
    else if (const std::int16_t right = product.what == op::multiply ? without_step(product.b) : none; right != none)
      rest.b = right;
    else
      return none;
    return add(rest);
  }

  [[nodiscard]] constexpr std::size_t users_of(std::size_t noise) const {
    std::size_t count = 0;
    for (std::size_t e = 0; e < p_.name_count; ++e) count += p_.names[e].noise[noise] != none ? 1U : 0U;
    return count;
  }
  /// Noises of one variable that no other one has add up to one, of the amplitude sqrt(a**2 + b**2).
  constexpr void join_noises() {
    for (std::size_t e = 0; e < p_.name_count; ++e) {
      entry& x = p_.names[e];
      std::int16_t joined = none;
      std::size_t source = 0, own = 0, common = 0;
      for (std::size_t k = 0; k < max_noises; ++k) {
        if (x.noise[k] == none) continue;
        (users_of(k) > 1 ? common : own) += 1;
        if (joined == none) source = k;
        joined = joined == none ? x.noise[k] : root_of_squares(joined, x.noise[k]);
      }
      if (common != 0 && common + own > 1) {
        refuse(x, "'", x.name,
               "' has a noise in common with another variable and another noise beside it, which no integrator here "
               "knows; give the common part a variable of its own");
        return;
      }
      if (joined == none) continue;
      x.noise_source = static_cast<std::int16_t>(source);
      x.noise_is_common = common != 0;
      joined_[e] = joined;
    }
    for (std::size_t e = 0; e < p_.name_count; ++e) p_.names[e].noise = {joined_[e], none, none, none};
  }
  std::array<std::int16_t, max_names> joined_ = [] {
    std::array<std::int16_t, max_names> all{};
    for (auto& n : all) n = none;
    return all;
  }();
  constexpr std::int16_t root_of_squares(std::int16_t a, std::int16_t b) {
    node square = at(a);
    square.what = op::multiply;
    square.unit = at(a).unit * at(a).unit;
    square.a = square.b = a;
    square.c = none;
    const std::int16_t first = add(square);
    square.a = square.b = b;
    const std::int16_t second = add(square);
    node sum = square;
    sum.what = op::add;
    sum.a = first;
    sum.b = second;
    node root = at(a);
    root.what = op::function;
    root.a = add(sum);
    root.b = static_cast<std::int16_t>(function_number("sqrt"));
    root.c = none;
    return add(root);
  }
  template <class... Words>
  constexpr void refuse(const entry& x, Words... said) {
    const mistake found = mistake_at({x.part, x.place}, said...);
    p_ = program<>{};
    p_.error = found;
  }

  constexpr void set_start_values() {
    for (std::size_t k = 0; k < p_.statement_count; ++k) {
      const statement& s = p_.statements[k];
      if (source_.parts[s.part].kind == part_kind::start && s.root != none && at(s.root).what == op::constant)
        name(s.target).value = at(s.root).value;
    }
  }

  /// What the population has one of follows from what all neurons have in common.
  constexpr void check_population() {
    for (std::size_t k = 0; k < p_.name_count; ++k) {
      const entry e = p_.names[k];
      if (!e.of_population) continue;
      for (const std::int16_t amplitude : e.noise)
        if (amplitude != none) return refuse(e, "the equation of '", e.name, "' is (shared) and has no noise");
      const std::size_t own = e.root == none ? p_.name_count : name_of_one_neuron(e.root);
      if (own != p_.name_count)
        return refuse(e, "the equation of '", e.name, "' is (shared) and reads '", p_.names[own].name,
                      "', which differs between neurons or comes from outside");
    }
    for (std::size_t k = 0; k < p_.statement_count; ++k)
      if (const statement& s = p_.statements[k];
          name(s.target).of_population && (s.root == none || at(s.root).what != op::constant))
        return refuse(name(s.target), "'", name(s.target).name, "' is (shared): it starts at a constant");
  }
  /// A name in an expression that is neither a parameter nor a variable of the population; `name_count` if none is.
  [[nodiscard]] constexpr std::size_t name_of_one_neuron(std::int16_t root) const {
    std::size_t found = p_.name_count;
    static_cast<void>(reads_any(p_, root, [&](std::size_t k) {
      const entry& e = p_.names[k];
      const bool own = (e.what != role::parameter && !e.of_population) || e.neuron_index;
      if (own) found = k;
      return own;
    }));
    return found;
  }

  constexpr void know_parameters() {
    for (std::size_t k = 0; k < p_.name_count; ++k) {
      entry& e = p_.names[k];
      if (e.held_in_step && e.what == role::shorthand) e.what = role::input;
      if (e.what != role::input) continue;
      e.neuron_index = e.name == "i";
      e.neuron_count = e.name == "N";
      e.step_length = e.name == "dt";
      if (e.neuron_index || e.neuron_count || e.step_length) e.what = role::parameter;
    }
  }

  /// What a text of synapses declares belongs to each of them, unless it is (shared) or has a value.
  constexpr void give_to_synapses() {
    for (std::size_t k = 0; k < p_.name_count; ++k) {
      entry& e = p_.names[k];
      if (e.what == role::parameter && e.required && !e.external && !e.shared) e.what = role::variable;
    }
  }

  [[nodiscard]] constexpr bool is_used(std::size_t e) const {
    std::array<bool, max_nodes> inside{};
    const auto use = [&inside](std::int16_t n) {
      if (n != none) inside[static_cast<std::size_t>(n)] = true;
    };
    for (const auto root : p_.roots) use(root);
    for (std::size_t k = 0; k < p_.name_count; ++k) {
      use(p_.names[k].root);
      for (const auto amplitude : p_.names[k].noise) use(amplitude);
    }
    for (std::size_t k = 0; k < p_.statement_count; ++k) {
      use(p_.statements[k].root);
      if (p_.statements[k].target == static_cast<std::int16_t>(e)) return true;
    }
    for (std::size_t n = p_.node_count; n-- > 0;) {
      if (!inside[n]) continue;
      if (p_.nodes[n].what == op::name && p_.nodes[n].a == static_cast<std::int16_t>(e)) return true;
      for (const auto operand : p_.nodes[n].operands()) use(operand);
    }
    return false;
  }
  /// Names that were known to the reader alone are left out where nothing uses them any more.
  constexpr void number_names() {
    std::int16_t variables = 0, inputs = 0, parameters = 0, locals = 0;
    for (std::size_t k = 0; k < p_.name_count; ++k) {
      entry& e = p_.names[k];
      const bool known = e.random_uniform || e.random_normal || e.neuron_index || e.neuron_count || e.step_length ||
                         (e.what == role::input && e.name == "t");
      if (known && !is_used(k)) e.what = role::shorthand;
      if (e.what == role::variable) e.index = variables++;
      if (e.what == role::input && !e.held_in_step && !e.of_population) e.index = inputs++;
      if (e.what == role::parameter) e.index = parameters++;
      if (e.what == role::local) e.index = locals++;
    }
    // What is computed at the start of a step looks at other inputs, which come first.
    for (std::size_t k = 0; k < p_.name_count; ++k)
      if (entry& e = p_.names[k]; e.what == role::input && e.held_in_step) e.index = inputs++;
    // Values that the population has once are numbered after those that every neuron has.
    for (std::size_t k = 0; k < p_.name_count; ++k)
      if (entry& e = p_.names[k]; e.of_population) e.index = inputs++;
  }
};

/// The program of a text. With a mistake in the text it has the names that the text declares, and does nothing.
[[nodiscard]] constexpr program<> read_source(const source_text& source) {
  program<> read = program_of_model(read_text(source), source).turned();
  if (!read.error.found) return read;
  const mistake first = read.error;
  read = program_of_model(kept_names(source).read(), source).turned();
  if (read.error.found) read = program<>{};
  for (std::size_t e = 0; e < read.name_count; ++e) read.names[e].required = false;
  read.error = first;
  return read;
}

} // namespace cortexpr::detail::equation
