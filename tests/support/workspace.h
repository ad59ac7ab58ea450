#pragma once

#include "api/sessions.h"
#include "db/database_fixture.h"
#include "model/registry.h"
#include "records/action.h"
#include "records/store.h"
#include "tests/support/temporary_folder.h"

#include <map>
#include <string>
#include <string_view>

namespace kontor::test {

// A workspace as a company has it on its first day, without the doors: all modules, their seeds, a clock that stands
// still at 09:00 on Monday, 23 November 2026, UTC. With KONTOR_TEST_POSTGRESQL it lives there, else in SQLite.
class Workspace {
public:
    explicit Workspace(Language language = Language::en);

    FixedClock clock;
    [[nodiscard]] records::Store& store() { return *m_store; }
    [[nodiscard]] EntityInfo const& info(Entity const& entity) { return m_store->schema()->of(entity); }

    // A colleague with a role, in the root department unless said otherwise; he can be asked to do things at once.
    Id hire(std::string_view name, std::string_view role, Id department = {});
    [[nodiscard]] records::Actor as(Id user);
    [[nodiscard]] records::Actor kontor() { return records::Actor::system(); }

    // With the rights and in the name of the actor.
    Record create(records::Actor const&, Entity const&, Values const&);
    Record update(records::Actor const&, Record const&, Values const&);
    Record remove(records::Actor const&, Record const&);
    Record restore(records::Actor const&, Record const&);
    records::ActionResult act(
        records::Actor const&, Record const&, std::string_view action, std::string_view json = "{}");
    // What a body of the API would set: { "name": "Acme", "tags": [...] }.
    Record create_from(records::Actor const&, Entity const&, std::string_view json);
    Record update_from(records::Actor const&, Record const&, std::string_view json);

    // The record as it is now, whoever asks.
    Record now(Record const&);
    Record keyed(Entity const&, std::string_view key);
    std::vector<Record> all(Entity const&, std::string_view filter = {});
    std::string report(records::Actor const&, std::string_view name, std::map<std::string, std::string> parameters);
    std::string today(records::Actor const&);
    std::vector<std::string> warnings; // of the last write

private:
    Registry m_registry;
    TemporaryFolder m_folder; // the key of the audit chain
    db::FreshDatabase m_database;
    std::unique_ptr<records::Store> m_store;
    std::unique_ptr<api::Sessions> m_sessions;
};

// The codes of what was refused, in the order of the fields: "account: account_required, amount: required_when_won", or
// the problem's own code when no field is to blame; empty when nothing was refused.
std::string refusal(std::function<void()> const& attempt);

}
