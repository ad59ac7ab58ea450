#include "api/records_api.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

namespace kontor::api {

http::Response list_comments(Call const& call)
{
    call.allow_parameters({ "page_size", "page_token" });
    auto const& entity = call.entity();
    auto const id = call.id();
    auto query = records::ListQuery {};
    query.filter = fmt::format("about = \"{}\"", id.value);
    query.order_by = "id desc";
    query.page_size = static_cast<int>(call.whole("page_size", 0, 500).value_or(50));
    query.page_token = call.text("page_token");
    return call.read([&](records::Reading& reading) {
        auto reader = records::Reader { reading };
        if (reader.visible(entity, { id }).empty())
            throw Problem::not_found();
        return ok(reader.list(*reading.schema.find("comments"), query).json);
    });
}

http::Response add_comment(Call const& call)
{
    call.allow_parameters({});
    auto const& entity = call.entity();
    auto const id = call.id();
    auto body = call.body();
    body.set("about", JsonObject { { "entity", entity.plural }, { "id", id.to_string() } });
    auto const& comments = *call.schema().find("comments");
    auto const values = records::read_values(body, comments, call.schema(), call.actor);
    return call.write([&](records::Transaction& transaction) {
        // Whoever sees a record may say something about it.
        if (!records::reaches(
                transaction.connection(), transaction.schema(), transaction.actor(), entity, id, records::Right::read))
            throw Problem::not_found();
        auto const comment = records::Writer::create(transaction, comments, values, records::Writer::Authority::engine);
        return record_answer(transaction, comments, comment.id, {}, 201);
    });
}

}
