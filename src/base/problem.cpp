#include "base/problem.h"

#include <algorithm>
#include <array>
#include <fmt/format.h>

namespace kontor {

namespace {

struct Title {
    std::string_view code;
    std::string_view title;
};

constexpr std::array titles {
    Title { "malformed_json", "The body is not valid JSON" },
    Title { "bad_utf8", "The body is not valid UTF-8" },
    Title { "too_deep", "The body is nested too deep" },
    Title { "too_many_keys", "The body has too many keys" },
    Title { "bad_request", "The request has the wrong shape" },
    Title { "bad_parameter", "A parameter is not valid" },
    Title { "unknown_parameter", "A parameter is unknown" },
    Title { "page_token_invalid", "The page token is not valid" },
    Title { "page_token_mismatch", "The page token is for another list" },
    Title { "not_signed_in", "Not signed in" },
    Title { "session_ended", "The session has ended" },
    Title { "sign_in_failed", "Signing in failed" },
    Title { "forbidden", "Not allowed" },
    Title { "scope_missing", "The token lacks a scope" },
    Title { "cross_site", "The request comes from another site" },
    Title { "export_needs_job", "The export is too large to stream" },
    Title { "step_up_required", "Confirm who you are" },
    Title { "reading_stopped", "Reading has been stopped" },
    Title { "export_limit_reached", "No more exports today" },
    Title { "not_found", "Not found" },
    Title { "in_bin", "The record is in the bin" },
    Title { "method_not_allowed", "The method is not allowed here" },
    Title { "too_slow", "The request came too slowly" },
    Title { "not_in_this_state", "Not possible in this state" },
    Title { "in_use", "Still in use" },
    Title { "changed_since", "Changed since" },
    Title { "count_changed", "The number of records has changed" },
    Title { "idempotency_in_progress", "The first request is still running" },
    Title { "last_administrator", "The last administrator must stay" },
    Title { "version_conflict", "Somebody changed the record meanwhile" },
    Title { "body_too_large", "The body is too large" },
    Title { "uri_too_long", "The request line is too long" },
    Title { "headers_too_large", "The headers are too large" },
    Title { "unsupported_media_type", "The media type is not supported" },
    Title { "unsupported_encoding", "The content encoding is not supported" },
    Title { "invalid", "Some values are not valid" },
    Title { "idempotency_key_reused", "The key was used for another request" },
    Title { "cannot_convert", "The values cannot be converted" },
    Title { "too_many_attempts", "Too many attempts" },
    Title { "too_many_requests", "Too many requests" },
    Title { "too_many_streams", "Too many streams" },
    Title { "internal", "Something went wrong" },
    Title { "overloaded", "The server is busy" },
    Title { "starting", "The server is starting" },
    Title { "storage_read_only", "The storage is read-only" },
    Title { "outcome_unknown", "The outcome is unknown" },
    Title { "deadline", "The request took too long" },
    Title { "disk_full", "The disk is full" },
};

std::string_view title_of(std::string_view code, int status)
{
    auto const found = std::ranges::find(titles, code, &Title::code);
    if (found != titles.end())
        return found->title;
    if (code.starts_with("filter_"))
        return "The filter is not valid";
    switch (status) {
    case 409: return "Clash with the present state";
    case 422: return "The request cannot be carried out";
    case 429: return "Too many requests";
    case 503: return "The server cannot answer now";
    default: return "The request cannot be answered";
    }
}

std::string with_thousands(std::int64_t number)
{
    auto digits = std::to_string(number);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), 1, ',');
    return digits;
}

std::string with_unit(std::int64_t bytes)
{
    constexpr std::int64_t kibibyte = 1024;
    for (auto const& [size, unit] :
        { std::pair { kibibyte * kibibyte * kibibyte, "GiB" }, { kibibyte * kibibyte, "MiB" }, { kibibyte, "KiB" } }) {
        if (bytes >= size && bytes % size == 0)
            return fmt::format("{} {}", bytes / size, unit);
    }
    return with_thousands(bytes) + " bytes";
}

std::string attention_sentence(std::size_t count)
{
    constexpr std::array<std::string_view, 13> words { "No", "One", "Two", "Three", "Four", "Five", "Six", "Seven",
        "Eight", "Nine", "Ten", "Eleven", "Twelve" };
    auto const number = count < words.size() ? std::string { words[count] } : std::to_string(count);
    return number + (count == 1 ? " field needs attention." : " fields need attention.");
}

}

