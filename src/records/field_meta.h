#pragma once

#include "base/json.h"
#include "records/store.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// The type as the contract's table has it: a currency is a text of the format "currency" (API.md 1).
std::string_view wire_type(FieldType);
// Operators of the filter language that go with a field, as meta names them; "null" stands for `= null` and `!= null`.
std::vector<std::string_view> filter_operators(FieldType);
bool is_sortable(FieldType);

// Writes fields as meta describes them. Keys that are false, null or empty are left out, but for `write`.
class FieldMeta {
public:
    FieldMeta(Reading& reading, JsonWriter& json) : m_reading(reading), m_json(json) { }

    void write(EntityInfo const&, Field const&);
    void write_input(Field const&); // of an action

private:
    void write_common(Field const&);
    void write_rules(FieldDefinition const&);
    void write_default(Field const&);
    void write_choices(std::vector<ChoiceOption> const&);
    void write_target(Field const&);
    void write_columns(std::vector<FieldDefinition> const&);
    // The records of a short administered list as choices; empty when there are too many, or none to be seen.
    std::string const& choices_of(EntityInfo const& keyed);
    void append_choice(JsonWriter&, Record const&) const;

    Reading& m_reading;
    JsonWriter& m_json;
    std::map<EntityInfo const*, std::string> m_keyed_choices;
};

}
