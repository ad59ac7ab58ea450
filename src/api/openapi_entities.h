#pragma once

#include "api/openapi_parts.h"
#include "model/registry.h"
#include "model/schema.h"
#include "records/actor.h"

#include <string>
#include <vector>

namespace kontor::api {

// Schemas of one entity's records as the reader may read and write them, added to the components.
class RecordSchemas {
public:
    RecordSchemas(Schema const& schema, records::Actor const& actor, JsonObject& schemas)
        : m_schema(schema)
        , m_actor(actor)
        , m_schemas(schemas)
    {
    }
    // "Deal", "DealPage", "DealInput"; where something must be sent, "DealCreate"; of lines, "DealLineInParent".
    void add(EntityInfo const&);
    void add_input(std::string const& name, std::vector<Field const*> const& fields); // of an action

    // What a creation takes: "DealCreate", or "DealInput" where nothing must be sent.
    [[nodiscard]] std::string create_schema(EntityInfo const&) const;

    [[nodiscard]] static std::string name_of(EntityInfo const& entity) { return type_name(entity.singular); }

private:
    [[nodiscard]] Json readable(FieldDefinition const&) const;
    [[nodiscard]] Json writable(FieldDefinition const&) const;
    [[nodiscard]] Json with_label(Json, FieldDefinition const&) const;
    [[nodiscard]] JsonObject writable_fields(EntityInfo const&, std::string_view without) const;
    [[nodiscard]] Json lines_schema(EntityInfo const& lines) const;

    Schema const& m_schema;
    records::Actor const& m_actor;
    JsonObject& m_schemas;
};

// The calls of one collection that the reader's rights allow.
void add_entity_calls(Paths&, RecordSchemas&, Schema const&, Registry const&, records::Actor const&, EntityInfo const&);
// Search, Today, the stream, reports, jobs, imports and exports.
void add_work_calls(Paths&, Schema const&, Registry const&, records::Actor const&);
// Session, meta, files, administration, health, and the above.
void add_fixed_calls(Paths&, Schema const&, Registry const&, records::Actor const&);

}
