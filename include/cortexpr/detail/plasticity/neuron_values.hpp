// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/units/measured.hpp>
#include <cstddef>

namespace cortexpr::detail {

// Values of neurons as rules see them, and the sentences with which they are refused.

template <fixed_string Name>
inline constexpr bool is_declared_name = Name.size() == static_cast<std::size_t>(-1);
template <class Written>
constexpr void refuse_unwritten() {
  static_assert(sizeof(Written) == 0,
                "cortexpr: a rule changes a variable of a neuron that it has declared to read only; write into the "
                "rule: using writes = post<\"v\"> or pre<\"v\">; parameters cannot be changed");
}
template <class Written>
constexpr void refuse_assignment_to_source() {
  static_assert(sizeof(Written) == 0,
                "cortexpr: many synapses act on a variable of their source at a time, so that a rule can only add to "
                "it: s.pre[\"x\"_name] += b, or -=");
}

template <class Used>
constexpr void refuse_use_of_receptor() {
  static_assert(sizeof(Used) == 0,
                "cortexpr: s.receptor is not known where what a rule adds to it is under way, between populations with "
                "precise_spikes{} or along a dendrite, so that a rule can only add to it: s.receptor += s.w, or -=");
}

/// Stands for a variable whose name has been refused.
struct unknown_neuron_variable {
  template <dimension D>
  operator quantity<D>() const; // NOLINT(google-explicit-constructor): never defined
  template <class T>
  const unknown_neuron_variable& operator=(const T&) const;
  template <class T>
  const unknown_neuron_variable& operator+=(const T&) const;
};

/// A value that rules read and do not change.
template <dimension D, class Real>
class read_value : public measured<D, Real> {
public:
  constexpr read_value() = default;
  constexpr explicit read_value(const measured<D, Real>& x) : measured<D, Real>(x) {}
#define CORTEXPR_REFUSED(sign)                                                                                         \
  template <class T>                                                                                                   \
  constexpr const read_value& operator sign(const T&) const {                                                          \
    refuse_unwritten<T>();                                                                                             \
    return *this;                                                                                                      \
  }
  CORTEXPR_REFUSED(=)
  CORTEXPR_REFUSED(+=)
  CORTEXPR_REFUSED(-=)
  CORTEXPR_REFUSED(*=)
  CORTEXPR_REFUSED(/=)
#undef CORTEXPR_REFUSED
};

// An assignment of that sign to a value that events add to.
#define CORTEXPR_REFUSED(type, sign, refuse)                                                                           \
  template <class T>                                                                                                   \
  constexpr type& operator sign(const T&) {                                                                            \
    refuse<T>();                                                                                                       \
    return *this;                                                                                                      \
  }

/// A variable of a source: its value before the events, and what this event adds to it.
template <dimension D, class Real>
class added_value : public measured<D, Real> {
public:
  constexpr added_value() = default;
  added_value& operator=(const added_value&) = delete; // adds nothing
  constexpr void show(Real value) {
    static_cast<measured<D, Real>&>(*this) = measured<D, Real>::of_stored(value);
    added_ = 0;
  }
  [[nodiscard]] constexpr double added() const { return added_; }

  template <Operand T>
  constexpr added_value& operator+=(const T& x) {
    added_ += si_as<D>(x);
    return *this;
  }
  template <Operand T>
  constexpr added_value& operator-=(const T& x) {
    added_ -= si_as<D>(x);
    return *this;
  }
  CORTEXPR_REFUSED(added_value, =, refuse_assignment_to_source)
  CORTEXPR_REFUSED(added_value, *=, refuse_assignment_to_source)
  CORTEXPR_REFUSED(added_value, /=, refuse_assignment_to_source)

private:
  double added_ = 0;
};

/// A receptor's variable that an event adds to later: what is added so far.
template <dimension D, class Real>
class added_receptor : public measured<D, Real> {
public:
  constexpr explicit added_receptor(const measured<D, Real>& added) : measured<D, Real>(added) {}
  using measured<D, Real>::operator+=, measured<D, Real>::operator-=;
  [[nodiscard]] constexpr double si() const {
    refuse_use_of_receptor<Real>();
    return 0;
  }
  constexpr operator quantity<D>() const { return quantity<D>(si()); } // NOLINT(google-explicit-constructor)
  CORTEXPR_REFUSED(added_receptor, =, refuse_use_of_receptor)
  CORTEXPR_REFUSED(added_receptor, *=, refuse_use_of_receptor)
  CORTEXPR_REFUSED(added_receptor, /=, refuse_use_of_receptor)
};

#undef CORTEXPR_REFUSED

template <dimension D, class Real>
inline constexpr bool is_measured<read_value<D, Real>> = true;
template <dimension D, class Real>
inline constexpr bool is_measured<added_receptor<D, Real>> = true;
template <dimension D, class Real>
inline constexpr bool is_measured<added_value<D, Real>> = true;

} // namespace cortexpr::detail
