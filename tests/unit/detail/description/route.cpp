// SPDX-License-Identifier: BSL-1.0
#include <cortexpr/detail/description/route.hpp>
#include <cstdint>

namespace {

using namespace cortexpr;

constexpr bool covers(const detail::slice& s, std::uint32_t begin, std::uint32_t end) {
  return !s.whole && s.begin == begin && s.end == end;
}

// Everything in its place.
constexpr detail::route full = detail::read_route("label: a[0:25] -> b[3:7].exc");
static_assert(full.fault == detail::route_fault::none);
static_assert(full.label == "label" && full.source == "a" && full.target == "b" && full.receptor == "exc");
static_assert(covers(full.source_slice, 0, 25) && covers(full.target_slice, 3, 7));

// Without a label the projection is called by its route.
constexpr detail::route bare = detail::read_route("a -> b.exc");
static_assert(bare.fault == detail::route_fault::none && bare.label == "a -> b.exc");
static_assert(bare.source == "a" && bare.target == "b" && bare.receptor == "exc");
static_assert(bare.source_slice.whole && bare.target_slice.whole);

// A slice on one side only; its colon is no label's colon.
constexpr detail::route left_part = detail::read_route("a[1:2] -> b.v");
static_assert(left_part.fault == detail::route_fault::none && left_part.label == "a[1:2] -> b.v");
static_assert(covers(left_part.source_slice, 1, 2) && left_part.target_slice.whole);
constexpr detail::route right_part = detail::read_route("S: a -> b[10:20].v");
static_assert(right_part.fault == detail::route_fault::none && right_part.label == "S");
static_assert(right_part.source_slice.whole && covers(right_part.target_slice, 10, 20));

// Spaces do not matter; a variable of a receptor is named with a dot.
constexpr detail::route spaced = detail::read_route("  S :  a[ 0 : 5 ]   ->   b [ 1 : 4 ] . exc.s  ");
static_assert(spaced.fault == detail::route_fault::none && spaced.label == "S" && spaced.source == "a");
static_assert(covers(spaced.source_slice, 0, 5) && covers(spaced.target_slice, 1, 4));
static_assert(spaced.target == "b" && spaced.receptor == "exc.s");
static_assert(detail::read_route("S:a->b.exc").target == "b");
static_assert(detail::read_route("a -> a.exc").fault == detail::route_fault::none);
static_assert(covers(detail::read_route("a[0:4294967295] -> b.v").source_slice, 0, 4294967295u));

// Every fault.
static_assert(detail::read_route("").fault == detail::route_fault::no_arrow);
static_assert(detail::read_route("a b.exc").fault == detail::route_fault::no_arrow);
static_assert(detail::read_route("S: a - > b.exc").fault == detail::route_fault::no_arrow);
static_assert(detail::read_route(" -> b.exc").fault == detail::route_fault::no_source);
static_assert(detail::read_route("S: -> b.exc").fault == detail::route_fault::no_source);
static_assert(detail::read_route("[0:5] -> b.exc").fault == detail::route_fault::no_source);
static_assert(detail::read_route("a -> ").fault == detail::route_fault::no_target);
static_assert(detail::read_route("a -> .exc").fault == detail::route_fault::no_target);
static_assert(detail::read_route("a -> [0:5].exc").fault == detail::route_fault::no_target);
static_assert(detail::read_route("a -> b").fault == detail::route_fault::no_receptor);
static_assert(detail::read_route("a -> b.").fault == detail::route_fault::no_receptor);
static_assert(detail::read_route("a -> b[0:5]").fault == detail::route_fault::no_receptor);
static_assert(detail::read_route("a[5:5] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[5:2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[:2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[2:] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[-1:2] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:2.5] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:4294967296] -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:5]x -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a[0:5 -> b.exc").fault == detail::route_fault::bad_slice);
static_assert(detail::read_route("a -> b[3:1].exc").fault == detail::route_fault::bad_slice);

} // namespace
