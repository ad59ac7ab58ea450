#include "app/demo/chronicle.h"

#include <algorithm>
#include <tuple>

namespace kontor::demo {

namespace {

// The last days are told day by day, before that week by week, and of a crowd four weeks at a time: each span of a
// person is a few commits, and commits are what takes the time.
constexpr int span_of(int day, bool is_crowded)
{
    if (day < (is_crowded ? 7 : 28))
        return 1;
    return is_crowded && day >= 56 ? 28 : 7;
}

class Scribe {
public:
    Scribe(World const& world, Day today) : m_world(world), m_today(today) { }

    void write(Happening happening, int day, std::uint8_t hour, std::size_t who, std::uint64_t subject, int deal = 0,
        int step = 0)
    {
        auto const hand = static_cast<std::uint8_t>(who);
        m_entries.push_back({ static_cast<std::uint32_t>(subject), day_of_work(day, hour, hand), hour, hand, happening,
            static_cast<std::uint8_t>(deal), static_cast<std::uint8_t>(step) });
    }

    void write_client(ClientFacts const& client)
    {
        write(Happening::client_came, client.opened, 0, client.owner, client.number);
        auto deals = std::vector<DealFacts> {};
        for (auto i = 0; i < client.deal_count; ++i) {
            deals.push_back(deal_facts(m_world, client, i));
            write_deal(client, deals.back(), i);
        }
        auto const held = talks(m_world, client, deals);
        for (std::size_t i = 0; i < held.size(); ++i)
            write(Happening::talk_held, held[i].day, 1, client.owner, client.number, 0, static_cast<int>(i));
        if (auto const planned = plan(m_world, client, deals))
            write(Happening::plan_made, planned->made, 1, client.owner, client.number);
        write_words(client);
        if (client.ended)
            write(Happening::client_ended, *client.ended, 1, client.owner, client.number);
    }

    void write_enquiry(EnquiryFacts const& enquiry)
    {
        // Whoever answers the telephone writes down what was asked; the rest comes in by itself.
        auto const desk
            = std::ranges::find(m_world.house.people, std::string_view { "order_desk" }, &Colleague::team_role);
        auto const who = enquiry.came_by_phone && desk != m_world.house.people.end()
            ? static_cast<std::size_t>(desk - m_world.house.people.begin())
            : std::size_t { by_program };
        write(Happening::enquiry_came, enquiry.received, 0, who, enquiry.number);
        if (enquiry.state != EnquiryFacts::State::fresh)
            write(Happening::enquiry_decided, enquiry.decided, 1, enquiry.owner, enquiry.number);
    }

    std::vector<Entry> take()
    {
        auto const when = [](Entry const& entry) { return std::tuple { -entry.day, entry.hour, entry.who }; };
        std::ranges::stable_sort(m_entries, {}, when);
        return std::move(m_entries);
    }

private:
    // Nobody works on Saturday and Sunday, except today. In a longer span clients come first, then things are done with
    // them, and others have their say at the end.
    [[nodiscard]] std::uint16_t day_of_work(int day, std::uint8_t hour, std::uint8_t who) const
    {
        if (auto const span = span_of(day, m_world.is_crowded); span > 1) {
            auto dice = Dice { m_world.options.seed, { static_cast<std::uint64_t>(day / span), who } };
            auto const third = (span - 2) / 3;
            day = day / span * span + (2 - hour) * third + static_cast<int>(dice.between(0, third));
        }
        if (day > 0)
            day += std::max(0, m_today.plus_days(-day).iso_weekday() - 5);
        return static_cast<std::uint16_t>(day);
    }

    void write_deal(ClientFacts const& client, DealFacts const& deal, int number)
    {
        write(Happening::deal_began, deal.started(), 1, client.owner, client.number, number);
        for (std::size_t i = 1; i < deal.steps.size(); ++i)
            write(
                Happening::deal_moved, deal.steps[i].day, 1, client.owner, client.number, number, static_cast<int>(i));
        if (deal.ending != DealFacts::Ending::open)
            write(Happening::deal_ended, deal.ended, 1, client.owner, client.number, number);
    }

    void write_words(ClientFacts const& client)
    {
        auto dice = Dice { m_world.options.seed, { 0x776f726473, client.number } };
        auto const youngest = client.ended.value_or(0);
        auto const day = [&] { return static_cast<int>(dice.between(youngest, client.opened)); };
        if (dice.falls(m_world.is_crowded ? 4 : client.is_key() ? 80 : 28))
            write(Happening::note_written, day(), 1, client.owner, client.number);
        if (!dice.falls(m_world.is_crowded ? 2 : client.is_key() ? 70 : 12))
            return;
        auto const people = static_cast<std::int64_t>(m_world.house.people.size());
        write(
            Happening::colleague_wrote, day(), 2, static_cast<std::size_t>(dice.between(0, people - 1)), client.number);
    }

    World const& m_world;
    Day m_today;
    std::vector<Entry> m_entries;
};

}

std::vector<Entry> chronicle(World const& world, Day today)
{
    auto scribe = Scribe { world, today };
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(world.options.accounts); ++i)
        scribe.write_client(client_facts(world, i));
    for (std::uint64_t i = 0; i < enquiry_count(world); ++i)
        scribe.write_enquiry(enquiry_facts(world, i));
    return scribe.take();
}

Shelves shelves(World const& world)
{
    auto made = Shelves { { 0 }, { 0 } };
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(world.options.accounts); ++i) {
        auto const client = client_facts(world, i);
        made.contacts_before.push_back(made.contacts_before.back() + static_cast<std::uint32_t>(client.contact_count));
        made.deals_before.push_back(made.deals_before.back() + static_cast<std::uint32_t>(client.deal_count));
    }
    return made;
}

}