Problem::Problem(int status, std::string code, std::string detail)
    : m_status(status)
    , m_code(std::move(code))
    , m_detail(std::move(detail))
{
}

Problem Problem::malformed_json(JsonError const& error)
{
    auto const [code, sentence] = [&]() -> std::pair<char const*, char const*> {
        switch (error.fault) {
        case JsonFault::bad_utf8: return { "bad_utf8", "The body is not valid UTF-8" };
        case JsonFault::too_deep: return { "too_deep", "The body is nested too deep" };
        case JsonFault::too_many_keys: return { "too_many_keys", "An object in the body has too many keys" };
        case JsonFault::malformed: break;
        }
        return { "malformed_json", "The body is not valid JSON" };
    }();
    auto problem = Problem(400, code, fmt::format("{} at line {}, column {}.", sentence, error.line, error.column));
    auto at = Json {};
    at.set("line", static_cast<std::int64_t>(error.line)).set("column", static_cast<std::int64_t>(error.column));
    problem.with("at", std::move(at)).with("reason", error.message);
    return problem;
}

Problem Problem::bad_request(std::vector<FieldFault> faults)
{
    auto problem
        = Problem(400, "bad_request", faults.size() == 1 ? faults[0].message : attention_sentence(faults.size()));
    problem.m_fields = std::move(faults);
    return problem;
}

Problem Problem::invalid(std::vector<FieldFault> faults)
{
    auto problem = Problem(422, "invalid", attention_sentence(faults.size()));
    problem.m_fields = std::move(faults);
    return problem;
}

Problem Problem::invalid(std::string field, std::string code, std::string message)
{
    return invalid({ FieldFault { std::move(field), std::move(code), std::move(message) } });
}

Problem Problem::bad_parameter(std::string_view parameter, std::string message)
{
    auto problem = Problem(400, "bad_parameter", message);
    problem.m_fields.push_back({ std::string { parameter }, "bad_parameter", std::move(message) });
    return problem;
}

Problem Problem::unknown_parameter(std::string_view parameter)
{
    auto message = fmt::format("There is no parameter \"{}\" here.", parameter);
    auto problem = Problem(400, "unknown_parameter", message);
    problem.m_fields.push_back({ std::string { parameter }, "unknown_parameter", std::move(message) });
    return problem;
}

Problem Problem::page_token_invalid() { return { 400, "page_token_invalid", "The page token is not valid." }; }

Problem Problem::page_token_mismatch()
{
    return { 400, "page_token_mismatch", "The page token belongs to another filter, order or search." };
}

Problem Problem::filter(std::string code, std::string message, std::size_t column, std::size_t length)
{
    auto problem = Problem(400, std::move(code), std::move(message));
    auto at = Json {};
    at.set("parameter", "filter");
    at.set("column", static_cast<std::int64_t>(column)).set("length", static_cast<std::int64_t>(length));
    problem.with("at", std::move(at));
    return problem;
}

Problem Problem::not_signed_in() { return { 401, "not_signed_in", "Sign in first." }; }

Problem Problem::session_ended() { return { 401, "session_ended", "Your session has ended. Sign in again." }; }

Problem Problem::sign_in_failed() { return { 401, "sign_in_failed", "The e-mail address or the password is wrong." }; }

Problem Problem::forbidden(std::string message) { return { 403, "forbidden", std::move(message) }; }

Problem Problem::refused(std::string code, std::string message) { return { 403, std::move(code), std::move(message) }; }

Problem Problem::scope_missing(std::string_view scope)
{
    auto problem = Problem(403, "scope_missing", fmt::format("This token has no scope \"{}\".", scope));
    problem.with("scope", scope);
    return problem;
}

Problem Problem::cross_site() { return { 403, "cross_site", "This request comes from another site." }; }

Problem Problem::export_needs_job(std::int64_t row_limit)
{
    auto problem = Problem(403, "export_needs_job",
        fmt::format(
            "This export has more than {} rows. Start it as a job with POST /exports.", with_thousands(row_limit)));
    problem.with("row_limit", row_limit);
    return problem;
}

