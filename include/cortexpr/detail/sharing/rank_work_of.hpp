// SPDX-License-Identifier: BSL-1.0
#pragma once

#include <cortexpr/detail/ranks/rank_calls.hpp>
#include <cortexpr/detail/ranks/rank_talk.hpp>
#include <cortexpr/detail/ranks/same_on_all.hpp>
#include <cortexpr/detail/sharing/check_shareable.hpp>
#include <cortexpr/detail/sharing/compare_ranks.hpp>
#include <cortexpr/detail/sharing/gather_recordings.hpp>
#include <cortexpr/detail/sharing/gather_state.hpp>
#include <cortexpr/detail/sharing/keep_own.hpp>
#include <cortexpr/detail/sharing/rank_verdict.hpp>
#include <cortexpr/detail/sharing/rank_work.hpp>
#include <cortexpr/detail/sharing/shown_columns.hpp>
#include <cortexpr/detail/sharing/spike_exchange.hpp>
#include <cortexpr/detail/sharing/tell_within_step.hpp>
#include <cortexpr/detail/text/joined.hpp>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <utility>

namespace cortexpr::detail {

/// The work of ranks on network D.
template <auto const& D, class Real>
class rank_work_of final : public rank_work<network_state<D, Real>, network_recording<D, Real>> {
  using state_type = network_state<D, Real>;
  using recording_type = network_recording<D, Real>;

public:
  [[nodiscard]] std::shared_ptr<rank_work<state_type, recording_type>> fresh() const override {
    return std::make_shared<rank_work_of>();
  }
  void built(const state_type& state, rank_calls& calls) override {
    check_shareable<D>();
    if (calls.dry()) check_dry<D>();
    views_.clear();
    compare_ranks(state, calls);
  }
  rank_talk begin(const state_type& state, recording_type& recording, rank_calls& calls, std::string_view call,
                  std::int64_t steps, std::uint64_t sent) override {
    same_on_all(state, calls, call, " of ", static_cast<std::uint64_t>(steps), " steps", sent);
    recordings_.begin(state, recording);
    return talk_within_step<D, Real>(calls, call, exchange_.begin(state));
  }
  bool agree(state_type& state, recording_type& recording, rank_calls& calls, std::string_view call, bool& known,
             const asked_option& ask) override {
    const std::string meeting = joined({call, ", asking its options"});
#if defined(__cpp_exceptions)
    try {
      return settle(verdict_of(ask, calls, call, state.step), meeting, state.step, state.ranks, calls);
    } catch (const run_stopped&) {
      known = true;
      end_anyhow(state, recording, calls, call);
      throw;
    } catch (...) {
      known = calls.told();
      if (known) end_anyhow(state, recording, calls, call);
      throw;
    }
#else
    return settle(verdict_of(ask, calls, call, state.step), meeting, state.step, state.ranks, calls);
#endif
  }
  void cleared(const state_type& state, recording_type& recording) override { recordings_.begin(state, recording); }
  rank_wishes step_done(state_type& state, recording_type& recording, rank_calls& calls, std::string_view call,
                        bool last, bool seen, rank_wishes own) override {
    const bool told = exchange_.step_done(state, calls, call, last || seen, own);
    if (seen || (told && recordings_.keep_much(recording))) gather_recordings(state, recording, calls, call);
    return own;
  }
  void end(const state_type& state, recording_type& recording, rank_calls& calls, std::string_view call) override {
    gather_recordings(state, recording, calls, call);
    views_.refresh(state, calls, call);
  }
  std::span<const Real> view(const state_type& state, const shown_column<state_type, Real>& column, rank_calls& calls,
                             std::string_view call) override {
    return views_.of(column, state, calls, call);
  }
  std::shared_ptr<state_type> whole(const state_type& own, std::size_t only, rank_calls& calls,
                                    std::string_view call) override {
    return whole_state<D, Real>::gather(own, only, calls, call);
  }
  void take_synapses(state_type& own, state_type& whole, std::size_t projection) override {
    structure<D>::template for_each<item_kind::projection>([&](auto k) {
      if (k == projection) take_synapses_of<k>(own, whole);
    });
  }

private:
#if defined(__cpp_exceptions)
  /// The same where an exception is on its way, which says more than that another rank has left.
  void end_anyhow(const state_type& state, recording_type& recording, rank_calls& calls, std::string_view call) {
    try {
      end(state, recording, calls, call);
    } catch (const rank_failed&) {
    }
  }
#endif
  // Not a generic lambda: in one, clang instantiates the access to bundles that may not exist.
  template <std::size_t K>
  static void take_synapses_of(state_type& own, state_type& whole) {
    item_at<K>(own.items) = std::move(item_at<K>(whole.items));
    if constexpr (bundling<D, Real>::members[K])
      own.bundles.of_source[structure<D>::template source_of<K>] =
          whole.bundles.of_source[structure<D>::template source_of<K>];
    keep_own<K>(own);
  }
  template <std::size_t K>
  static void keep_own(state_type& own) {
    if (!item_at<K>(own.items).connections->bundled) return keep_own_synapses<D, K>(own);
    keep_own_bundles(own);
    if constexpr (bundling<D, Real>::any) own.bundles.changed();
  }
  void gather_recordings(const state_type& state, recording_type& recording, rank_calls& calls, std::string_view call) {
    if (!calls.dry()) recordings_.end(state, recording, calls, joined({call, ", gathering recordings"}));
    recordings_.begin(state, recording);
  }

  spike_exchange<D, Real> exchange_;
  gathered_recordings<D, Real> recordings_;
  shown_columns<state_type, Real> views_;
};

} // namespace cortexpr::detail
