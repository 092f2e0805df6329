// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <concepts>
#include <cortexpr/detail/model/reading.hpp>
#include <cortexpr/detail/simd/condition.hpp>
#include <cortexpr/detail/text/text_buffer.hpp>
#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>
#include <cortexpr/model/readings/symbol_names.hpp>
#include <cortexpr/units/quantity.hpp>
#include <ostream>
#include <string>

namespace cortexpr {

namespace detail {

/// An expression as it is written: plain text or LaTeX.
template <notation N>
class symbol {
public:
  using term_type = symbol;
  static constexpr bool latex = N == notation::latex;

  constexpr symbol() : symbol(0) {}
  // NOLINTBEGIN(google-explicit-constructor): an equation mixes variables, numbers and quantities
  template <Arithmetic Number>
    requires(!std::same_as<Number, bool>)
  constexpr symbol(Number n) { text.append_number(static_cast<double>(n)); }
  template <dimension D>
  constexpr symbol(quantity<D> q) : symbol(of_quantity(q.si(), D)) {}
  constexpr symbol(const condition<symbol>& c) : symbol(c.sides) {}
  template <std::same_as<bool> Bool>
  constexpr symbol(Bool b) : text(b ? "true" : "false") {}
  // NOLINTEND(google-explicit-constructor)

  [[nodiscard]] static constexpr symbol of_quantity(double si, const dimension& unit) {
    return {quantity_text<N>(si, unit), unit == dim::one ? atom : product};
  }
  [[nodiscard]] static constexpr symbol named(std::string_view name) {
    return {latex ? latex_name(name) : text_buffer(name), atom};
  }

  constexpr symbol& operator+=(const symbol& o) { return *this = *this + o; }
  constexpr symbol& operator-=(const symbol& o) { return *this = *this - o; }
  constexpr symbol& operator*=(const symbol& o) { return *this = *this * o; }
  constexpr symbol& operator/=(const symbol& o) { return *this = *this / o; }

  friend constexpr symbol operator+(const symbol& a) { return a; }
  friend constexpr symbol operator-(const symbol& a) { return {join("-", a.right_of(product)), product}; }
  friend constexpr symbol operator+(const symbol& a, const symbol& b) {
    return {join(a.left_of(sum), " + ", b.right_of(sum)), sum};
  }
  friend constexpr symbol operator-(const symbol& a, const symbol& b) {
    return {join(a.left_of(sum), " - ", b.right_of(product)), sum};
  }
  friend constexpr symbol operator*(const symbol& a, const symbol& b) {
    return {join(a.left_of(product), latex ? " \\, " : "*", b.right_of(product)), product};
  }
  friend constexpr symbol operator/(const symbol& a, const symbol& b) {
    if constexpr (latex)
      return {join("\\frac{", a.text, "}{", b.text, "}"), atom};
    else
      return {join(a.left_of(product), "/", b.right_of(atom)), product};
  }

  using comparison = condition<symbol>;
  friend constexpr comparison operator<(const symbol& a, const symbol& b) { return compared(a, " < ", b); }
  friend constexpr comparison operator>(const symbol& a, const symbol& b) { return compared(a, " > ", b); }
  friend constexpr comparison operator<=(const symbol& a, const symbol& b) {
    return compared(a, latex ? " \\le " : " <= ", b);
  }
  friend constexpr comparison operator>=(const symbol& a, const symbol& b) {
    return compared(a, latex ? " \\ge " : " >= ", b);
  }
  friend constexpr comparison operator==(const symbol& a, const symbol& b) {
    return compared(a, latex ? " = " : " == ", b);
  }
  friend constexpr comparison operator!=(const symbol& a, const symbol& b) {
    return compared(a, latex ? " \\ne " : " != ", b);
  }
  static constexpr comparison both(const comparison& a, const comparison& b) {
    return logical(join(a.sides.text, latex ? " \\wedge " : " and ", b.sides.text));
  }
  static constexpr comparison either(const comparison& a, const comparison& b) {
    return logical(join("(", a.sides.text, latex ? " \\vee " : " or ", b.sides.text, ")"));
  }
  static constexpr comparison negated(const comparison& a) {
    return logical(join(latex ? "\\neg(" : "not (", a.sides.text, ")"));
  }

