#include "http/assets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>

namespace kontor::http {

namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

constexpr std::array<EmbeddedFile, 4> files { {
    { "/assets/index-4f3a9c21.js", "text/javascript; charset=utf-8", "W/\"1\"", "identity", "brotli", "gzip", true },
    { "/assets/inter-4f3a9c21.woff2", "font/woff2", "W/\"2\"", "font", {}, {}, true },
    { "/icon.svg", "image/svg+xml", "W/\"3\"", "<svg/>", {}, {}, false },
    { "/index.html", "text/html; charset=utf-8", "W/\"4\"", "<meta content=\"__NONCE__\"><style nonce=\"__NONCE__\">",
        {}, {}, false },
} };

std::optional<Response> get(std::string path, Headers headers = {})
{
    Request request;
    request.method = "GET";
    request.path = std::move(path);
    request.headers = std::move(headers);
    return Assets { files }.answer(request);
}

std::string header(Response const& response, std::string_view name)
{
    for (auto const& [key, value] : response.headers) {
        if (key == name)
            return value;
    }
    return {};
}

}

TEST(assets, the_page_comes_with_a_policy_and_a_nonce_that_is_never_the_same)
{
    auto const first = get("/");
    auto const second = get("/");
    ASSERT_TRUE(first && second);
    EXPECT_EQ(first->status, 200);
    EXPECT_NE(first->body, second->body);
    EXPECT_THAT(first->body, Not(HasSubstr("__NONCE__")));

    auto const nonce = first->body.substr(15, first->body.find('"', 15) - 15);
    EXPECT_GE(nonce.size(), 20U);
    EXPECT_EQ(first->body, "<meta content=\"" + nonce + "\"><style nonce=\"" + nonce + "\">");
    EXPECT_EQ(header(*first, "Content-Security-Policy"),
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-" + nonce
            + "'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src "
              "'self'; "
              "form-action 'self'; base-uri 'none'; frame-ancestors 'none'");
    EXPECT_EQ(header(*first, "Referrer-Policy"), "same-origin");
    EXPECT_EQ(header(*first, "Cache-Control"), "no-cache");
    EXPECT_EQ(header(*first, "ETag"), "") << "a kept page would have an old nonce";
}

TEST(assets, a_path_that_may_be_a_view_gets_the_page)
{
    for (auto const* path : { "/", "/index.html", "/deals", "/deals/17", "/x.y/settings", "/apiary" }) {
        auto const reply = get(path);
        ASSERT_TRUE(reply.has_value()) << path;
        EXPECT_THAT(reply->body, StartsWith("<meta")) << path;
    }
}

TEST(assets, what_is_not_the_pages_is_left_to_others)
{
    for (auto const* path : { "/api", "/api/v1/deals", "/mcp", "/metrics", "/assets", "/assets/gone",
             "/assets/gone-4f3a9c21.js", "/robots.txt", "/.env", "/deals/a.php", "*", "", "/../etc/passwd.txt" })
        EXPECT_FALSE(get(path).has_value()) << path;
}

TEST(assets, a_file_whose_name_follows_its_content_may_be_kept_for_a_year)
{
    auto const reply = get("/assets/index-4f3a9c21.js");
    ASSERT_TRUE(reply.has_value());
    EXPECT_EQ(reply->body, "identity");
    EXPECT_EQ(header(*reply, "Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(header(*reply, "Cache-Control"), "public, max-age=31536000, immutable");
    EXPECT_EQ(header(*reply, "Vary"), "Accept-Encoding");
}

TEST(assets, the_best_packing_that_the_browser_knows_is_sent)
{
    auto const packed = [](std::string accepted) {
        return get("/assets/index-4f3a9c21.js", { { "accept-encoding", std::move(accepted) } });
    };
    EXPECT_EQ(packed("gzip, deflate, br, zstd")->body, "brotli");
    EXPECT_EQ(header(*packed("br"), "Content-Encoding"), "br");
    EXPECT_EQ(packed("gzip")->body, "gzip");
    EXPECT_EQ(packed("br;q=0, gzip;q=0")->body, "identity");
    auto const font = get("/assets/inter-4f3a9c21.woff2", { { "accept-encoding", "br" } });
    EXPECT_EQ(font->body, "font");
    EXPECT_EQ(header(*font, "Content-Encoding"), "");
    EXPECT_EQ(header(*font, "Vary"), "");
}

TEST(assets, other_files_are_asked_for_each_time_and_sent_only_when_they_changed)
{
    auto const first = get("/icon.svg");
    EXPECT_EQ(header(*first, "Cache-Control"), "no-cache");
    EXPECT_EQ(header(*first, "ETag"), "W/\"3\"");
    for (auto const* known : { "W/\"3\"", "\"3\"", "\"x\", W/\"3\"", "*" }) {
        auto const again = get("/icon.svg", { { "if-none-match", known } });
        EXPECT_EQ(again->status, 304) << known;
        EXPECT_EQ(again->body, "");
    }
    EXPECT_EQ(get("/icon.svg", { { "if-none-match", "\"4\"" } })->status, 200);
}

TEST(assets, the_page_in_this_program_takes_a_nonce_and_packing_it_paid)
{
    Assets const assets { embedded_files() };
    Request request;
    request.path = "/";
    ASSERT_TRUE(assets.answer(request).has_value());
    for (auto const& file : embedded_files()) {
        EXPECT_THAT(file.path, StartsWith("/"));
        EXPECT_NE(file.content_type, "application/octet-stream") << file.path << ": tell embed_assets.mjs what this is";
        EXPECT_LT(file.brotli.size(), file.identity.size()) << file.path;
        EXPECT_LT(file.gzip.size(), file.identity.size()) << file.path;
        if (file.path == "/index.html") {
            EXPECT_THAT(file.identity, HasSubstr("__NONCE__"));
            EXPECT_TRUE(file.brotli.empty() && file.gzip.empty());
        }
    }
}

}
