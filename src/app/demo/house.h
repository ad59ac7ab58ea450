#pragma once

#include "app/demo/demo.h"
#include "app/demo/history.h"
#include "base/decimal.h"
#include "base/id.h"
#include "records/actor.h"

#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::demo {

// A colleague of the demo company, with whose hand the demo writes.
struct Colleague {
    records::Actor actor;
    Language language = Language::en;
    int share = 0; // of the clients, in percent
    bool takes_key_clients = false;
    std::string_view team_role; // in the teams of others' clients; empty: in none
};

struct Article {
    Id id;
    std::string name;
    double price = 0; // in the company's currency
    bool is_goods = false;
};

struct Step {
    Id id;
    int rot_days = 14;
};
struct Process {
    Id pipeline;
    std::vector<Step> open; // in their order
    Id won, lost;
};

// What the company has before it has clients: people, goods, processes, lists.
struct House {
    std::vector<Colleague> people; // the manager comes first
    std::vector<Article> articles; // those that are sold, goods first
    std::size_t goods_count = 0;
    Process sale;
    Process tender;
    std::map<std::string, Id, std::less<>> segments, sources; // by key
    std::vector<Id> tags;
    std::string currency;
    double price_level = 1; // what costs a euro costs here
};

inline constexpr std::size_t manager = 0; // in House::people

// Finds what is there already, by e-mail, article and key, and adds what is missing.
House furnish_house(History&, DemoOptions const&);

// Parts of it.
void add_people(History&, DemoOptions const&, House&);
void add_catalogue(History&, Language, House&);
void add_processes(History&, Language, House&);

// The record of an administered list with this key; empty without one.
Id find_by(records::Transaction&, Entity const&, Field const& field, std::string const& text);

}
