#pragma once

#include "base/json.h"
#include "base/problem.h"
#include "model/record.h"
#include "records/actor.h"

#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// A body's values for one record. Faults of shape (unknown field, wrong type, read-only, the same field twice) are
// gathered and thrown together as 400 bad_request; faults of meaning (too long, no such day, bad characters) as 422
// invalid; both: 400. Names are looked up with the actor's rights: a hidden field is an unknown one.
Values read_values(Json const& body, EntityInfo const&, Schema const&, Actor const&, std::string_view path = {});

// The input of an action; `fields` are its declared inputs. The record has no Schema: values by field.
Values read_input(Json const& body, std::vector<Field const*> const& fields, Schema const&, std::string_view action);

// One value from JSON, with the same faults (appended with `path`). False when there was a fault.
struct Faults {
    std::vector<FieldFault> shape;   // 400
    std::vector<FieldFault> meaning; // 422
    [[nodiscard]] bool is_empty() const { return shape.empty() && meaning.empty(); }
    void throw_if_any() const;
};
bool read_value(Json const&, Field const&, Schema const&, std::string const& path, Value& out, Faults&);

// One value from the text of a cell (CSV): decimal sign and day format as the mapping says. Empty text is an empty
// value. Of links only ids and keys are read: an import looks titles up itself.
struct CellFormat {
    std::string date = "YYYY-MM-DD";
    char decimal = '.';
};
bool read_cell(std::string_view text, Field const&, Schema const&, CellFormat const&, std::string const& path,
    Value& out, Faults&);

// Rules of one value that hold wherever it comes from: length, characters, range, choices, formats of e-mail, URL,
// phone, currency, country. Appends to `faults.meaning`; may tidy the value (white space alone becomes empty).
void check_value(Field const&, Value&, std::string const& path, Faults&);

// ISO 4217: the digits after the point of an amount in this currency; nothing for an unknown code.
std::optional<int> currency_digits(std::string_view code);
bool is_country(std::string_view code); // ISO 3166-1 alpha-2

// A value as JSON text (records, audit) and as the text of a CSV cell (API.md 10), in which text is spreadsheet_safe.
void append_json(std::string& out, Field const&, Value const&, int money_digits = 2);
std::string cell_text(Field const&, Value const&, int money_digits = 2);

// Text that a spreadsheet would take for a formula gets one apostrophe more, which import strips again (API.md 10).
std::string spreadsheet_safe(std::string_view text);
std::string_view without_spreadsheet_guard(std::string_view text);

}
