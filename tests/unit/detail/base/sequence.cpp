// SPDX-License-Identifier: BSL-1.0
#include <catch2/catch.hpp>
#include <cortexpr/detail/base/sequence.hpp>
#include <cstdint>
#include <memory>
#include <numeric>
#include <span>
#include <stdexcept>
#include <string>
#include <vector>

// Where operator new would throw, sanitizers end the program.
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
#define SANITIZED 1
#elif defined(__has_feature)
#define SANITIZED (__has_feature(address_sanitizer) || __has_feature(thread_sanitizer))
#else
#define SANITIZED 0
#endif

namespace {

using cortexpr::detail::memory;
using cortexpr::detail::sequence;

// An element that counts its lives and can refuse to be copied.
struct counted {
  static inline int alive = 0, copies_left = 1'000'000;
  int value = 7;

  explicit counted(int x) : value(x) { ++alive; }
  counted() { ++alive; }
  counted(const counted& o) : value(o.value) {
    if (copies_left-- == 0) throw std::runtime_error("no more copies");
    ++alive;
  }
  counted(counted&& o) noexcept : value(o.value) {
    o.value = -1;
    ++alive;
  }
  counted& operator=(const counted&) = default;
  counted& operator=(counted&&) noexcept = default;
  ~counted() { --alive; }
  bool operator==(const counted&) const = default;
};

// Does the same with both kinds of lists and compares what they hold.
template <class T, memory Kind>
void compare_with_vector() {
  sequence<T, Kind> s;
  std::vector<T> v;
  const auto same = [&] {
    REQUIRE(s.size() == v.size());
    REQUIRE(s.empty() == v.empty());
    REQUIRE(s.capacity() >= s.size());
    for (std::size_t k = 0; k < v.size(); ++k) REQUIRE(s[k] == v[k]);
  };
  const auto both = [&](auto&& change) {
    change(s);
    change(v);
    same();
  };
  both([](auto& l) {
    for (int k = 0; k < 100; ++k) l.push_back(static_cast<T>(k));
  });
  REQUIRE(s.front() == v.front());
  REQUIRE(s.back() == v.back());
  both([](auto& l) { l.pop_back(); });
  both([](auto& l) { l.resize(200); });
  both([](auto& l) { l.resize(300, static_cast<T>(5)); });
  both([](auto& l) { l.resize(20); });
  both([](auto& l) { l.push_back(l[3]); });
  both([](auto& l) { l.assign(50, l[4]); });
  both([](auto& l) { l.resize(400, l[0]); });
  both([](auto& l) { l.clear(); });
  both([](auto& l) { l.resize(3); });
  std::vector<int> others(70);
  std::iota(others.begin(), others.end(), 1);
  both([&](auto& l) { l.assign(others.begin(), others.end()); });
  const auto half = s;
  s.append(half.data(), half.size());
  v.insert(v.end(), others.begin(), others.end());
  for (std::size_t k = 70; k < 140; ++k) v[k] = v[k - 70];
  same();
  const auto copy = s;
  REQUIRE(copy == s);
  both([](auto& l) { l[7] = static_cast<T>(l[7] == T(0)); });
  REQUIRE_FALSE(copy == s);
  both([](auto& l) { l = {static_cast<T>(1), static_cast<T>(2)}; });
  REQUIRE_FALSE(copy == s);
  s = copy;
  REQUIRE(s == copy);
  auto taken = std::move(s);
  REQUIRE(taken == copy);
  REQUIRE(s.empty()); // NOLINT(bugprone-use-after-move): it is promised
  s = std::move(taken);
  REQUIRE(s == copy);
  s.assign({static_cast<T>(1), static_cast<T>(0)});
  REQUIRE(s == std::vector<T>{static_cast<T>(1), static_cast<T>(0)});
  s = {};
  REQUIRE(s.capacity() == 0);
  s = copy;
  const auto& self = s;
  s = self;
  REQUIRE(s == copy);
  s.reserve(10'000);
  REQUIRE(s.capacity() >= 10'000);
  const T* const place = s.data();
  s.resize(10'000);
  REQUIRE(s.data() == place);
}

} // namespace

TEST_CASE("a sequence does what a vector does", "[sequence]") {
  compare_with_vector<double, memory::ordinary>();
  compare_with_vector<std::uint16_t, memory::large_pages>();
  compare_with_vector<std::uint8_t, memory::cache_lines>();
  compare_with_vector<bool, memory::ordinary>();
  compare_with_vector<std::uint64_t, memory::ordinary>();
}

TEST_CASE("a sequence of things that own something does what a vector does", "[sequence]") {
  {
    sequence<counted> s(3);
    CHECK(s[2].value == 7);
    for (int k = 0; k < 50; ++k) s.emplace_back(k);
    CHECK(counted::alive == 53);
    s.resize(60);
    CHECK(counted::alive == 60);
    s.resize(10);
    CHECK(counted::alive == 10);
    sequence<counted> copy = s, longer(20, counted(4));
    CHECK(copy == s);
    CHECK(counted::alive == 40);
    longer = s;
    CHECK(longer == s);
    CHECK(counted::alive == 30);
    copy[1].value = 5;
    copy = s; // as many elements
    CHECK(copy == s);
    longer = std::move(copy);
    CHECK(longer == s);
    CHECK(counted::alive == 20);
    longer.pop_back();
    longer.clear();
    CHECK(counted::alive == 10);
  }
  CHECK(counted::alive == 0);
  sequence<std::unique_ptr<int>> owners;
  for (int k = 0; k < 10; ++k) owners.push_back(std::make_unique<int>(k));
  CHECK(*owners[9] == 9);
  sequence<sequence<std::string>> nested(2, sequence<std::string>{"a", "b"});
  nested.resize(5);
  CHECK(nested[1][1] == "b");
  CHECK(nested[4].empty());
}

TEST_CASE("a copy that fails half way loses nothing", "[sequence]") {
  {
    const sequence<counted> s(10);
    sequence<counted> other(2);
    counted::copies_left = 5;
    CHECK_THROWS_AS(sequence<counted>(s), std::runtime_error);
    CHECK(counted::alive == 12);
    counted::copies_left = 5;
    CHECK_THROWS_AS(other = s, std::runtime_error);
    CHECK(other.size() == 2);
    CHECK(counted::alive == 12);
    counted::copies_left = 1'000'000;
  }
  CHECK(counted::alive == 0);
}

TEST_CASE("lists in lists keep their room when they are assigned", "[sequence]") {
  sequence<sequence<int>> from(2, sequence<int>{1, 2, 3}), to(2);
  for (auto& list : to) list.reserve(100);
  const int* const place = to[1].data();
  to = from;
  CHECK(to == from);
  CHECK(to[1].data() == place);
  CHECK(to[1].capacity() == 100);
}

TEST_CASE("memory begins where its kind says", "[sequence]") {
  struct alignas(64) line {
    char c = 0;
  };
  const auto address = [](const auto& s) { return reinterpret_cast<std::uintptr_t>(s.data()); };
  for (std::size_t n : {1u, 7u, 1000u}) {
    CHECK(address(sequence<double, memory::cache_lines>(n)) % 64 == 0);
    CHECK(address(sequence<line>(n)) % 64 == 0);
  }
  constexpr std::size_t page = std::size_t{1} << 21;
  CHECK(address(cortexpr::detail::long_list<double>(page)) % page == 0);
  cortexpr::detail::long_list<double> grown{1, 2, 3};
  grown.resize(page, 4);
  CHECK(address(grown) % page == 0);
  CHECK(grown[2] == 3);
  CHECK(grown.back() == 4);
}

#if !SANITIZED
TEST_CASE("more than there can be is refused and changes nothing", "[sequence]") {
  sequence<double> s{1, 2};
  CHECK_THROWS_AS(s.reserve(SIZE_MAX / 4), std::bad_alloc);
  CHECK_THROWS_AS(s.reserve(SIZE_MAX / 16), std::bad_alloc);
  CHECK_THROWS_AS(s.resize(SIZE_MAX / 8 + 5), std::bad_alloc);
  CHECK(s == sequence<double>{1, 2});
}
#endif

TEST_CASE("a sequence is a range in one piece", "[sequence]") {
  const sequence<std::uint32_t> s{3, 1, 2};
  const std::span<const std::uint32_t> view(s);
  CHECK(view.size() == 3);
  CHECK(std::accumulate(s.begin(), s.end(), 0u) == 6);
}
