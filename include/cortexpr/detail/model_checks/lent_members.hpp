// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/model/concepts.hpp>
#include <cortexpr/model/given_inputs.hpp>

namespace cortexpr::detail {

// What a membrane lends the model that is composed of it and receptors. Bases, so that the model has a member of a name
// only if the membrane has it; with inputs if the membrane looks at them.

template <class Membrane>
struct lent_spikes {};
template <Thresholded Membrane>
struct lent_spikes<Membrane> {
  static constexpr auto spikes(const auto& x, const auto& p) requires ThresholdedAlone<Membrane> {
    return Membrane::spikes(x.membrane, p.membrane);
  }
  static constexpr auto spikes(const auto& x, const auto& p, const auto& in) requires ThresholdedWithInputs<Membrane> {
    return Membrane::spikes(x.membrane, p.membrane, in);
  }
};

template <class Membrane>
struct lent_hazard {};
template <Hazardous Membrane>
struct lent_hazard<Membrane> {
  static constexpr auto hazard(const auto& x, const auto& p) requires HazardousAlone<Membrane> {
    return Membrane::hazard(x.membrane, p.membrane);
  }
  static constexpr auto hazard(const auto& x, const auto& p, const auto& in) requires HazardousWithInputs<Membrane> {
    return Membrane::hazard(x.membrane, p.membrane, in);
  }
};

template <class Membrane>
struct lent_reset {};
template <Resets Membrane>
struct lent_reset<Membrane> {
  static constexpr void reset(auto& x, const auto& p) requires ResetsAlone<Membrane> {
    Membrane::reset(x.membrane, p.membrane);
  }
  static constexpr void reset(auto& x, const auto& p, const auto& in) requires ResetsWithInputs<Membrane> {
    Membrane::reset(x.membrane, p.membrane, in);
  }
};

template <class Membrane>
struct lent_refractory {};
template <HasRefractoryFunction Membrane>
struct lent_refractory<Membrane> {
  static constexpr auto refractory(const auto& x, const auto& p) requires RefractoryFunctionAlone<Membrane> {
    return Membrane::refractory(x.membrane, p.membrane);
  }
  static constexpr auto refractory(const auto& x, const auto& p,
                                   const auto& in) requires RefractoryFunctionWithInputs<Membrane> {
    return Membrane::refractory(x.membrane, p.membrane, in);
  }
};

template <class Membrane>
struct lent_output {};
template <HasOutput Membrane>
struct lent_output<Membrane> {
  static constexpr auto output(const auto& x, const auto& p) requires HasOutputAlone<Membrane> {
    return Membrane::output(x.membrane, p.membrane);
  }
  static constexpr auto output(const auto& x, const auto& p, const auto& in) requires HasOutputWithInputs<Membrane> {
    return Membrane::output(x.membrane, p.membrane, in);
  }
};

template <class Membrane>
struct lent_shared {};
template <SharesVariables Membrane>
struct lent_shared<Membrane> {
  template <class I>
  using shared = shared_of<Membrane, I>;
};
template <class Membrane>
struct lent_shared_flow {};
template <MovesShared Membrane>
struct lent_shared_flow<Membrane> {
  static constexpr auto shared_flow(const auto& all, const auto& p) { return Membrane::shared_flow(all, p.membrane); }
};

template <class Membrane>
struct lent_noise_sources {};
template <SharesNoise Membrane>
struct lent_noise_sources<Membrane> {
  static constexpr auto noise_sources = Membrane::noise_sources; // receptors have no noise
};

/// A model whose inputs of these names are variables of other populations: `static constexpr std::array
/// linked{std::string_view("inp")};`.
template <class M>
concept NamesLinked = requires {
  M::linked.size();
};
template <class Membrane>
struct lent_linked {};
template <NamesLinked Membrane>
struct lent_linked<Membrane> {
  static constexpr auto linked = Membrane::linked;
};

/// `Composed` is the class template state<I> of the composed model.
template <class Membrane, template <class> class Composed>
struct lent_noise {};
template <Noisy Membrane, template <class> class Composed>
struct lent_noise<Membrane, Composed> {
  template <class S>
  static constexpr Composed<per_root_second<S>> noise(const Composed<S>& x,
                                                      const auto& p) requires NoisyAlone<Membrane> {
    return {{Membrane::noise(x.membrane, p.membrane), {}}};
  }
  template <class S>
  static constexpr Composed<per_root_second<S>> noise(const Composed<S>& x, const auto& p,
                                                      const auto& in) requires NoisyWithInputs<Membrane> {
    return {{Membrane::noise(x.membrane, p.membrane, in), {}}};
  }
};

} // namespace cortexpr::detail