  // What <cortexpr/units/math.hpp> asks of every reading.
  template <class F, std::same_as<symbol>... More>
  static constexpr symbol call(const symbol& x, const More&... more) {
    if constexpr (std::same_as<F, functions::pow_function>) {
      return raised(x, more.text..., (more.binding, ...) == atom);
    } else {
      text_buffer t;
      if (latex)
        t.append(F::latex_open);
      else
        t.append(F::name).append("(");
      t.append(x.view());
      (t.append(", ").append(more.view()), ...);
      return {t.append(latex ? F::latex_close : ")"), atom};
    }
  }
  static constexpr symbol choose(const comparison& c, const symbol& yes, const symbol& no) {
    const text_buffer& when = c.sides.text;
    if constexpr (latex)
      return {join("\\begin{cases} ", yes.text, " & ", when, " \\\\ ", no.text, " & \\text{else} \\end{cases}"), sum};
    else
      return {join("(", yes.text, " if ", when, " else ", no.text, ")"), atom};
  }
  static constexpr symbol power(const symbol& x, int n) {
    if (n == 1) return x;
    const symbol exponent(n);
    return raised(x, exponent.text, n >= 0);
  }

  [[nodiscard]] constexpr std::string_view view() const { return text.view(); }

  text_buffer text;

private:
  static constexpr int whole = 0, sum = 1, product = 2, atom = 3;

  constexpr symbol(const text_buffer& t, int b) : text(t), binding(b) {}

  template <class... Parts>
  static constexpr text_buffer join(const Parts&... parts) {
    return text_buffer::joined(parts...);
  }
  [[nodiscard]] constexpr text_buffer enclosed() const {
    return latex ? join("\\left( ", text, " \\right)") : join("(", text, ")");
  }
  [[nodiscard]] constexpr text_buffer left_of(int weight) const { return binding < weight ? enclosed() : text; }
  [[nodiscard]] constexpr text_buffer right_of(int weight) const {
    return binding < weight || text.starts_with('-') ? enclosed() : text;
  }
  static constexpr comparison compared(const symbol& a, std::string_view sign, const symbol& b) {
    return logical(join(a.text, sign, b.text));
  }
  static constexpr comparison logical(const text_buffer& t) { return comparison(symbol(t, whole)); }
  static constexpr symbol raised(const symbol& x, const text_buffer& exponent, bool bare) {
    const bool fraction = latex && x.view().starts_with("\\frac");
    const text_buffer base = fraction ? x.enclosed() : x.left_of(atom);
    if (latex) return {join(base, "^{", exponent, "}"), product};
    return {bare ? join(base, "^", exponent) : join(base, "^(", exponent, ")"), product};
  }

