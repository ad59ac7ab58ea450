#pragma once

#include "app/demo/chronicle.h"
#include "app/demo/dossier.h"
#include "app/demo/history.h"

#include <functional>
#include <span>
#include <vector>

namespace kontor::demo {

// Writes down what the chronicle says, entry by entry, through the one write path.
class Teller {
public:
    Teller(History&, World const&);

    // Takes the entries in their order: slices of one person and one day, so many of them in a commit. `progress` hears
    // how many are written.
    void tell(std::vector<Entry> const&, std::function<void(std::size_t done)> const& progress);

    // For what is told of the manager's desk afterwards. Empty before they have come.
    [[nodiscard]] Id client(std::uint64_t number) const { return m_clients[number]; }
    [[nodiscard]] std::span<Id const> contacts(std::uint64_t number) const;
    [[nodiscard]] std::span<Id const> deals(std::uint64_t number) const;

private:
    // What one chapter makes; it may run more than once, so nothing is kept before it is through.
    struct Made {
        std::uint32_t place;
        Id id;
    };
    struct Chapter {
        std::vector<Made> clients, contacts, deals, enquiries;
    };
    struct Slice {
        records::Transaction& transaction;
        Colleague const* who;                                     // null: the program itself
        std::vector<Made>&clients, &contacts, &deals, &enquiries; // of the chapter
    };

    void write_chapter(std::span<Entry const>);
    void write_slice(Chapter&, std::span<Entry const>);
    void write(Slice&, Entry const&);
    void open_client(Slice&, ClientFacts const&);
    void introduce_contacts(Slice&, ClientFacts const&, CompanyWords const&, Id client);
    void gather_team(Slice&, ClientFacts const&, Id client);
    void receive_enquiry(Slice&, EnquiryFacts const&);
    void decide_enquiry(Slice&, EnquiryFacts const&);
    void begin_deal(Slice&, ClientFacts const&, int deal);
    void move_deal(Slice&, ClientFacts const&, int deal, int step);
    void end_deal(Slice&, ClientFacts const&, int deal);
    void hold_talk(Slice&, ClientFacts const&, int talk);
    void make_plan(Slice&, ClientFacts const&);
    void write_note(Slice&, ClientFacts const&);
    void write_comment(Slice&, ClientFacts const&);
    void end_client(Slice&, ClientFacts const&);

    [[nodiscard]] Id client_in(Slice const&, std::uint64_t number) const;
    [[nodiscard]] Id contact_in(Slice const&, ClientFacts const&, int contact) const;
    [[nodiscard]] Id deal_in(Slice const&, ClientFacts const&, int deal) const;
    [[nodiscard]] std::vector<DealFacts> deals_of(ClientFacts const&) const;
    [[nodiscard]] Instant moment_of(Entry const&) const;

    History& m_history;
    World const& m_world;
    records::Actor m_system = records::Actor::system();
    Shelves m_shelves;
    std::vector<Id> m_clients, m_contacts, m_deals, m_enquiries;
};

}
