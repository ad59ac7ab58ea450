#include "tests/support/test_crm.h"

// For those who run it: readiness, figures, other origins.
namespace kontor::test {

STORY(readiness_is_open_to_all_and_says_no_more_than_yes_or_no)
{
    auto crm = TestCrm {};
    auto client = HttpClient { crm.port() };
    auto const ready = client.send("GET", "/readyz");
    EXPECT_EQ(ready.status, 200);
    EXPECT_EQ(ready.body, R"({"status":"ready"})");
}

STORY(figures_are_for_administrators_and_tokens_made_for_them_and_name_nobody)
{
    auto crm = TestCrm {};
    auto client = HttpClient { crm.port() };
    auto const read = [&](std::string const& token) {
        return client.send("GET", "/metrics", { { "Authorization", "Bearer " + token } });
    };
    auto& adam = crm.as("adam");
    crm.as("ana").create("accounts", R"({"name":"Acme"})");
    EXPECT_EQ(client.send("GET", "/metrics").status, 401);
    EXPECT_EQ(read(crm.as("ana").token()).status, 403);
    auto const made = crm.as("ana").post("/tokens", R"({"name":"Prometheus","scopes":["metrics"]})");
    EXPECT_EQ(read(made.at("token")).status, 200);
    EXPECT_EQ(
        client.send("GET", "/api/v1/accounts", { { "Authorization", "Bearer " + made.at("token") } }).status, 403);

    auto const figures = read(adam.token());
    EXPECT_EQ(figures.status, 200);
    EXPECT_EQ(figures.header("content-type"), "text/plain; version=0.0.4; charset=utf-8");
    for (auto const* line :
        { "kontor_http_requests_total{method=\"POST\",route=\"/api/v1/{entities}\",status=\"201\"} 1",
            "kontor_records{entity=\"accounts\"} 1", "kontor_http_request_seconds_bucket",
            "kontor_outbox_lag_seconds 0", "process_resident_memory_bytes" })
        EXPECT_NE(figures.body.find(line), std::string::npos) << line;
    for (auto const* secret : { "Acme", "ana", "127.0.0.1" })
        EXPECT_EQ(figures.body.find(secret), std::string::npos) << secret;
}

STORY(only_named_origins_may_call_and_only_with_a_token)
{
    auto config = Config {};
    config.cors_origins = { "https://shop.example" };
    auto crm = TestCrm { config };
    auto client = HttpClient { crm.port() };
    auto const ask = [&](std::string const& origin) {
        return client.send("OPTIONS", "/api/v1/accounts",
            { { "Origin", origin }, { "Access-Control-Request-Method", "POST" },
                { "Access-Control-Request-Headers", "authorization" } });
    };
    EXPECT_EQ(ask("https://shop.example").header("access-control-allow-origin"), "https://shop.example");
    EXPECT_FALSE(ask("https://evil.example").has_header("access-control-allow-origin"));
    auto const call = [&](std::string const& origin) {
        return client.send("GET", "/api/v1/accounts",
            { { "Origin", origin }, { "Sec-Fetch-Site", "cross-site" },
                { "Authorization", "Bearer " + crm.as("ana").token() } });
    };
    EXPECT_EQ(call("https://shop.example").header("access-control-allow-origin"), "https://shop.example");
    EXPECT_FALSE(call("https://evil.example").has_header("access-control-allow-origin"));
    auto const by_cookie = client.send("GET", "/api/v1/accounts",
        { { "Origin", "https://shop.example" }, { "Sec-Fetch-Site", "cross-site" },
            { "Cookie", "kontor=" + crm.as("ana").token() } });
    EXPECT_EQ(by_cookie.status, 403);
    EXPECT_FALSE(by_cookie.has_header("access-control-allow-origin"));
}

STORY(problems_are_told_in_the_readers_language)
{
    auto crm = TestCrm {};
    auto& ana = crm.as("ana");
    auto const too_long = R"({"name":")" + std::string(256, 'x') + R"("})";
    auto const in_russian = ana.post("/accounts?lang=ru", too_long);
    EXPECT_NE(in_russian.text.find("не более 255 знаков"), std::string::npos) << in_russian.text;
    EXPECT_EQ(in_russian.header("content-language"), "ru");
    EXPECT_EQ(in_russian.at("code"), "invalid");
    EXPECT_EQ(ana.post("/accounts", too_long).text.find("знаков"), std::string::npos);
    auto const guest
        = crm.as("guest").send("GET", "/accounts", { { "Accept-Language", "de, ru-RU;q=0.8, en;q=0.5" } }, {});
    EXPECT_EQ(guest.at("detail"), "Сначала войдите.");
    EXPECT_EQ(crm.as("guest").get("/accounts").at("detail"), "Sign in first.");
}

}
