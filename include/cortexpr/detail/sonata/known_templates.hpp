// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <algorithm>
#include <array>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/structure/did_you_mean.hpp>
#include <cstddef>
#include <string_view>

namespace cortexpr::detail {

enum class sonata_template {
  iaf_psc_exp,
  iaf_psc_alpha,
  iaf_psc_delta,
  int_fire1,
  glif_lif,
  glif_lif_r,
  glif_lif_asc,
  glif_lif_r_asc,
  glif_lif_r_asc_a,
  glif_lif_psc,
  glif_lif_r_psc,
  glif_lif_asc_psc,
  glif_lif_r_asc_psc,
  glif_lif_r_asc_a_psc
};

/// Their names, in that order.
struct known_templates {
  static constexpr std::array<std::string_view, 14> list{
      "nest:iaf_psc_exp",        "nest:iaf_psc_alpha",       "nest:iaf_psc_delta",  "nrn:IntFire1",
      "nest:glif_lif",           "nest:glif_lif_r",          "nest:glif_lif_asc",   "nest:glif_lif_r_asc",
      "nest:glif_lif_r_asc_a",   "nest:glif_lif_psc",        "nest:glif_lif_r_psc", "nest:glif_lif_asc_psc",
      "nest:glif_lif_r_asc_psc", "nest:glif_lif_r_asc_a_psc"};
  static constexpr auto names() { return list; }
  static constexpr std::size_t find(std::string_view wanted) {
    return static_cast<std::size_t>(std::find(list.begin(), list.end(), wanted) - list.begin());
  }
};

struct no_such_template {
  template <fixed_string Wrote, fixed_string DidYouMean>
  static constexpr void refuse() {
    static_assert(is_known<Wrote>, "cortexpr: there is no neuron for this model_template of SONATA; see `Wrote` and "
                                   "`DidYouMean` beside this sentence, and the table in docs/sonata.md");
  }
};

/// The template of this name; there is no program for another one.
template <fixed_string Name>
constexpr sonata_template require_template() {
  constexpr std::size_t k = known_templates::find(Name.view());
  if constexpr (k == known_templates::list.size()) refuse_name<no_such_template, known_templates, Name>();
  return static_cast<sonata_template>(k == known_templates::list.size() ? 0 : k);
}

} // namespace cortexpr::detail
