#pragma once

#include "base/json.h"
#include "base/utf8.h"
#include "model/schema.h"
#include "records/actor.h"
#include "records/input.h"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// How the columns of a file become records (API.md 10).
struct ColumnMapping {
    enum class Missing { create, empty, reject };

    std::string header;
    Field const* field = nullptr;
    int address_part = -1;
    bool is_id = false;              // the record's own id, for matching
    std::vector<Field const*> match; // link columns: the target's fields
    Missing missing = Missing::reject;
    std::map<std::string, std::optional<std::string>> values; // cells translated before anything else
    std::string split;                                        // many values in one cell
    std::string otherwise;                                    // for an empty cell
    std::string date;
    Decimal scale = Decimal::from_whole(1); // "scale": 100 makes a fraction a percentage
};

struct ImportMapping {
    enum class OnMatch { update, skip, reject };

    EntityInfo const* entity = nullptr;
    std::string delimiter = "auto";
    std::optional<Encoding> encoding;
    std::string quote = "\"";
    std::string date = "YYYY-MM-DD";
    char decimal = 0; // 0: guessed
    bool has_header = true;
    std::size_t skip_lines = 0;
    std::string unquoted_column; // its header: whoever wrote the file put no quotes around its delimiters
    bool strips_apostrophes = true;
    std::map<std::string, std::optional<Json>> columns; // header to its mapping as sent; null: ignored knowingly
    bool takes_others_by_name = false;
    Json set;
    std::vector<std::string> match;
    OnMatch on_match = OnMatch::update;

    // Throws Problem with the path of what does not fit.
    static ImportMapping from_json(Json const&, Schema const&, Actor const&);
    // Without a mapping: columns whose header equals a field's name.
    static ImportMapping by_name(EntityInfo const&);
};

// The mapping laid over the headers of one file.
struct MappedColumns {
    std::vector<std::optional<ColumnMapping>> columns; // by position
    std::vector<std::string> ignored;                  // headers that nothing was said about
};
MappedColumns map_columns(ImportMapping const&, std::vector<std::string> const& headers, Schema const&, Actor const&);

// For the wizard: the field that a header probably means, by name, label in either language, or common words; null when
// none.
Field const* suggest_field(EntityInfo const&, Schema const&, Actor const&, std::string_view header);

}
