#include "app/demo/teller.h"

#include "base/check.h"

#include <algorithm>

namespace kontor::demo {

namespace {

// In one commit; by one person at one time. More would make people who write meanwhile wait.
constexpr int records_in_chapter = 2'000;
constexpr int records_in_slice = 250;

int records_of(Entry const& entry)
{
    switch (entry.happening) {
    case Happening::client_came: return 8;
    case Happening::deal_began: return 4;
    default: return 2;
    }
}

}

Teller::Teller(History& history, World const& world)
    : m_history(history)
    , m_world(world)
    , m_shelves(shelves(world))
    , m_clients(static_cast<std::size_t>(world.options.accounts))
    , m_contacts(m_shelves.contacts_before.back())
    , m_deals(m_shelves.deals_before.back())
    , m_enquiries(enquiry_count(world))
{
}

void Teller::tell(std::vector<Entry> const& entries, std::function<void(std::size_t)> const& progress)
{
    for (auto begin = entries.begin(); begin != entries.end();) {
        auto end = begin;
        for (auto records = 0; end != entries.end() && records < records_in_chapter; ++end)
            records += records_of(*end);
        write_chapter({ begin, end });
        begin = end;
        progress(static_cast<std::size_t>(begin - entries.begin()));
    }
}

std::span<Id const> Teller::contacts(std::uint64_t number) const
{
    auto const first = m_shelves.contacts_before[number];
    return std::span { m_contacts }.subspan(first, m_shelves.contacts_before[number + 1] - first);
}

std::span<Id const> Teller::deals(std::uint64_t number) const
{
    auto const first = m_shelves.deals_before[number];
    return std::span { m_deals }.subspan(first, m_shelves.deals_before[number + 1] - first);
}

Instant Teller::moment_of(Entry const& entry) const
{
    auto const present = m_history.present();
    auto const begins = m_history.zone().start_of(m_history.today().plus_days(-entry.day));
    auto dice = Dice { m_world.options.seed, { entry.day, entry.who } };
    if (entry.day == 0) {
        // Today is not over: the three hours lie between midnight and now.
        auto const past = present.milliseconds - begins.milliseconds;
        return { begins.milliseconds + past * (entry.hour * 30 + dice.between(1, 9)) / 100 };
    }
    return { begins.milliseconds + (8 * 60 + entry.hour * 180 + dice.between(0, 170)) * minute_ms };
}

void Teller::write_chapter(std::span<Entry const> entries)
{
    auto chapter = Chapter {};
    m_history.together([&] {
        chapter = {};
        for (auto begin = entries.begin(); begin != entries.end();) {
            auto end = begin;
            for (auto records = 0; end != entries.end() && records < records_in_slice; ++end) {
                if (end->day != begin->day || end->hour != begin->hour || end->who != begin->who)
                    break;
                records += records_of(*end);
            }
            write_slice(chapter, { begin, end });
            begin = end;
        }
    });
    auto keep = [](std::vector<Id>& shelf, std::vector<Made> const& made) {
        for (auto const& one : made)
            shelf[one.place] = one.id;
    };
    keep(m_clients, chapter.clients);
    keep(m_contacts, chapter.contacts);
    keep(m_deals, chapter.deals);
    keep(m_enquiries, chapter.enquiries);
}

void Teller::write_slice(Chapter& chapter, std::span<Entry const> entries)
{
    auto const& first = entries.front();
    auto const* who = first.who == by_program ? nullptr : &m_world.house.people[first.who];
    m_history.travel_to(moment_of(first));
    m_history.write(who ? who->actor : m_system, [&](records::Transaction& transaction) {
        auto slice = Slice { transaction, who, chapter.clients, chapter.contacts, chapter.deals, chapter.enquiries };
        for (auto const& entry : entries)
            write(slice, entry);
    });
}

void Teller::write(Slice& slice, Entry const& entry)
{
    if (entry.happening == Happening::enquiry_came || entry.happening == Happening::enquiry_decided) {
        auto const enquiry = enquiry_facts(m_world, entry.subject);
        return entry.happening == Happening::enquiry_came ? receive_enquiry(slice, enquiry)
                                                          : decide_enquiry(slice, enquiry);
    }
    auto const client = client_facts(m_world, entry.subject);
    switch (entry.happening) {
    case Happening::client_came: return open_client(slice, client);
    case Happening::deal_began: return begin_deal(slice, client, entry.deal);
    case Happening::deal_moved: return move_deal(slice, client, entry.deal, entry.step);
    case Happening::deal_ended: return end_deal(slice, client, entry.deal);
    case Happening::talk_held: return hold_talk(slice, client, entry.step);
    case Happening::plan_made: return make_plan(slice, client);
    case Happening::note_written: return write_note(slice, client);
    case Happening::colleague_wrote: return write_comment(slice, client);
    case Happening::client_ended: return end_client(slice, client);
    case Happening::enquiry_came:
    case Happening::enquiry_decided: return;
    }
}

namespace {

// What this chapter made stands at the end of its list; the rest is on the shelf.
template<typename List> Id newest(List const& made, std::uint32_t place, std::vector<Id> const& shelf)
{
    auto id = shelf[place];
    if (id.is_empty()) {
        auto const found
            = std::find_if(made.rbegin(), made.rend(), [&](auto const& one) { return one.place == place; });
        id = found != made.rend() ? found->id : Id {};
    }
    check(!id.is_empty(), "the chronicle tells of nobody before he has come");
    return id;
}

}

Id Teller::client_in(Slice const& slice, std::uint64_t number) const
{
    return newest(slice.clients, static_cast<std::uint32_t>(number), m_clients);
}

Id Teller::contact_in(Slice const& slice, ClientFacts const& client, int contact) const
{
    return newest(
        slice.contacts, m_shelves.contacts_before[client.number] + static_cast<std::uint32_t>(contact), m_contacts);
}

Id Teller::deal_in(Slice const& slice, ClientFacts const& client, int deal) const
{
    return newest(slice.deals, m_shelves.deals_before[client.number] + static_cast<std::uint32_t>(deal), m_deals);
}

std::vector<DealFacts> Teller::deals_of(ClientFacts const& client) const
{
    auto deals = std::vector<DealFacts> {};
    for (auto i = 0; i < client.deal_count; ++i)
        deals.push_back(deal_facts(m_world, client, i));
    return deals;
}

}
