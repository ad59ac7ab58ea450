#include "api/admin_api.h"
#include "api/customisation.h"
#include "records/audit.h"

#include <fmt/format.h>

namespace kontor::api {

namespace {

void read_object_label(Json const& json, std::optional<OwnedLabel>& one, std::optional<OwnedLabel>& many)
{
    for (auto const& [form, text] : *json.as_object())
        if (form == "one")
            one = read_label("label.one", text);
        else if (form == "many")
            many = read_label("label.many", text);
        else
            throw Problem::bad_request({ { "label." + form, "unknown_field", "A label has one and many." } });
}

}

http::Response create_entity(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const body = call.body();
    auto custom = CustomEntity {};
    auto one = std::optional<OwnedLabel> {}, many = std::optional<OwnedLabel> {};
    for (auto const& [key, value] : *body.as_object()) {
        if (key == "name")
            custom.plural = demand_text("name", value);
        else if (key == "singular")
            custom.singular = demand_text("singular", value);
        else if (key == "icon")
            custom.icon = demand_text("icon", value);
        else if (key == "label" && value.as_object())
            read_object_label(value, one, many);
        else if (key == "traits" && value.as_array())
            continue; // every custom object is owned, and has a timeline, documents and comments
        else
            throw Problem::bad_request(
                { { key, "unknown_field", fmt::format("\"{}\" does not fit an object.", key) } });
    }
    demand_name(custom.plural);
    if (custom.singular.empty())
        custom.singular = custom.plural + "_item";
    demand_name(custom.singular);
    custom.label_one = one.value_or(OwnedLabel {});
    custom.label_many = many.value_or(OwnedLabel {});
    if (custom.label_one.en.empty())
        custom.label_one.en = custom.singular.substr(2);
    if (custom.label_many.en.empty())
        custom.label_many.en = custom.plural.substr(2);
    if (call.schema().find(custom.plural) || call.schema().find_singular(custom.singular)
        || custom.plural == custom.singular)
        invalid("name", "not_unique", "There is an object of this name already.");
    if (call.schema().customisation().entities.size() >= 100)
        invalid("name", "too_many", "A workspace has at most 100 objects of its own.");
    if (call.flag("dry_run"))
        return ok(fmt::format("{{\"creates\":{{\"table\":\"{}\"}},\"dry_run\":true}}", custom.plural));
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        wanted.entities.push_back(custom);
        return wanted;
    });
    audit(call, "object_created", custom.plural, custom.label_many.en);
    announce(call, rooms);
    auto response = no_store(http::Response::json(201, field_answer(call, custom.plural)));
    response.with_header("Location", "/api/v1/meta/" + custom.plural);
    return response;
}

namespace {

void demand_object(Call const& call, std::string const& plural)
{
    auto const* entity = call.schema().find(plural);
    if (!entity)
        throw Problem::not_found();
    if (!entity->is_custom)
        throw Problem::forbidden("Built-in collections stay as they are; a role can hide them.");
}

}

http::Response update_entity(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    call.demand_right("schema");
    auto const plural = call.path_parameter("entities");
    demand_object(call, plural);
    auto const body = call.body();
    auto one = std::optional<OwnedLabel> {}, many = std::optional<OwnedLabel> {};
    auto icon = std::optional<std::string> {};
    for (auto const& [key, value] : *body.as_object())
        if (key == "icon")
            icon = demand_text("icon", value);
        else if (key == "label" && value.as_object())
            read_object_label(value, one, many);
        else
            throw Problem::bad_request(
                { { key, "unknown_field", "The label and the icon of an object can be changed." } });
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        for (auto& object : wanted.entities)
            if (object.plural == plural) {
                object.label_one = one.value_or(object.label_one);
                object.label_many = many.value_or(object.label_many);
                object.icon = icon.value_or(object.icon);
            }
        return wanted;
    });
    audit(call, "object_changed", plural, plural);
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

http::Response delete_entity(Call const& call, Rooms& rooms)
{
    call.allow_parameters({ "dry_run" });
    call.demand_right("schema");
    auto const plural = call.path_parameter("entities");
    demand_object(call, plural);
    auto const singular = call.schema().find(plural)->singular;
    for (auto const& field : call.schema().customisation().fields)
        if (field.entity != plural && field.definition.target == singular)
            throw Problem::conflict("in_use",
                fmt::format("{}.{} leads here. Take that field away first.", field.entity, field.definition.name));
    if (call.flag("dry_run"))
        return ok(fmt::format("{{\"removes\":{{\"object\":\"{}\"}},\"dry_run\":true}}", plural));
    auto taken = Customisation {};
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        taken = {};
        std::erase_if(wanted.entities, [&](CustomEntity const& object) {
            if (object.plural == plural)
                taken.entities.push_back(object);
            return object.plural == plural;
        });
        std::erase_if(wanted.fields, [&](CustomField const& field) {
            if (field.entity == plural)
                taken.fields.push_back(field);
            return field.entity == plural;
        });
        return wanted;
    });
    call.store.write(call.actor, [&](records::Transaction& transaction) {
        keep_retired(transaction, plural, taken);
        records::write_audit(transaction, "object_removed", plural, {}, plural, "[]");
    });
    announce(call, rooms);
    return ok("{}");
}

http::Response restore_entity(Call const& call, Rooms& rooms)
{
    call.allow_parameters({});
    call.demand_right("schema");
    auto const plural = call.path_parameter("entities");
    auto const kept = find_retired(call, plural);
    call.store.customise(call.actor, [&](Customisation const& present) {
        auto wanted = present;
        wanted.entities.insert(wanted.entities.end(), kept.what.entities.begin(), kept.what.entities.end());
        wanted.fields.insert(wanted.fields.end(), kept.what.fields.begin(), kept.what.fields.end());
        return wanted;
    });
    call.store.write(call.actor, [&](records::Transaction& transaction) {
        forget_retired(transaction, plural);
        records::write_audit(transaction, "object_restored", plural, {}, plural, "[]");
    });
    announce(call, rooms);
    return ok(field_answer(call, plural));
}

}
