#pragma once

#include "app/demo/demo.h"
#include "app/demo/house.h"
#include "app/demo/words/company_names.h"
#include "app/demo/words/person_names.h"
#include "app/demo/words/phrases.h"
#include "app/demo/words/towns.h"

#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

// What the dice say of a client. Nothing is kept: asked again, they say the same again, so that a million clients need
// no memory. All days are counted backwards from today.
namespace kontor::demo {

struct World {
    DemoOptions options;
    House house;
    bool is_crowded = false; // so many clients that there is less around each of them
};

inline constexpr int history_days = 545;

struct ClientFacts {
    std::uint64_t number = 0;
    Language language = Language::en;
    CompanyKind kind = CompanyKind::firm;
    Town const* town = nullptr;
    std::string_view segment;
    std::string_view tier;
    std::string_view first_status;
    std::size_t owner = 0; // in House::people
    int opened = 0;
    int employees = 0;
    std::optional<std::uint64_t> parent {};
    std::string_view branch_kind;
    std::optional<int> ended {}; // since when it is former or rejected
    int contact_count = 0;
    int deal_count = 0;

    [[nodiscard]] bool is_key() const { return tier == "strategic" || tier == "key"; }
};
ClientFacts client_facts(World const&, std::uint64_t number);
CompanyWords client_words(World const&, ClientFacts const&);

struct ContactFacts {
    PersonWords person;
    Language language = Language::en;
    std::string title;
    std::string unit;
    std::string_view level;
    std::string_view buying_role;
    int decision_power = 0;
    std::string_view attitude;
    bool reports_to_first = false;
};
ContactFacts contact_facts(World const&, ClientFacts const&, int contact);

struct DealStep {
    int day = 0;
    std::size_t stage = 0; // in Process::open
    int closes = 0;        // the day that it is hoped for, counted backwards too: below zero lies ahead
};
struct DealLine {
    std::size_t article;
    int quantity;
    int discount_percent;
};
struct DealFacts {
    enum class Ending { open, won, lost };

    Process const* process = nullptr;
    Label name;
    std::string_view kind;
    std::vector<DealStep> steps; // the first is its beginning
    Ending ending = Ending::open;
    int ended = 0;
    double amount = 0;
    std::vector<DealLine> lines;
    std::size_t article = 0; // what it is mostly about
    bool is_stuck = false;   // nothing moves any more

    [[nodiscard]] int started() const { return steps.front().day; }
    [[nodiscard]] bool is_open_on(int day) const { return day <= started() && (ending == Ending::open || day > ended); }
};
DealFacts deal_facts(World const&, ClientFacts const&, int deal);

// One of the goods in House::articles: services do not fit into "{number} pieces".
std::size_t some_goods(World const&, Dice&);

// A talk that took place.
struct TalkFacts {
    int day = 0;
    std::size_t subject = 0; // in calls_and_meetings(), after these in tasks()
    int contact = 0;
    std::optional<int> deal {};
};
std::vector<TalkFacts> talks(World const&, ClientFacts const&, std::vector<DealFacts> const& deals);

// Something that is meant to happen.
struct PlanFacts {
    int made = 0; // when it was put down
    int day = 0;  // below zero lies ahead, above zero is overdue
    std::size_t subject = 0;
    int contact = 0;
    std::optional<int> deal {};
};
std::optional<PlanFacts> plan(World const&, ClientFacts const&, std::vector<DealFacts> const& deals);

// The subject of a talk or plan, of either list.
Meeting const& meeting_of(std::size_t subject);

// Somebody asked for something.
struct EnquiryFacts {
    enum class State { fresh, working, qualified, dismissed };

    std::uint64_t number = 0;
    Language language = Language::en;
    int received = 0;
    int decided = 0; // only of those that are
    State state = State::fresh;
    std::size_t owner = 0; // who took it
    std::size_t article = 0;
    std::size_t question = 0;
    std::optional<std::uint64_t> client {}; // whom it turned out to be
    std::string_view channel;
    bool came_by_phone = false;
};
EnquiryFacts enquiry_facts(World const&, std::uint64_t number);
std::uint64_t enquiry_count(World const&);

}
