#include "api/workspace_settings.h"

#include "base/problem.h"
#include "base/time.h"
#include "base/utf8.h"
#include "records/input.h"

#include <fmt/format.h>

namespace kontor::api {

records::Workspace changed_workspace(records::Workspace workspace, Json const& settings, std::string_view path)
{
    auto faults = std::vector<FieldFault> {}, wrong = std::vector<FieldFault> {};
    auto const here = std::string { path };
    for (auto const& [key, value] : *settings.as_object()) {
        auto const* text = value.as_string();
        auto const is_known
            = key == "name" || key == "currency" || key == "language" || key == "time_zone" || key == "week_starts";
        if (key == "week_starts" && value.as_whole()) {
            if (*value.as_whole() < 1 || *value.as_whole() > 7)
                wrong.push_back({ here + key, "too_large", "The first day of the week is 1 (Monday) to 7 (Sunday)." });
            workspace.week_starts = static_cast<int>(*value.as_whole());
        } else if (!text)
            faults.push_back({ here + key, is_known ? "wrong_type" : "unknown_field",
                is_known ? "A text is expected." : fmt::format("There is no setting \"{}\".", key) });
        else if (key == "name") {
            if (trim(*text).empty() || count_code_points(*text) > 255)
                wrong.push_back({ here + key, "required", "The workspace has a name of 1 to 255 characters." });
            workspace.name = trim(*text);
        } else if (key == "currency") {
            if (!records::currency_digits(*text))
                wrong.push_back({ here + key, "no_such_choice", "A currency is an ISO 4217 code like EUR." });
            workspace.currency = *text;
        } else if (key == "language") {
            if (!language_by_code(*text))
                wrong.push_back({ here + key, "no_such_choice", "The language is en or ru." });
            workspace.language = language_by_code(*text).value_or(workspace.language);
        } else if (key == "time_zone") {
            if (!TimeZone::find(*text))
                wrong.push_back({ here + key, "no_such_choice", "A time zone is an IANA name like Europe/Berlin." });
            workspace.time_zone = *text;
        } else
            faults.push_back({ here + key, "unknown_field", fmt::format("There is no setting \"{}\".", key) });
    }
    if (!faults.empty())
        throw Problem::bad_request(std::move(faults));
    if (!wrong.empty())
        throw Problem::invalid(std::move(wrong));
    return workspace;
}

}
