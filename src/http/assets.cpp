#include "http/assets.h"

#include "base/crypto.h"
#include "http/accept_encoding.h"

#include <algorithm>
#include <array>

namespace kontor::http {

namespace {

constexpr std::string_view index_path = "/index.html";
constexpr std::string_view nonce_mark = "__NONCE__";
constexpr std::size_t nonce_bytes = 16;

bool is_below(std::string_view path, std::string_view folder)
{
    return path.starts_with(folder) && (path.size() == folder.size() || path[folder.size()] == '/');
}

// What the page's router may know: no call of the API, and not the name of a file.
bool may_be_a_view(std::string_view path)
{
    static constexpr std::array<std::string_view, 4> others = { "/api", "/mcp", "/assets", "/metrics" };
    if (std::ranges::any_of(others, [&](std::string_view other) { return is_below(path, other); }))
        return false;
    return path.starts_with('/') && path.substr(path.rfind('/')).find('.') == std::string_view::npos;
}

std::string with_nonce(std::string_view page, std::string_view nonce)
{
    std::string text;
    for (auto at = page.find(nonce_mark); at != std::string_view::npos; at = page.find(nonce_mark)) {
        text += page.substr(0, at);
        text += nonce;
        page.remove_prefix(at + nonce_mark.size());
    }
    return text += page;
}

// No script but our own files, no style but those and what carries this answer's nonce, and nothing from elsewhere.
std::string content_policy(std::string_view nonce)
{
    std::string policy = "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-";
    policy += nonce;
    policy += "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src "
              "'self'; "
              "form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
    return policy;
}

Response page(EmbeddedFile const& index)
{
    auto const nonce = random_token(nonce_bytes);
    Response response;
    response.body = with_nonce(index.identity, nonce);
    response.with_header("Content-Type", std::string { index.content_type })
        .with_header("Content-Security-Policy", content_policy(nonce))
        .with_header("Referrer-Policy", "same-origin")
        .with_header("Cache-Control", "no-cache");
    return response;
}

bool names_etag(std::string_view if_none_match, std::string_view etag)
{
    // Weak comparison (RFC 9110 13.1.2), and our tags contain no comma.
    if (etag.starts_with("W/"))
        etag.remove_prefix(2);
    return if_none_match == "*" || (!etag.empty() && if_none_match.find(etag) != std::string_view::npos);
}

Response file(EmbeddedFile const& file, Request const& request)
{
    Response response;
    response.with_header("Content-Type", std::string { file.content_type })
        .with_header("Cache-Control", file.is_hashed ? "public, max-age=31536000, immutable" : "no-cache")
        .with_header("ETag", std::string { file.etag });
    if (!file.brotli.empty() || !file.gzip.empty())
        response.with_header("Vary", "Accept-Encoding");
    if (names_etag(request.header("if-none-match"), file.etag)) {
        response.status = 304;
        return response;
    }
    auto const accepted = request.header("accept-encoding");
    if (!file.brotli.empty() && accepts_encoding(accepted, "br")) {
        response.body = file.brotli;
        response.with_header("Content-Encoding", "br");
    } else if (!file.gzip.empty() && accepts_encoding(accepted, "gzip")) {
        response.body = file.gzip;
        response.with_header("Content-Encoding", "gzip");
    } else {
        response.body = file.identity;
    }
    return response;
}

}

Assets::Assets(std::span<EmbeddedFile const> files)
{
    for (auto const& file : files)
        m_files.emplace(file.path, &file);
}

std::optional<Response> Assets::answer(Request const& request) const
{
    auto const path = std::string_view { request.path };
    auto const found = m_files.find(path);
    if (found != m_files.end() && path != index_path)
        return file(*found->second, request);
    auto const index = m_files.find(index_path);
    if (index != m_files.end() && (path == index_path || may_be_a_view(path)))
        return page(*index->second);
    return {};
}

}
