#include "records/read_judgement.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <random>
#include <string>
#include <unordered_map>

namespace kontor::records {

namespace {

constexpr auto client_book = ClientBook { 10'000, 20'000 };
constexpr auto account_manager = ReadLimits { 2'000, 200, 1 };
constexpr auto roomy = ReadLimits { 100'000, {}, {} };

ReadVerdict judged(ReadTotals const& day, std::optional<ReadTotals> const& usual = {}, ReadLimits const& limits = {},
    ClientBook const& of = client_book)
{
    return judge(day, {}, usual, limits, of);
}

TEST(ReadJudgement, nothing_is_usual_before_five_days)
{
    auto const day = ReadTotals { .contacts = 30 };
    EXPECT_FALSE(usual_of(std::array { day, day, day, day }));
    EXPECT_EQ(usual_of(std::array { day, day, day, day, day })->contacts, 30);
}

TEST(ReadJudgement, one_odd_day_does_not_move_what_is_usual)
{
    auto days = std::vector<ReadTotals> {};
    for (auto contacts : { 20, 22, 24, 26, 28, 900 })
        days.push_back({ .contacts = contacts });
    // The median is 25, the deviations are 5 3 1 1 3 875: their median 3 gives 25 + 3 * 1.4826 * 3.
    EXPECT_EQ(usual_of(days)->contacts, 38);
}

TEST(ReadJudgement, the_ladder_above_the_usual_is_told_proof_stop)
{
    auto const usual = ReadTotals { .contacts = 40 };
    EXPECT_EQ(judged({ .contacts = 539 }, usual, roomy).consequence, Consequence::none);
    auto const told = judged({ .contacts = 540 }, usual, roomy);
    EXPECT_EQ(told.consequence, Consequence::notify);
    EXPECT_EQ(told.measure, ReadMeasure::contacts);
    EXPECT_EQ(told.usual, 40);
    EXPECT_EQ(told.threshold, 540);
    EXPECT_EQ(judged({ .contacts = 1'040 }, usual, roomy).consequence, Consequence::step_up);
    EXPECT_EQ(judged({ .contacts = 2'040 }, usual, roomy).consequence, Consequence::block);
}

TEST(ReadJudgement, the_limits_of_the_role_hold_for_who_is_new)
{
    EXPECT_EQ(judged({ .contacts = 199 }, {}, account_manager).consequence, Consequence::none);
    EXPECT_EQ(judged({ .contacts = 200 }, {}, account_manager).consequence, Consequence::notify);
    EXPECT_EQ(judged({ .contacts = 400 }, {}, account_manager).consequence, Consequence::step_up);
    EXPECT_EQ(judged({ .contacts = 800 }, {}, account_manager).consequence, Consequence::block);
    EXPECT_EQ(judged({ .rows = 8'000 }, {}, account_manager).measure, ReadMeasure::rows);
}

TEST(ReadJudgement, a_notice_period_leaves_a_tenth)
{
    EXPECT_EQ(judged({ .contacts = 20 }, {}, account_manager.in_notice()).consequence, Consequence::notify);
    EXPECT_EQ(judged({ .contacts = 80 }, {}, account_manager.in_notice()).consequence, Consequence::block);
    EXPECT_EQ(account_manager.in_notice().exports, 0);
    EXPECT_FALSE(ReadLimits {}.in_notice().rows) << "a role without limits stays without";
}

TEST(ReadJudgement, a_role_without_limits_is_told_of_and_never_stopped)
{
    auto const verdict = judged({ .contacts = 20'000 }, ReadTotals { .contacts = 10 });
    EXPECT_EQ(verdict.consequence, Consequence::notify);
}

TEST(ReadJudgement, a_small_book_allows_a_handful)
{
    auto const small = ClientBook { 40, 60 };
    auto const usual = ReadTotals { .accounts = 30 };
    EXPECT_EQ(judged({ .accounts = 54 }, usual, account_manager, small).consequence, Consequence::none);
    EXPECT_EQ(judged({ .accounts = 55 }, usual, account_manager, small).consequence, Consequence::notify);
}

// A manager with a portfolio of his own, day by day, as the ledger would see him. Numbers of a real department's order:
// some twenty clients a working day, the whole portfolio now and then, a few new names, sometimes a campaign, rarely
// the clients of a colleague who has left.
class Manager {
public:
    explicit Manager(std::uint32_t seed) : m_dice(seed)
    {
        for (auto i = 0; i < 80; ++i)
            m_portfolio.push_back(m_next_name++);
    }

    // Reads one honest day and says what the alarm makes of it.
    ReadVerdict work()
    {
        begin_day();
        auto const busy = std::lognormal_distribution<double> { 2.9, 0.45 }(m_dice);
        for (auto i = 0; i < static_cast<int>(busy); ++i)
            read_client(m_portfolio[pick(m_portfolio.size())]);
        if (chance(0.3))
            for (auto const client : m_portfolio)
                read_client(client, false);
        for (auto i = pick(5); i > 0; --i) {
            m_portfolio.push_back(m_next_name);
            read_client(m_next_name++);
        }
        if (chance(0.03))
            for (auto i = 0; i < 60; ++i)
                read_client(m_portfolio[pick(m_portfolio.size())]);
        if (chance(1.0 / 60))
            for (auto i = 0; i < 40; ++i) {
                m_portfolio.push_back(m_next_name);
                read_client(m_next_name++);
            }
        return end_day();
    }

    // The same day with so many strange clients on top; returns how many contacts of the book were out when somebody
    // was told, over all such days.
    bool carry_out(int strangers)
    {
        begin_day();
        for (auto i = 0; i < 18; ++i)
            read_client(m_portfolio[pick(m_portfolio.size())]);
        for (auto i = 0; i < strangers; ++i) {
            read_client(m_next_name++);
            m_carried += 2;
            if (verdict().consequence != Consequence::none)
                break;
        }
        return end_day().consequence != Consequence::none;
    }

    [[nodiscard]] std::int64_t carried() const { return m_carried; }

private:
    static constexpr int remembered = 20; // working days of four weeks

    bool chance(double probability) { return std::bernoulli_distribution { probability }(m_dice); }
    std::size_t pick(std::size_t below) { return std::uniform_int_distribution<std::size_t> { 0, below - 1 }(m_dice); }

    void begin_day()
    {
        ++m_day;
        m_today = {};
    }
    void read_client(int name, bool with_contacts = true)
    {
        auto& last = m_last_read.try_emplace(name, -1'000).first->second;
        if (last == m_day)
            return;
        auto const is_fresh = m_day - last > remembered;
        last = m_day;
        m_today.rows += with_contacts ? 6 : 1;
        m_today.accounts += 1;
        m_today.contacts += with_contacts ? 2 : 0;
        m_today.fresh += is_fresh ? (with_contacts ? 3 : 1) : 0;
    }
    [[nodiscard]] ReadVerdict verdict() const
    {
        auto const recent = std::min<std::size_t>(m_days.size(), remembered);
        auto const days = std::span { m_days };
        auto weeks = FourWeeks { m_today.fresh, {} };
        for (auto const& day : days.last(recent))
            weeks.fresh += day.fresh;
        auto const before = days.first(m_days.size() - recent);
        if (auto const usual = usual_of(before.last(std::min<std::size_t>(before.size(), 60))))
            weeks.usual_fresh = usual->fresh;
        return judge(m_today, weeks, usual_of(days.last(recent)), account_manager, client_book);
    }
    ReadVerdict end_day()
    {
        auto const result = verdict();
        m_days.push_back(m_today);
        return result;
    }

    std::mt19937 m_dice;
    std::vector<int> m_portfolio;
    std::unordered_map<int, int> m_last_read;
    int m_next_name = 0, m_day = 0;
    ReadTotals m_today;
    std::vector<ReadTotals> m_days;
    std::int64_t m_carried = 0;
};

TEST(ReadJudgement, honest_work_is_left_in_peace)
{
    auto days = 0, told = 0, disturbed = 0;
    for (auto seed = 1U; seed <= 200; ++seed) {
        auto manager = Manager { seed };
        for (auto day = 0; day < 120; ++day) {
            auto const consequence = manager.work().consequence;
            ++days;
            told += consequence != Consequence::none ? 1 : 0;
            disturbed += consequence > Consequence::notify ? 1 : 0;
        }
    }
    RecordProperty("told_in_1000_days", std::to_string(1'000.0 * told / days));
    EXPECT_EQ(disturbed, 0) << "nobody honest is asked for a password or stopped";
    EXPECT_LE(told * 1'000, 5 * days) << told << " of " << days;
}

TEST(ReadJudgement, who_carries_the_book_out_is_seen_before_a_twentieth_of_it_is_gone)
{
    // Strangers a working day: a walk through every list, a search from a to z, a report opened client by client, slow
    // paging, and a trickle for weeks.
    for (auto strangers : { 5'000, 1'000, 300, 100, 40, 20 }) {
        for (auto seed = 1U; seed <= 20; ++seed) {
            auto manager = Manager { seed };
            for (auto day = 0; day < 60; ++day)
                manager.work();
            auto is_seen = false;
            for (auto day = 0; day < 40 && !is_seen; ++day)
                is_seen = manager.carry_out(strangers);
            EXPECT_TRUE(is_seen) << strangers << " a day";
            EXPECT_LE(manager.carried(), 1'000) << strangers << " a day, seed " << seed;
        }
    }
}

}

}
