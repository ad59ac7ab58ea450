#pragma once

#include "records/read_count.h"
#include "records/reader.h"
#include "records/sql.h"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// What an answer shows of each record: fields (with narrowed links) and relations to bring along (API.md 3.1).
struct Selection {
    struct Item {
        Field const* field;
        std::vector<std::string> narrowed; // account.industry: that field of the linked record
    };
    std::vector<Item> items;
    struct Include {
        Relation const* relation;
        std::vector<std::string> nested; // includes of the included
        std::vector<std::string> fields; // narrowed fields; empty: all
        std::string name {};             // as it was asked for
    };
    std::vector<Include> includes;
    bool with_can = false;
    bool with_bin = false;
};

// Looks the names up with the reader's rights; throws Problem.
Selection select_fields(Reading&, EntityInfo const&, ListQuery const&);

// One record as text, with holes where something is filled in after all rows are read: links, titles of links to any,
// included records.
struct RenderedRow {
    Id id;
    std::int64_t version = 0;
    std::string text; // without the closing brace
    struct Hole {
        std::size_t at;
        std::size_t filler; // index into the program's fillers
        Id target;
        std::string entity;
    };
    std::vector<Hole> holes;
};

// From rows to JSON text without a value tree: columns, keys and writers are settled once per query. The right to see a
// linked record stands in the select list, so that a hidden one is absent.
class RowProgram {
public:
    RowProgram(Reading&, EntityInfo const&, Selection);

    // "t.id, t.version, ..." and the joins of titles, for records named by `t`.
    void append_columns(Sql&);
    void append_joins(Sql&) const;

    RenderedRow render(db::Rows const&) const;
    // Fills the holes of all rows, one query a filler, and closes the objects.
    void fill(std::vector<RenderedRow>&, bool is_single);

private:
    struct Cell {
        Field const* field;
        std::string key; // with quotes and colon, ready to append
        int column = 0;
        int currency_column = -1; // money
        bool has_key = false, has_visible = false, is_hidden = false;
        std::string join_alias;
        EntityInfo const* target = nullptr;
        ReadCount::Subject subject = ReadCount::Subject::none; // links: whom the title names
        std::size_t filler = 0;
    };
    struct Filler {
        enum class Kind { links, any_title, record, records, can } kind;
        Field const* field = nullptr;
        Selection::Include const* include = nullptr;
        EntityInfo const* target = nullptr;
        std::vector<std::string> fields, nested;
        std::string key;
    };
    void render_link(std::string& out, Cell const&, db::Rows const&, RenderedRow&) const;

    Reading& m_reading;
    EntityInfo const& m_entity;
    ReadCount::Subject m_subject;
    Selection m_selection;
    std::vector<Cell> m_cells;
    std::vector<Filler> m_fillers;
    int m_workspace_digits = 2;
};

// The records of these ids that the reader may see, rendered and closed, in no particular order.
std::vector<RenderedRow> render_by_ids(
    Reading&, EntityInfo const&, std::vector<Id> const&, ListQuery const&, bool is_single);

}
