#pragma once

#include "tests/support/random_house.h"

#include <string>
#include <vector>

namespace kontor::test {

// A filter as a tree that can be made smaller. What stands inside any(...) speaks of another entity and stays there.
struct RandomFilter {
    std::string leaf {};  // "name : \"elka\""; empty when it has children
    std::string joint {}; // "AND", "OR", "NOT", or "any(contacts"
    std::vector<RandomFilter> children {};

    [[nodiscard]] std::string text() const;
    // Filters with one part less, the boldest first.
    [[nodiscard]] std::vector<RandomFilter> smaller() const;
};

// Filters over the house's accounts, from the whole grammar of API.md 4: every kind of field with every operator that
// the contract gives it, paths over links of all kinds, any(...), times relative and absolute.
class RandomFilterMaker {
public:
    // Speaks only of fields that the actor may see: the others are unknown to him.
    RandomFilterMaker(std::uint64_t seed, RandomHouse const& house, records::Actor const& actor)
        : m_dice(seed)
        , m_house(house)
        , m_actor(actor)
    {
    }

    RandomFilter make() { return tree(m_house.subject(), 0); }

private:
    RandomFilter tree(EntityInfo const&, int depth);
    std::string leaf(EntityInfo const&, std::string const& path, int steps);
    std::string relation_leaf(Relation const&, std::string const& path);
    std::string field_leaf(Field const&, std::string const& path);
    std::string text_leaf(std::string const& path, FieldType);
    std::string compared(std::string const& path, std::string (RandomFilterMaker::*value)(), bool has_order);
    std::string whole_value();
    std::string decimal_value();
    std::string day_value();
    std::string instant_value();
    std::string spans(bool of_instants);
    std::string id_value(EntityInfo const&);
    std::string text_of(FieldType);

    Dice m_dice;
    RandomHouse const& m_house;
    records::Actor const& m_actor;
};

}
