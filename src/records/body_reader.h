#pragma once

#include "records/input.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

// What the files behind input.h share. Nobody else includes this: input.h is the door.
namespace kontor::records {

inline constexpr std::size_t links_of_a_field_max = 1'000;
inline constexpr std::size_t lines_of_a_parent_max = 1'000;

// Reads the members of one body, and of the lines inside it, into Values; gathers the faults of all of them.
class BodyReader {
public:
    BodyReader(Schema const& schema, Actor const& actor, Faults& faults)
        : m_schema(schema)
        , m_actor(actor)
        , m_faults(faults)
    {
    }

    // `path` stands before every name in a fault: "operations[3].".
    void read(Json const& body, EntityInfo const&, std::string const& path, Values&);

private:
    void read_member(std::string const& name, Json const&, EntityInfo const&, std::string const& path, Values&);
    void read_field(Field const&, Json const&, std::string const& path, Values&);
    void read_lines(Relation const&, Json const&, std::string const& path, Values&);
    void read_line_list(LinesEdit&, Field const& parent, Json const&, std::string const& path, bool needs_id);
    void read_line(
        LinesEdit&, Field const& parent, Json const&, std::string const& path, std::size_t position, bool needs_id);
    void reject_unknown(std::string const& name, EntityInfo const&, std::string const& path);
    [[nodiscard]] bool may_write(EntityInfo const&, Field const&) const;

    Schema const& m_schema;
    Actor const& m_actor;
    Faults& m_faults;
};

void reject_shape(Faults&, std::string path, std::string_view code, std::string message);
void reject_meaning(Faults&, std::string path, std::string_view code, std::string message,
    std::vector<std::pair<std::string, std::string>> params = {});
void reject_type(Faults&, std::string path, std::string message);

// "Did you mean ...": the nearest of the names, or nothing when none is near.
std::string nearest_name(std::string_view wrong, std::vector<std::string_view> const& names);

// As read_value and check_value of input.h; columns of many-to-many links have a definition, and no Field.
bool read_value(Json const&, FieldDefinition const&, Schema const&, std::string const& path, Value& out, Faults&);
void check_value(FieldDefinition const&, Value&, std::string const& path, Faults&);

// "-12.5"; tells too many digits from too large an amount.
std::optional<Decimal> read_decimal_text(std::string_view text, std::string const& path, Faults&);

// The id of a record, as a string or as the {"id": ...} of an answer; nothing, and a fault, when it is neither.
std::optional<Id> read_id(Json const&, std::string const& path, Faults&);
// {"entity": "deals", "id": "17"}. An empty id when `json` is null.
struct AnyRecord {
    std::string entity;
    Id id;
};
std::optional<AnyRecord> read_any_record(Json const&, Schema const&, Actor const*, std::string const& path, Faults&);
// A list that replaces, or {"add", "remove", "update"}.
std::optional<LinksEdit> read_links(Json const&, Field const&, Schema const&, std::string const& path, Faults&);

// "first", "last", {"before": id} or {"after": id}.
std::optional<Place> read_place(Json const&, std::string const& path, Faults&);

ChoiceOption const* find_choice(FieldDefinition const&, std::string_view value);
std::string choice_sentence(FieldDefinition const&, std::string_view wrong);

// Formats that a person writes by hand. Each answers true when the text can be what the field says.
bool is_email_address(std::string_view);
bool is_web_address(std::string_view);
bool is_phone_number(std::string_view);

}
