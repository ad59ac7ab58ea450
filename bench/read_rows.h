#pragma once

// The rows of reading: lists of several readers, counts, sums and search, on either database.

#include "app/application.h"
#include "modules/accounts/account.h"
#include "records/reader.h"
#include "records/search.h"

#include "by_hand.h"
#include "floor.h"
#include "measure.h"
#include "workspace_data.h"

#include <cmath>
#include <memory>
#include <thread>

namespace kontor::bench {

class ReadRows {
public:
    ReadRows(Application& application, Floor& floor, House const& house, std::string size, bool is_sqlite)
        : m_application(application)
        , m_floor(floor)
        , m_house(house)
        , m_size(std::move(size))
        , m_is_sqlite(is_sqlite)
        , m_time(is_sqlite ? Time::of_thread : Time::of_clock)
    {
    }

    // Who reads: everything; his own 1 in 400; a department with 1 in 50; heads of five departments and of half of
    // them. All but the first also help with accounts of others.
    static constexpr std::size_t owner = 7, head_of_few = 9, head_of_many = 1;

    void lists()
    {
        struct Filter {
            std::string name, ours, sql;
        };
        for (auto const& reader : readers())
            for (auto const& filter :
                { Filter { "", "", "" }, Filter { ", 3 %", "industry = \"energy\"", "t.industry = 'energy'" },
                    Filter { ", 1 % by two fields", "industry = \"energy\" AND annual_revenue >= 66000000",
                        "t.industry = 'energy' and t.annual_revenue >= 660000000000" } }) {
                auto query = records::ListQuery {};
                query.filter = filter.ours;
                query.fields = { "name", "industry", "annual_revenue", "owner" };
                query.order_by = "name";
                auto const by_hand = AccountsByHand { reader, filter.sql, m_is_sqlite }.variants();
                compare(reader.name + filter.name, reader.actor, "accounts", query, by_hand);
            }
    }

    void counts_and_sums()
    {
        auto const all = records::Actor::system();
        auto count = records::ListQuery {};
        count.fields = { "name" };
        count.count = records::Count::exact;
        auto best = best_ms({ [&] { list(all, "accounts", count); },
                                m_floor.prepare("select count(*) from accounts where deleted_at is null") },
            m_time);
        print({ "list with an exact count of " + m_size, ms(best[0]), ms(best[1]), ratio(best[0] / best[1]),
            "no limit" });
        auto sums = records::AggregateQuery {};
        sums.group_by = { "industry" };
        sums.sum = { "annual_revenue" };
        best = best_ms({ [&] { aggregate(all, "accounts", sums); },
                           m_floor.prepare(
                               "select industry, count(*), sum(annual_revenue), sum(annual_revenue_base) from accounts "
                               "where deleted_at is null group by industry") },
            m_time);
        print({ "sums by industry over " + m_size, ms(best[0]), ms(best[1]), ratio(best[0] / best[1]), "no limit" });
    }

