#pragma once

#include "base/json.h"

#include <exception>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace kontor {

// One thing wrong with one value: a member of a problem's `fields`.
struct FieldFault {
    std::string field;                                          // a path: "amount", "lines[2].price"
    std::string code;                                           // "required", "too_long", or a rule's own
    std::string message;                                        // for people
    std::vector<std::pair<std::string, std::string>> params {}; // {"max", "255"}
};

// The request cannot go on (RFC 9457). Thrown, and caught once at each edge: HTTP, command line, job.
// Made only by the factories, the one place where a code, its status and its sentence meet (API.md 14).
class Problem final : public std::exception {
public:
    static Problem malformed_json(JsonError const&);
    static Problem bad_request(std::vector<FieldFault>); // 400: the body's shape
    static Problem invalid(std::vector<FieldFault>);     // 422: the values' meaning
    static Problem invalid(std::string field, std::string code, std::string message);
    static Problem bad_parameter(std::string_view parameter, std::string message);
    static Problem unknown_parameter(std::string_view parameter);
    static Problem page_token_invalid();
    static Problem page_token_mismatch();
    static Problem filter(std::string code, std::string message, std::size_t column, std::size_t length = 1);
    static Problem not_signed_in();
    static Problem session_ended();
    static Problem sign_in_failed();
    static Problem forbidden(std::string message);
    static Problem refused(std::string code, std::string message); // 403: may in general, not now
    static Problem scope_missing(std::string_view scope);
    static Problem cross_site();
    static Problem export_needs_job(std::int64_t row_limit);
    static Problem not_found();
    static Problem in_bin();
    static Problem method_not_allowed(std::string allow);
    static Problem not_in_this_state(std::string message, std::vector<std::string> allowed);
    static Problem conflict(std::string code, std::string message); // 409
    static Problem version_conflict(std::string message, Json details);
    static Problem malformed_request(
        std::string message);  // 400 bad_request: the message around the body is not sound HTTP
    static Problem too_slow(); // 408
    static Problem body_too_large(std::int64_t byte_limit);
    static Problem uri_too_long(std::int64_t byte_limit);
    static Problem headers_too_large(std::int64_t byte_limit, std::int64_t count_limit);
    static Problem unsupported_media_type(std::string message);
    static Problem unsupported_encoding();
    static Problem unprocessable(std::string code, std::string message); // 422 without fields
    static Problem too_many_requests(std::string code, std::string message, int retry_after_seconds);
    static Problem internal();
    static Problem unavailable(std::string code, std::string message, int retry_after_seconds); // 503
    static Problem disk_full();

    [[nodiscard]] char const* what() const noexcept override { return m_detail.c_str(); }
    [[nodiscard]] int status() const { return m_status; }
    [[nodiscard]] std::string const& code() const { return m_code; }
    [[nodiscard]] std::string const& detail() const { return m_detail; }
    [[nodiscard]] std::vector<FieldFault> const& fields() const { return m_fields; }
    [[nodiscard]] std::optional<int> retry_after_seconds() const { return m_retry_after_seconds; }
    [[nodiscard]] std::optional<std::string> const& allow() const { return m_allow; }
    Problem& with(std::string_view key, Json value); // a further member of the document

    [[nodiscard]] std::string to_json(std::string_view request_id) const;

private:
    Problem(int status, std::string code, std::string detail);

    int m_status;
    std::string m_code;
    std::string m_detail;
    std::vector<FieldFault> m_fields;
    std::vector<JsonMember> m_more;
    std::optional<int> m_retry_after_seconds;
    std::optional<std::string> m_allow;
};

}