  int binding = atom;
};

} // namespace detail

/// Reads the equations as text.
template <notation N>
struct symbols {
  template <dimension>
  using carrier = detail::symbol<N>;
};

namespace detail {

template <class T, notation N>
constexpr void name_variables(T& t) {
  [&]<std::size_t... K>(std::index_sequence<K...>) {
    ((variable<K>(t) = symbol<N>::named(variable_names<T>[K].view())), ...);
  }
  (std::make_index_sequence<variable_count<T>>{});
}

template <Model M, notation N>
constexpr auto write_equations() {
  using reading = symbols<N>;
  state_of<M, reading> x{};
  parameters_of<M, reading> p{};
  inputs_of<M, reading> in{};
  name_variables<decltype(x), N>(x);
  name_variables<decltype(p), N>(p);
  name_variables<decltype(in), N>(in);
  std::array<symbol<N>, state_size<M>> sides{};
  const auto dx = cortexpr::detail::flow<M>(x, p, in);
  [&]<std::size_t... K>(std::index_sequence<K...>) { ((sides[K] = variable<K>(dx)), ...); }
  (std::make_index_sequence<state_size<M>>{});
  if constexpr (Noisy<M>) {
    const auto amplitude = noise_amplitude<M>(x, p, in);
    const auto add = [](symbol<N>& side, const symbol<N>& a, std::size_t k) {
      if (a.view() == "0" || a.view().starts_with("0/")) return;
      symbol<N> xi = symbol<N>::named("xi");
      if constexpr (SharesNoise<M>) {
        std::array<char, 4> name{'x', 'i', '_', static_cast<char>('1' + M::noise_sources[k])};
        xi = symbol<N>::named({name.data(), name.size()});
      }
      side += a * xi;
    };
    [&]<std::size_t... K>(std::index_sequence<K...>) { (add(sides[K], variable<K>(amplitude), K), ...); }
    (std::make_index_sequence<state_size<M>>{});
  }
  return sides;
}

/// The condition of refractory(x, p), or its time, as text.
template <HasRefractoryFunction M, notation N>
constexpr auto write_refractory() {
  using reading = symbols<N>;
  state_of<M, reading> x{};
  parameters_of<M, reading> p{};
  inputs_of<M, reading> in{};
  name_variables<decltype(x), N>(x);
  name_variables<decltype(p), N>(p);
  name_variables<decltype(in), N>(in);
  return symbol<N>(refractory_outcome<M>(x, p, in));
}

} // namespace detail

/// The right-hand sides of a model's equations, in the order of its variables; known at compile time.
template <Model M, notation N = notation::text>
  requires Flows<M>
inline constexpr auto right_hand_sides = detail::write_equations<M, N>();

/// Prints the equations of `M`, one per line: `dv/dt = (g_L*(E_L - v) + I)/C_m`.
template <Model M>
  requires Flows<M>
void print_equations(std::ostream& out) {
  for (std::size_t k = 0; k < detail::state_size<M>; ++k)
    out << 'd' << variable_names<state_of<M, checked>>[k].view() << "/dt = " << right_hand_sides<M>[k].view() << '\n';
  if constexpr (detail::MovesShared<M>) {
    constexpr auto& sides = right_hand_sides<detail::shared_equations<M>>;
    for (std::size_t k = 0; k < detail::shared_count<M>; ++k)
      out << 'd' << variable_names<shared_of<M, checked>>[k].view() << "/dt = " << sides[k].view() << " (shared)\n";
  }
  if constexpr (detail::HasRefractoryFunction<M>)
    out << (detail::refractory_is_time<M> ? "refractory for " : "refractory while ")
        << detail::write_refractory<M, notation::text>().view() << '\n';
}

/// The equations of `M` as an `aligned` environment of LaTeX.
template <Model M>
  requires Flows<M>
[[nodiscard]] std::string latex_equations() {
  std::string all = "\\begin{aligned}\n";
  for (std::size_t k = 0; k < detail::state_size<M>; ++k) {
    const auto name = detail::latex_name(variable_names<state_of<M, checked>>[k].view());
    all.append("\\frac{\\mathrm{d} ").append(name.view()).append("}{\\mathrm{d} t} &= ");
    all.append(right_hand_sides<M, notation::latex>[k].view()).append(" \\\\\n");
  }
  if constexpr (detail::MovesShared<M>) {
    constexpr auto& sides = right_hand_sides<detail::shared_equations<M>, notation::latex>;
    for (std::size_t k = 0; k < detail::shared_count<M>; ++k) {
      const auto name = detail::latex_name(variable_names<shared_of<M, checked>>[k].view());
      all.append("\\frac{\\mathrm{d} ").append(name.view()).append("}{\\mathrm{d} t} &= ");
      all.append(sides[k].view()).append(" \\quad \\text{(shared)} \\\\\n");
    }
  }
  if constexpr (detail::HasRefractoryFunction<M>)
    all.append(detail::refractory_is_time<M> ? "\\text{refractory for } & " : "\\text{refractory while } & ")
        .append(detail::write_refractory<M, notation::latex>().view())
        .append(" \\\\\n");
  return all + "\\end{aligned}\n";
}

} // namespace cortexpr