    // Sixteen people at once without a pause between two questions, over companies and people.
    void searches(std::string const& of_what)
    {
        constexpr auto people_count = 16, questions_each = 40;
        auto const who = records::Actor::system();
        auto const words = std::vector<std::string> { "nordwerk", "ёлка", "globex 77", "век", "stahltrade", "lodz",
            "acmesoft 123", "инвестмаш", "bau", "energo 4711", "smirnova", "юлия куз", "golbexsoft", "p4711@firm" };
        auto latencies = std::vector<std::vector<double>>(people_count);
        auto const ask = [&](std::string const& word) {
            m_application.store().read(who, [&](records::Reading& reading) {
                (void)records::search(reading, { word, { "accounts", "contacts" }, 5 });
            });
        };
        auto const ask_all_at_once = [&] {
            auto people = std::vector<std::jthread> {};
            for (std::size_t person = 0; person < people_count; ++person)
                people.emplace_back([&, person] {
                    latencies[person].clear();
                    for (std::size_t i = 0; i < questions_each; ++i)
                        latencies[person].push_back(
                            seconds_of([&] { ask(words[(person + i) % words.size()]); }) * 1'000);
                });
        };
        ask_all_at_once(); // each connection opens its indexes and prepares its statements once
        auto const spent = cpu_seconds_of(ask_all_at_once);
        auto all = std::vector<double> {};
        for (auto const& some : latencies)
            all.insert(all.end(), some.begin(), some.end());
        std::ranges::sort(all);
        auto const p99 = all[all.size() * 99 / 100];
        print({ fmt::format("search of {}, 16 at once, p99 (p50 {}, {} of our processors each)", of_what,
                    ms(all[all.size() / 2]), ms(spent * 1'000 / static_cast<double>(all.size()))),
            ms(p99), "", "", "30 ms", p99 <= 30 });
        if (p99 > 30)
            for (auto const& word : words)
                fmt::print(stderr, "    search for {}: {}\n", word, ms(best_ms({ [&] { ask(word); } }, m_time)[0]));
    }

    // One list beside the best of several statements for the same rows.
    void compare(std::string const& what, records::Actor const& who, std::string_view plural,
        records::ListQuery const& query, std::vector<std::string> const& by_hand)
    {
        auto rows = std::size_t { 0 };
        auto sides = std::vector<Work> { [&] { rows = list(who, plural, query); } };
        auto texts = std::vector<std::string> { {} };
        for (auto const& sql : by_hand) {
            auto asked = m_floor.prepare(sql);
            if (ms_of(asked, m_time) > hopeless_ms && &sql != &by_hand.front())
                continue;
            sides.push_back(std::move(asked));
            texts.push_back(sql);
        }
        auto const best = best_ms(sides, m_time);
        auto fastest = std::size_t { 1 };
        for (std::size_t side = 2; side < best.size(); ++side)
            if (best[side] < best[fastest])
                fastest = side;
        auto const is_met = best[0] / best[fastest] <= 1.3 && best[0] <= 25;
        print({ fmt::format("list of {} of {}, {}", rows, m_size, what), ms(best[0]), ms(best[fastest]),
            ratio(best[0] / best[fastest]), "1.30, 25 ms", is_met });
        if (!is_met) {
            fmt::print(stderr, "{}, by hand: {}\n", what, texts[fastest]);
            m_floor.show_plan(texts[fastest]);
        }
    }

    std::size_t list(records::Actor const& who, std::string_view plural, records::ListQuery const& query)
    {
        auto rows = std::size_t { 0 };
        m_application.store().read(who, [&](records::Reading& reading) {
            rows = records::Reader { reading }.list(*reading.schema.find(plural), query).row_count;
        });
        return rows;
    }

    std::size_t aggregate(records::Actor const& who, std::string_view plural, records::AggregateQuery const& query)
    {
        auto bytes = std::size_t { 0 };
        m_application.store().read(who, [&](records::Reading& reading) {
            bytes = records::Reader { reading }.aggregate(*reading.schema.find(plural), query).size();
        });
        return bytes;
    }

private:
    static constexpr auto hopeless_ms = 300.0; // another statement is the floor then

    std::vector<Reader> readers()
    {
        auto made = std::vector<Reader> { { "reader sees all", records::Actor::system(), records::Level::all } };
        auto const add = [&](std::string name, std::size_t user, records::Level level) {
            auto actor = m_application.sessions().actor_of(m_house.users[user]).value();
            auto role = std::make_shared<records::Role>(*actor.role);
            role->grants["accounts"].read = level;
            actor.role = role;
            made.push_back({ std::move(name), std::move(actor), level });
        };
        add("own", owner, records::Level::own);
        add("a department", owner, records::Level::team);
        add("5 departments", head_of_few, records::Level::subtree);
        add("25 departments", head_of_many, records::Level::subtree);
        return made;
    }

    Application& m_application;
    Floor& m_floor;
    House const& m_house;
    std::string m_size;
    bool m_is_sqlite;
    Time m_time;
};

}
