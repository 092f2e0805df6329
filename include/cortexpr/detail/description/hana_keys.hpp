// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <boost/hana/accessors.hpp>
#include <boost/hana/core/when.hpp>
#include <boost/hana/fwd/string.hpp>
#include <boost/hana/pair.hpp>
#include <boost/hana/tuple.hpp>
#include <cortexpr/base/fixed_string.hpp>
#include <cortexpr/detail/base/for_each_index.hpp>
#include <cortexpr/model/hana_struct.hpp>
#include <utility>

namespace cortexpr::detail {

/// A name as a boost::hana::string.
template <fixed_string Name>
inline constexpr auto hana_key = with_indices<Name.size()>([]<std::size_t... I>(std::index_sequence<I...>) {
  return boost::hana::string_c<Name.text[I]...>;
});

template <auto Member>
struct member_accessor {
  template <class S>
  constexpr decltype(auto) operator()(S&& s) const {
    return (std::forward<S>(s).*Member);
  }
};

/// One member of a boost::hana::Struct: its name and a pointer to it.
template <fixed_string Name, auto Member>
constexpr auto struct_member() {
  return boost::hana::make_pair(hana_key<Name>, member_accessor<Member>{});
}

} // namespace cortexpr::detail

namespace boost::hana {

template <class S>
struct accessors_impl<S, when<cortexpr::detail::ListsHanaMembers<S>>> {
  static constexpr auto apply() { return S::hana_members(); }
};

} // namespace boost::hana