Problem Problem::not_found() { return { 404, "not_found", "There is no such record." }; }

Problem Problem::in_bin() { return { 404, "in_bin", "This record is in the bin." }; }

Problem Problem::method_not_allowed(std::string allow)
{
    auto problem = Problem(405, "method_not_allowed", fmt::format("Only {} can be used here.", allow));
    problem.m_allow = std::move(allow);
    return problem;
}

Problem Problem::not_in_this_state(std::string message, std::vector<std::string> allowed)
{
    auto problem = conflict("not_in_this_state", std::move(message));
    JsonArray names;
    for (auto& name : allowed)
        names.emplace_back(std::move(name));
    problem.with("allowed", std::move(names));
    return problem;
}

Problem Problem::conflict(std::string code, std::string message)
{
    return { 409, std::move(code), std::move(message) };
}

Problem Problem::version_conflict(std::string message, Json details)
{
    auto problem = Problem(412, "version_conflict", std::move(message));
    if (auto* members = details.as_object()) {
        for (auto& [key, value] : *members)
            problem.with(key, std::move(value));
    }
    return problem;
}

Problem Problem::malformed_request(std::string message) { return { 400, "bad_request", std::move(message) }; }

Problem Problem::too_slow() { return { 408, "too_slow", "The request came too slowly." }; }

Problem Problem::body_too_large(std::int64_t byte_limit)
{
    return { 413, "body_too_large", fmt::format("The body is larger than {}.", with_unit(byte_limit)) };
}

Problem Problem::uri_too_long(std::int64_t byte_limit)
{
    return { 414, "uri_too_long", fmt::format("The request line is longer than {}.", with_unit(byte_limit)) };
}

Problem Problem::headers_too_large(std::int64_t byte_limit, std::int64_t count_limit)
{
    return { 431, "headers_too_large",
        fmt::format(
            "The headers are larger than {} or more than {}.", with_unit(byte_limit), with_thousands(count_limit)) };
}

Problem Problem::unsupported_media_type(std::string message)
{
    return { 415, "unsupported_media_type", std::move(message) };
}

Problem Problem::unsupported_encoding() { return { 415, "unsupported_encoding", "Send the body uncompressed." }; }

Problem Problem::unprocessable(std::string code, std::string message)
{
    return { 422, std::move(code), std::move(message) };
}

Problem Problem::too_many_requests(std::string code, std::string message, int retry_after_seconds)
{
    auto problem = Problem(429, std::move(code), std::move(message));
    problem.m_retry_after_seconds = retry_after_seconds;
    return problem;
}

Problem Problem::internal() { return { 500, "internal", "Something went wrong on our side." }; }

Problem Problem::unavailable(std::string code, std::string message, int retry_after_seconds)
{
    auto problem = Problem(503, std::move(code), std::move(message));
    problem.m_retry_after_seconds = retry_after_seconds;
    return problem;
}

Problem Problem::disk_full()
{
    return { 507, "disk_full", "The disk is full. Nothing can be written until there is room." };
}

Problem& Problem::with(std::string_view key, Json value)
{
    auto const present = std::ranges::find(m_more, key, &JsonMember::first);
    if (present != m_more.end())
        present->second = std::move(value);
    else
        m_more.emplace_back(key, std::move(value));
    return *this;
}

std::string Problem::to_json(std::string_view request_id) const
{
    std::string text;
    auto json = JsonWriter { text };
    json.begin_object();
    json.member("type", "urn:kontor:problem:" + m_code).member("title", title_of(m_code, m_status));
    json.member("status", m_status).member("code", m_code).member("detail", m_detail);
    if (!request_id.empty())
        json.member("instance", fmt::format("urn:kontor:request:{}", request_id));
    for (auto const& [key, value] : m_more)
        json.member(key, value);
    if (!m_fields.empty()) {
        json.key("fields").begin_array();
        for (auto const& fault : m_fields) {
            json.begin_object();
            json.member("field", fault.field).member("code", fault.code).member("message", fault.message);
            if (!fault.params.empty()) {
                json.key("params").begin_object();
                for (auto const& [name, value] : fault.params)
                    json.member(name, value);
                json.end_object();
            }
            json.end_object();
        }
        json.end_array();
    }
    json.end_object();
    return text;
}

}
