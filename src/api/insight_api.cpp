#include "api/insight_api.h"

#include "records/report.h"
#include "records/search.h"

namespace kontor::api {

http::Response get_search(Call const& call, Rooms&)
{
    call.allow_parameters({ "q", "entities", "limit" });
    auto const query = records::SearchQuery { call.text("q"), call.list("entities"),
        static_cast<int>(call.whole("limit", 1, 50).value_or(5)) };
    return call.read([&](records::Reading& reading) { return ok(records::search(reading, query)); });
}

http::Response get_today(Call const& call, Rooms&)
{
    call.allow_parameters({});
    return call.read([&](records::Reading& reading) { return ok(records::today(reading, call.store.registry())); });
}

http::Response get_report(Call const& call, Rooms&)
{
    auto parameters = std::map<std::string, std::string> {};
    for (auto const& [name, value] : call.request.query)
        if (name != "lang")
            parameters[name] = value;
    auto name = call.path_parameter("name");
    auto const is_csv = name.ends_with(".csv");
    if (is_csv)
        name.resize(name.size() - 4);
    return call.read(
        [&](records::Reading& reading) {
            if (!is_csv)
                return ok(records::run_report(reading, call.store.registry(), name, parameters));
            call.demand_scope("export");
            auto response = http::Response {};
            response.body = records::run_report_csv(reading, call.store.registry(), name, parameters);
            response.with_header("Content-Type", "text/csv; charset=utf-8")
                .with_header("Content-Disposition", "attachment; filename=\"" + name + ".csv\"");
            return no_store(std::move(response));
        },
        std::chrono::minutes { 10 });
}

}
