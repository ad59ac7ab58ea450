#include "http/response_head.h"

#include "base/log.h"
#include "http/ascii.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <cstdio>

namespace kontor::http {

namespace {

std::string_view reason_of(int status)
{
    switch (status) {
    case 200: return "OK";
    case 201: return "Created";
    case 202: return "Accepted";
    case 204: return "No Content";
    case 206: return "Partial Content";
    case 303: return "See Other";
    case 304: return "Not Modified";
    case 400: return "Bad Request";
    case 401: return "Unauthorized";
    case 403: return "Forbidden";
    case 404: return "Not Found";
    case 405: return "Method Not Allowed";
    case 408: return "Request Timeout";
    case 409: return "Conflict";
    case 412: return "Precondition Failed";
    case 413: return "Content Too Large";
    case 414: return "URI Too Long";
    case 415: return "Unsupported Media Type";
    case 416: return "Range Not Satisfiable";
    case 422: return "Unprocessable Content";
    case 429: return "Too Many Requests";
    case 431: return "Request Header Fields Too Large";
    case 500: return "Internal Server Error";
    case 503: return "Service Unavailable";
    case 507: return "Insufficient Storage";
    default: return ""; // RFC 9112 4: clients should ignore it, and it may be empty
    }
}

bool is_name(std::string_view name)
{
    static constexpr std::string_view marks = "!#$%&'*+-.^_`|~";
    return !name.empty() && std::ranges::all_of(name, [](char letter) {
        return (letter >= '0' && letter <= '9') || (lower_ascii(letter) >= 'a' && lower_ascii(letter) <= 'z')
            || marks.find(letter) != std::string_view::npos;
    });
}

// What the server alone can say rightly.
bool is_reserved(std::string_view name)
{
    static constexpr std::array<std::string_view, 7> reserved = { "connection", "content-length", "date", "keep-alive",
        "kontor-request-id", "transfer-encoding", "x-content-type-options" };
    return std::ranges::any_of(reserved, [&](std::string_view own) { return equals_in_any_case(name, own); });
}

void append_value(std::string& out, std::string_view value)
{
    auto const start = out.size();
    out += value;
    for (auto at = start; at < out.size(); ++at) {
        auto const byte = static_cast<unsigned char>(out[at]);
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F)
            out[at] = ' ';
    }
}

void append_number(std::string& out, std::uint64_t number)
{
    std::array<char, 20> digits;
    auto const end = std::to_chars(digits.data(), digits.data() + digits.size(), number).ptr;
    out.append(digits.data(), end);
}

std::string const& date_of_now()
{
    thread_local std::int64_t known = -1;
    thread_local std::string text;
    auto const now = std::chrono::system_clock::now().time_since_epoch();
    auto const seconds = std::chrono::floor<std::chrono::seconds>(now).count();
    if (seconds != known) {
        known = seconds;
        text = http_date(seconds);
    }
    return text;
}

}

void append_head(std::string& out, Response const& response, Framing const& framing)
{
    out += "HTTP/1.1 ";
    append_number(out, static_cast<std::uint64_t>(response.status));
    out += ' ';
    out += reason_of(response.status);
    out += "\r\nDate: ";
    out += date_of_now();
    out += "\r\n";
    bool has_vary = false;
    for (auto const& [name, value] : response.headers) {
        if (is_reserved(name))
            continue;
        if (!is_name(name)) {
            log::error("A handler set a header with a broken name; it was dropped.");
            continue;
        }
        out += name;
        out += ": ";
        append_value(out, value);
        if (framing.varies_by_encoding && !has_vary && equals_in_any_case(name, "vary")) {
            has_vary = true;
            if (value.find("Accept-Encoding") == std::string::npos && value != "*")
                out += ", Accept-Encoding";
        }
        out += "\r\n";
    }
    if (framing.varies_by_encoding && !has_vary)
        out += "Vary: Accept-Encoding\r\n";
    if (framing.is_packed)
        out += "Content-Encoding: gzip\r\n";
    if (framing.is_chunked)
        out += "Transfer-Encoding: chunked\r\n";
    if (framing.content_length && !is_bodiless(response.status)) {
        out += "Content-Length: ";
        append_number(out, *framing.content_length);
        out += "\r\n";
    }
    if (!framing.keeps_alive)
        out += "Connection: close\r\n";
    else if (!framing.is_http_1_1)
        out += "Connection: keep-alive\r\n";
    if (!framing.traceparent.empty()) {
        out += "traceparent: ";
        append_value(out, framing.traceparent);
        out += "\r\n";
    }
    out += "X-Content-Type-Options: nosniff\r\nKontor-Request-Id: ";
    append_value(out, framing.request_id);
    out += "\r\n\r\n";
}

std::string http_date(std::int64_t seconds_since_1970)
{
    static constexpr std::array<char const*, 7> weekdays = { "Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat" };
    static constexpr std::array<char const*, 12> months
        = { "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec" };
    std::chrono::sys_seconds const moment { std::chrono::seconds { seconds_since_1970 } };
    auto const day = std::chrono::floor<std::chrono::days>(moment);
    std::chrono::year_month_day const date { day };
    std::chrono::hh_mm_ss const time { moment - day };
    std::array<char, 64> text;
    auto const size = std::snprintf(text.data(), text.size(), "%s, %02u %s %04d %02d:%02d:%02d GMT",
        weekdays[std::chrono::weekday { day }.c_encoding()], static_cast<unsigned>(date.day()),
        months[static_cast<unsigned>(date.month()) - 1], static_cast<int>(date.year()),
        static_cast<int>(time.hours().count()), static_cast<int>(time.minutes().count()),
        static_cast<int>(time.seconds().count()));
    return { text.data(), static_cast<std::size_t>(size) };
}

std::string_view find_header(Headers const& headers, std::string_view lower_case_name)
{
    for (auto const& [name, value] : headers) {
        if (equals_in_any_case(name, lower_case_name))
            return value;
    }
    return {};
}

}
