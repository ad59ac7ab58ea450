#pragma once

#include "api/call.h"
#include "api/server_api.h"
#include "model/schema.h"

// What the calls for custom fields and objects have in common: their input, what is taken away for a time, and telling
// everybody.
namespace kontor::api {

[[noreturn]] void invalid(std::string field, std::string code, std::string message);
void demand_name(std::string const& name); // x_ and small letters, digits, underscores
std::string demand_text(std::string const& path, Json const&);
OwnedLabel read_label(std::string const& path, Json const&); // a string or {"en","ru"}
std::vector<ChoiceOption> read_choices(std::string const& path, Json const&);

// What was taken away and can be brought back: it has left the Schema, its columns and tables are still there.
struct Retired {
    std::string name; // "accounts.x_risk", or "x_projects" for an object
    std::string at;   // RFC 3339
    Customisation what;
};
std::vector<Retired> retired(db::Connection&);
Retired find_retired(Call const&, std::string const& name); // 404 when there is none
void keep_retired(records::Transaction&, std::string const& name, Customisation const&);
void forget_retired(records::Transaction&, std::string const& name);

void announce(Call const&, Rooms&); // meta.changed
void audit(Call const&, std::string_view event, std::string_view entity, std::string_view name);
std::string field_answer(Call const&, std::string_view plural); // the collection's meta as it is now

}
