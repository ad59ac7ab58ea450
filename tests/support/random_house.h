#pragma once

#include "db/database_fixture.h"
#include "records/filter_binding.h"
#include "records/store.h"
#include "tests/support/temporary_folder.h"

#include <memory>
#include <random>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::test {

// Where random tests begin: KONTOR_TEST_SEED, or always at the same place.
std::uint64_t random_seed();

// The same numbers from the same seed on every machine, which std::uniform_int_distribution does not promise.
class Dice {
public:
    explicit Dice(std::uint64_t seed) : m_engine(seed) { }

    std::size_t below(std::size_t sides) { return static_cast<std::size_t>(m_engine() % sides); }
    int between(int low, int high) { return low + static_cast<int>(below(static_cast<std::size_t>(high - low + 1))); }
    bool one_in(std::size_t sides) { return below(sides) == 0; }
    template<typename List> auto const& of(List const& list) { return list[below(std::size(list))]; }

private:
    std::mt19937_64 m_engine;
};

// A workspace of few entities, with a field of every kind, full of random records: small vocabularies, so that filters
// meet something, with the letters, signs and borders at which databases differ. Some accounts are in the bin.
class RandomHouse {
public:
    explicit RandomHouse(std::uint64_t seed);

    [[nodiscard]] records::Store& store() { return *m_store; }
    [[nodiscard]] Schema const& schema() const { return *m_store->schema(); }
    [[nodiscard]] EntityInfo const& subject() const { return *schema().find("accounts"); }
    [[nodiscard]] std::vector<Id> const& ids_of(EntityInfo const&) const;
    void add_account();

    [[nodiscard]] records::Actor administrator() const;
    [[nodiscard]] records::Actor seller() const; // sees only the accounts that are his own
    [[nodiscard]] records::BindingContext binding(records::Actor const&) const;

    // The record's id and what its fields hold, for messages.
    [[nodiscard]] std::string shown(Record const&) const;

    // Words and numbers that records hold and filters ask for.
    static std::string random_text(Dice&);
    static std::string random_phone(Dice&);
    static std::string random_email(Dice&);
    static std::string random_decimal(Dice&);
    static std::int64_t random_whole(Dice&);
    static Day random_day(Dice&);
    static Instant random_instant(Dice&);

private:
    Record add(EntityInfo const&);
    Value random_value(Field const&);
    Id random_id(EntityInfo const&);

    Dice m_dice;
    Registry m_registry;
    FixedClock m_clock;
    TemporaryFolder m_folder;
    db::FreshDatabase m_database;
    std::unique_ptr<records::Store> m_store;
    std::vector<std::pair<std::string, std::vector<Id>>> m_ids; // by collection
};

}
