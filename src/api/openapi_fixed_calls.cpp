#include "api/openapi_entities.h"

namespace kontor::api {

namespace {

void add_session_calls(Paths& paths)
{
    auto const tag = std::string { "Session" };
    auto token
        = object_of({ { "id", schema_ref("Id") }, { "name", typed("string") }, { "scopes", array_of(typed("string")) },
                        { "expires_on", text_schema() }, { "token", text_schema() } },
            { "id", "name" });
    auto workspace = object_of({ { "name", typed("string") }, { "currency", typed("string") },
        { "language", typed("string") }, { "time_zone", typed("string") } });
    auto signed_in = object_of(
        { { "user", schema_ref("Me") }, { "token", text_schema() }, { "expires_at", typed("string") } }, { "user" });
    paths.add({ .method = "post",
        .path = "/session",
        .id = "sign_in",
        .tag = tag,
        .summary = "Sign in",
        .body
        = closed_object_of({ { "email", typed("string") }, { "password", typed("string") } }, { "email", "password" }),
        .answer = signed_in,
        .problems = { 401, 403, 429 },
        .is_open = true });
    paths.add({ .method = "get",
        .path = "/session",
        .id = "who_am_i",
        .tag = tag,
        .summary = "Who is signed in",
        .answer = object_of({ { "user", schema_ref("Me") }, { "workspace", workspace }, { "via", typed("string") } },
            { "user", "workspace" }) });
    paths.add({ .method = "delete",
        .path = "/session",
        .id = "sign_out",
        .tag = tag,
        .summary = "Sign out",
        .answer = schema_ref("EmptyAnswer") });
    paths.add({ .method = "post",
        .path = "/session/password",
        .id = "change_password",
        .tag = tag,
        .summary = "Change one's password",
        .description = "Ends all other sessions.",
        .body = closed_object_of({ { "old", typed("string") }, { "new", typed("string") } }, { "old", "new" }),
        .answer = schema_ref("EmptyAnswer") });
    paths.add({ .method = "post",
        .path = "/session/step_up",
        .id = "step_up",
        .tag = tag,
        .summary = "Give one's password again",
        .description = "What was refused with step_up_required goes on. Not for API tokens.",
        .body = closed_object_of({ { "password", typed("string") } }, { "password" }),
        .answer = schema_ref("EmptyAnswer") });
    paths.add({ .method = "get",
        .path = "/sessions",
        .id = "list_sessions",
        .tag = tag,
        .summary = "List one's sessions",
        .answer = object_of({ { "items", array_of(typed("object")) } }, { "items" }) });
    paths.add({ .method = "delete",
        .path = "/sessions/{id}",
        .id = "end_session",
        .tag = tag,
        .summary = "End one of one's sessions",
        .answer = schema_ref("EmptyAnswer"),
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/tokens",
        .id = "list_tokens",
        .tag = tag,
        .summary = "List one's API tokens",
        .answer = object_of({ { "items", array_of(token) } }, { "items" }) });
    paths.add({ .method = "post",
        .path = "/tokens",
        .id = "create_token",
        .tag = tag,
        .summary = "Make an API token",
        .description = "The secret is in this answer once and never again.",
        .body = closed_object_of({ { "name", typed("string") },
                                     { "scopes", array_of(enum_of({ "read", "write", "export", "admin", "metrics" })) },
                                     { "entities", array_of(typed("string")) }, { "expires_on", text_schema() } },
            { "name", "scopes" }),
        .status = 201,
        .answer = token,
        .answer_headers = { "Location" } });
    paths.add({ .method = "delete",
        .path = "/tokens/{id}",
        .id = "delete_token",
        .tag = tag,
        .summary = "Take an API token back",
        .answer = schema_ref("EmptyAnswer"),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = "/setup",
        .id = "set_up",
        .tag = tag,
        .summary = "Make the first administrator",
        .description = "By the one-time link of the first start; once there is an administrator this is 404.",
        .body
        = closed_object_of({ { "token", typed("string") }, { "name", typed("string") }, { "email", typed("string") },
                               { "password", typed("string") }, { "workspace", workspace } },
            { "token", "name", "email", "password" }),
        .answer = signed_in,
        .problems = { 404, 429 },
        .is_open = true });
    paths.add({ .method = "post",
        .path = "/welcome",
        .id = "show_welcome",
        .tag = tag,
        .summary = "Whose one-time link this is",
        .description
        = "Does not use the link. 422 link_ended for one that was used, expired, or belongs to nobody any more.",
        .body = closed_object_of({ { "token", typed("string") } }, { "token" }),
        .answer = object_of({ { "name", typed("string") }, { "email", typed("string") },
                                { "purpose", enum_of({ "invitation", "password_reset" }) },
                                { "workspace", typed("string") }, { "expires_at", typed("string") } },
            { "name", "email", "purpose", "workspace", "expires_at" }),
        .problems = { 422 },
        .is_open = true });
    paths.add({ .method = "post",
        .path = "/welcome/password",
        .id = "accept_welcome",
        .tag = tag,
        .summary = "Set a password by a one-time link, and sign in",
        .description = "Uses the link and ends the person's other sessions.",
        .body
        = closed_object_of({ { "token", typed("string") }, { "password", typed("string") } }, { "token", "password" }),
        .answer = signed_in,
        .problems = { 422 },
        .is_open = true });
}

void add_customisation_calls(Paths& paths)
{
    auto const tag = std::string { "Meta" };
    auto const object_label
        = object_of({ { "one", schema_ref("TextInLanguages") }, { "many", schema_ref("TextInLanguages") } });
    auto const field_path = std::string { "/meta/{entities}/fields/{name}" };
    paths.add({ .method = "post",
        .path = "/meta/entities",
        .id = "create_custom_entity",
        .tag = tag,
        .summary = "Add a custom object",
        .parameters = { "dry_run", "Idempotency-Key" },
        .body
        = closed_object_of({ { "name", typed("string") }, { "singular", typed("string") }, { "label", object_label },
                               { "icon", typed("string") }, { "traits", array_of(typed("string")) } },
            { "name", "singular" }),
        .status = 201,
        .answer = typed("object"),
        .answer_headers = { "Location" } });
    paths.add({ .method = "post",
        .path = "/meta/{entities}/fields",
        .id = "create_custom_field",
        .tag = tag,
        .summary = "Add a custom field",
        .parameters = { "dry_run", "Idempotency-Key" },
        .body = schema_ref("CustomFieldInput"),
        .status = 201,
        .answer = typed("object"),
        .answer_headers = { "Location" },
        .problems = { 404 } });
    paths.add({ .method = "patch",
        .path = field_path,
        .id = "update_field",
        .tag = tag,
        .summary = "Change a custom field, or label, help, required and choices of a built-in one",
        .body = schema_ref("CustomFieldInput"),
        .answer = typed("object"),
        .problems = { 404 } });
    paths.add({ .method = "delete",
        .path = field_path,
        .id = "delete_custom_field",
        .tag = tag,
        .summary = "Take a custom field away",
        .description = "Its values are kept for 30 days.",
        .parameters = { "dry_run" },
        .answer = typed("object"),
        .problems = { 404 } });
    paths.add({ .method = "post",
        .path = field_path + "/restore",
        .id = "restore_custom_field",
        .tag = tag,
        .summary = "Bring a custom field back with its values",
        .answer = typed("object"),
        .problems = { 404 } });
    auto const object_path = std::string { "/meta/{entities}" };
    paths.add({ .method = "get",
        .path = "/meta/entities",
        .id = "list_custom_entities",
        .tag = tag,
        .summary = "List custom objects in all languages, with those that were taken away",
        .answer = object_of({ { "items", array_of(typed("object")) } }, { "items" }) });
    paths.add({ .method = "patch",
        .path = object_path,
        .id = "update_custom_entity",
        .tag = tag,
        .summary = "Change label and icon of a custom object",
        .body = closed_object_of({ { "label", object_label }, { "icon", typed("string") } }, {}),
        .answer = typed("object"),
        .problems = { 404 } });
    paths.add({ .method = "delete",
        .path = object_path,
        .id = "delete_custom_entity",
        .tag = tag,
        .summary = "Take a custom object away",
        .description = "Its records are kept and come back with it. 409 in_use while a field leads to it.",
        .parameters = { "dry_run" },
        .answer = typed("object"),
        .problems = { 404, 409 } });
    paths.add({ .method = "post",
        .path = object_path + "/restore",
        .id = "restore_custom_entity",
        .tag = tag,
        .summary = "Bring a custom object back with its records",
        .answer = typed("object"),
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/meta/{entities}/fields",
        .id = "list_fields",
        .tag = tag,
        .summary = "List the fields of a collection in all languages, with those that were taken away",
        .answer = object_of({ { "items", array_of(typed("object")) } }, { "items" }),
        .problems = { 404 } });
}

void add_meta_calls(Paths& paths, records::Actor const& actor)
{
    auto const tag = std::string { "Meta" };
    paths.add({ .method = "get",
        .path = "/meta",
        .id = "get_meta",
        .tag = tag,
        .summary = "What there is for this reader: entities, fields, actions, views",
        .parameters = { "If-None-Match" },
        .answer = typed("object"),
        .answer_headers = { "ETag" } });
    paths.add({ .method = "get",
        .path = "/meta/{entities}",
        .id = "get_entity_meta",
        .tag = tag,
        .summary = "What there is of one collection",
        .parameters = { "If-None-Match" },
        .answer = typed("object"),
        .answer_headers = { "ETag" },
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/openapi.json",
        .id = "get_openapi",
        .tag = tag,
        .summary = "This document",
        .parameters = { "If-None-Match" },
        .answer = typed("object"),
        .answer_headers = { "ETag" } });
    if (!actor.has_right("schema"))
        return;
    add_customisation_calls(paths);
}

void add_file_calls(Paths& paths)
{
    auto const tag = std::string { "Files" };
    auto const bytes = Json { JsonObject { { "type", "string" }, { "contentEncoding", "binary" } } };
    paths.add({ .method = "post",
        .path = "/files",
        .id = "upload_file",
        .tag = tag,
        .summary = "Upload a file",
        .description
        = "The bytes as they are; the type comes from content and name. Unless attached within a day it is swept.",
        .own_parameters = { text_parameter("name", "The name of the file.", true) },
        .body = bytes,
        .body_type = "application/octet-stream",
        .status = 201,
        .answer = schema_ref("FileValue"),
        .answer_headers = { "Location" } });
    paths.add({ .method = "get",
        .path = "/files/{id}",
        .id = "describe_file",
        .tag = tag,
        .summary = "Describe a file",
        .answer = schema_ref("FileValue"),
        .problems = { 404 } });
    paths.add({ .method = "get",
        .path = "/files/{id}/content",
        .id = "download_file",
        .tag = tag,
        .summary = "Download a file",
        .own_parameters
        = { query_parameter("inline", "To be shown rather than saved: images, PDF, plain text.", typed("boolean")) },
        .answer = bytes,
        .answer_type = "application/octet-stream",
        .answer_headers = { "ETag" },
        .problems = { 404 } });
}

void add_administration_calls(Paths& paths, Schema const& schema, records::Actor const& actor)
{
    auto const tag = std::string { "Administration" };
    auto const workspace
        = object_of({ { "name", typed("string") }, { "currency", typed("string") }, { "language", typed("string") },
            { "time_zone", typed("string") }, { "week_starts", JsonObject { { "type", "integer" } } } });
    paths.add({ .method = "get",
        .path = "/workspace",
        .id = "get_workspace",
        .tag = tag,
        .summary = "Read the settings of the workspace",
        .answer = workspace });
    if (actor.is_administrator())
        paths.add({ .method = "patch",
            .path = "/workspace",
            .id = "update_workspace",
            .tag = tag,
            .summary = "Change the settings of the workspace",
            .body = workspace,
            .answer = workspace });
    paths.add({ .method = "get",
        .path = "/preferences",
        .id = "get_preferences",
        .tag = tag,
        .summary = "Read one's preferences",
        .answer = typed("object") });
    paths.add({ .method = "patch",
        .path = "/preferences",
        .id = "update_preferences",
        .tag = tag,
        .summary = "Change one's preferences",
        .description = "Merge patch: any JSON under dotted keys, 64 KiB in all.",
        .body = typed("object"),
        .answer = typed("object") });
    auto const* users = schema.find("users");
    if (users && actor.level(schema, *users, records::Right::update) != records::Level::none) {
        auto const link = object_of({ { "link", typed("string") } });
        paths.add({ .method = "post",
            .path = "/users/{id}/invite",
            .id = "invite_user",
            .tag = tag,
            .summary = "Make a one-time link to come in",
            .answer = link,
            .problems = { 404 } });
        paths.add({ .method = "post",
            .path = "/users/{id}/reset_password",
            .id = "reset_password",
            .tag = tag,
            .summary = "Make a one-time link to a new password",
            .answer = link,
            .problems = { 404 } });
    }
    if (actor.has_right("audit"))
        paths.add({ .method = "get",
            .path = "/audit",
            .id = "list_audit",
            .tag = tag,
            .summary = "Read the trail of all that was done",
            .description = "The filter knows at, by, via, address, request_id, event, entity, record, change, version.",
            .parameters = { "filter", "page_size", "page_token" },
            .own_parameters = { text_parameter("entity", "Of this collection."),
                text_parameter("record", "Of this record."), text_parameter("event", "This kind of event."),
                text_parameter("by", "By this person."), text_parameter("before", "Older than this entry.") },
            .answer = list_of(schema_ref("AuditEntry")) });
}

void add_health_calls(Paths& paths)
{
    auto const state = object_of({ { "status", typed("string") } }, { "status" });
    paths.add({ .method = "get",
        .path = "/healthz",
        .id = "is_alive",
        .tag = "Health",
        .summary = "Does the process answer",
        .answer = state,
        .is_open = true,
        .at_root = true });
    paths.add({ .method = "get",
        .path = "/readyz",
        .id = "is_ready",
        .tag = "Health",
        .summary = "Can it serve",
        .answer = state,
        .is_open = true,
        .at_root = true });
}

}

void add_fixed_calls(Paths& paths, Schema const& schema, Registry const& registry, records::Actor const& actor)
{
    add_session_calls(paths);
    add_meta_calls(paths, actor);
    add_file_calls(paths);
    add_work_calls(paths, schema, registry, actor);
    add_administration_calls(paths, schema, actor);
    add_health_calls(paths);
}

}
