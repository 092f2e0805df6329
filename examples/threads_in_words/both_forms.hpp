// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/cortexpr.hpp>
#include <cstdio>

namespace in_words {

/// Whether two simulations have the same spikes of population "n", to the step and neuron.
template <class A, class B>
bool same_spikes(const char* what, const A& words, const B& code) {
  using namespace cortexpr;
  const spike_train &a = words["n.spikes"_name], &b = code["n.spikes"_name];
  const bool same = a.steps == b.steps && a.neurons == b.neurons && a.size() > 0;
  std::printf("%s: %zu spikes in words, %zu in C++: %s\n", what, a.size(), b.size(),
              same ? "the same" : "not the same");
  return same;
}
/// Whether they have the same weights of projection "S", to the last bit.
template <class A, class B>
bool same_weights(const char* what, const A& words, const B& code) {
  const auto a = words.template get<"S.w">(), b = code.template get<"S.w">();
  const bool same = a == b;
  std::printf("%s: %zu weights: %s\n", what, a.size(), same ? "the same" : "not the same");
  return same;
}

} // namespace in_words
