// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <array>
#include <cortexpr/detail/text/text_buffer.hpp>
#include <cortexpr/units/dimension.hpp>
#include <cortexpr/units/unit_symbol.hpp>
#include <string_view>

namespace cortexpr {

/// How symbols are written.
enum class notation { text, latex };

namespace detail {

constexpr bool is_greek(std::string_view word) {
  constexpr std::array<std::string_view, 24> letters{
      "alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "kappa", "lambda", "mu",    "nu",
      "xi",    "rho",  "sigma", "tau",   "phi",     "chi",  "psi", "omega", "Delta", "Gamma",  "Sigma", "Theta"};
  for (const auto letter : letters)
    if (word == letter) return true;
  return false;
}

constexpr void append_latex_word(text_buffer& out, std::string_view word) {
  if (is_greek(word))
    out.append("\\").append(word);
  else if (word.size() > 1)
    out.append("\\mathrm{").append(word).append("}");
  else
    out.append(word);
}

/// A variable's name in LaTeX: "tau_m" is \tau_{m}, "exc.g" is g_{\mathrm{exc}}.
[[nodiscard]] constexpr text_buffer latex_name(std::string_view name) {
  std::string_view owner, index;
  const auto cut = [](std::string_view& text, char mark) {
    // Written out because string_view::find is no constant expression under g++ 12's sanitizers.
    for (std::size_t k = 0; k < text.size(); ++k)
      if (text[k] == mark) {
        const auto head = text.substr(0, k);
        text.remove_prefix(k + 1);
        return head;
      }
    return std::string_view{};
  };
  owner = cut(name, '.');
  index = name;
  const std::string_view stem = cut(index, '_');
  text_buffer out;
  append_latex_word(out, stem.empty() ? name : stem);
  if (stem.empty() && owner.empty()) return out;
  out.append("_{");
  if (!stem.empty()) append_latex_word(out, index);
  if (!stem.empty() && !owner.empty()) out.append(",");
  if (!owner.empty()) append_latex_word(out, owner);
  return out.append("}");
}

/// A quantity with the prefix that makes its number handy: "-70 mV", "10 nS".
template <notation N>
[[nodiscard]] constexpr text_buffer quantity_text(double si, const dimension& unit) {
  struct prefix {
    std::string_view text;
    double factor;
  };
  constexpr std::array<prefix, 9> prefixes{
      {{"G", 1e9}, {"M", 1e6}, {"k", 1e3}, {"", 1}, {"m", 1e-3}, {"u", 1e-6}, {"n", 1e-9}, {"p", 1e-12}, {"f", 1e-15}}};
  const std::string_view symbol = named_unit(unit);
  text_buffer out;
  if (unit == dim::one) {
    out.append_number(si);
  } else if (symbol.empty()) {
    out.append_number(si);
    const auto factor = [&](std::string_view base, int halves) {
      if (halves == 0) return;
      out.append(N == notation::latex ? "\\,\\mathrm{" : " ").append(base);
      if (N == notation::latex) out.append("}");
      if (halves == 2) return;
      out.append(N == notation::latex ? "^{" : "^").append_number(halves / 2.0);
      if (N == notation::latex) out.append("}");
    };
    if (const int metres = metres_beside(unit); metres != 0) {
      factor(named_unit(unit / dim::metre.power(metres)), 2);
      factor("m", unit.m);
    } else {
      factor("V", unit.V);
      factor("A", unit.A);
      factor("s", unit.s);
      factor("m", unit.m);
      factor("mol", unit.mol);
      factor("K", unit.K);
    }
  } else {
    const double size = si < 0 ? -si : si;
    prefix best = size == 0 ? prefixes[3] : prefixes.back();
    for (const auto& p : prefixes)
      if (size != 0 && size >= p.factor * (1 - 1e-9)) {
        best = p;
        break;
      }
    out.append_number(si / best.factor).append(N == notation::latex ? "\\,\\mathrm{" : " ");
    out.append(best.text).append(symbol);
    if (N == notation::latex) out.append("}");
  }
  return out;
}

} // namespace detail

} // namespace cortexpr
