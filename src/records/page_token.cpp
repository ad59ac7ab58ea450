#include "records/page_token.h"

#include "base/crypto.h"
#include "base/json.h"
#include "base/problem.h"

namespace kontor::records {

namespace {

constexpr std::size_t mac_bytes = 16;

std::string mac(std::string_view secret, std::string_view what, std::string_view body)
{
    auto text = std::string { what };
    text.append("\n").append(body);
    return hmac_sha256(secret, text).substr(0, mac_bytes);
}

}

// Two seals: one over the body alone tells a forged token, one with the question tells a token of another list.
std::string seal_page_token(PageToken const& token, std::string_view secret, std::string_view question)
{
    auto body = std::string {};
    auto json = JsonWriter { body };
    json.begin_array().whole(token.id.value).whole(token.offset);
    for (auto const& key : token.keys) {
        if (auto const* number = std::get_if<std::int64_t>(&key))
            json.whole(*number);
        else if (auto const* text = std::get_if<std::string>(&key))
            json.string(*text);
        else
            json.null();
    }
    json.end_array();
    return to_base64url(mac(secret, "page", body) + mac(secret, question, body) + body);
}

PageToken open_page_token(std::string_view text, std::string_view secret, std::string_view question)
{
    auto const bytes = from_base64url(text);
    if (!bytes || bytes->size() < 2 * mac_bytes)
        throw Problem::page_token_invalid();
    auto const body = std::string_view { *bytes }.substr(2 * mac_bytes);
    if (!equal_in_constant_time(mac(secret, "page", body), bytes->substr(0, mac_bytes)))
        throw Problem::page_token_invalid();
    if (!equal_in_constant_time(mac(secret, question, body), bytes->substr(mac_bytes, mac_bytes)))
        throw Problem::page_token_mismatch();
    auto const parsed = parse_json(body);
    auto const* json = std::get_if<Json>(&parsed);
    auto const* items = json ? json->as_array() : nullptr;
    if (!items || items->size() < 2)
        throw Problem::page_token_invalid();
    auto token = PageToken {};
    token.id = Id { (*items)[0].as_whole().value_or(0) };
    token.offset = (*items)[1].as_whole().value_or(0);
    for (std::size_t i = 2; i < items->size(); ++i) {
        if (auto const* key = (*items)[i].as_string())
            token.keys.emplace_back(*key);
        else if (auto const number = (*items)[i].as_whole())
            token.keys.emplace_back(*number);
        else
            token.keys.emplace_back();
    }
    return token;
}

}
