#pragma once

#include "model/registry.h"
#include "records/change.h"
#include "records/writer.h"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace kontor::records {

struct RecordReference {
    std::string entity; // collection
    Id id;
    std::string title;
};

struct ActionResult {
    std::string message {}; // "Deal lost."
    std::vector<RecordReference> created {};
    std::vector<RecordReference> changed {};
    std::vector<JsonMember> more {}; // further members of the answer: { "link", ... }
};

// An action under way: the record, what the person filled in, and the one Transaction it all happens in.
class ActionCall {
public:
    ActionCall(Transaction& open_transaction, Action const& declared, Record subject, Values const& filled_in)
        : transaction(open_transaction)
        , action(declared)
        , record(std::move(subject))
        , input(filled_in)
    {
    }

    Transaction& transaction;
    Action const& action;
    Record record; // as it is before the action
    Values const& input;

    template<typename T> [[nodiscard]] std::optional<T> get(TypedField<T> const& field) const
    {
        if (auto const* found = input.find(field))
            if (auto const* value = std::get_if<T>(&found->value))
                return *value;
        return {};
    }
    // Writes the record itself through the Writer, with its rules.
    Record update(Values const& values) { return record = Writer::update(transaction, record, values); }
};

// Runs a declared action with rights, state (`when`), input checks, rules and audit. The answer as JSON without
// "record".
std::pair<Record, ActionResult> run_action(Transaction&, EntityInfo const&, Id, std::string_view action,
    Json const& body, std::optional<std::vector<std::int64_t>> const& if_versions);

// The names of the actions that the actor may start on this record now.
std::vector<std::string> allowed_actions(
    db::Connection&, Schema const&, Registry const&, Actor const&, Record const&, Instant now);

}
