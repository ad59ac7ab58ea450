#include "base/fold.h"
#include "base/json.h"
#include "base/utf8.h"
#include "model/filter.h"
#include "tests/support/shared_data.h"
#include "tests/support/test_crm.h"

#include <fmt/format.h>

#include <map>
#include <set>

// What people and programs send that nobody expected: it comes back as it was, or is refused with a problem that names
// the place, and then nothing was written (API.md 1, 14).
namespace kontor::test {

namespace {

constexpr std::string_view text_kinds[] = { "text", "long_text", "rich_text", "email", "phone", "url" };

// Accounts with one field of every kind of text, and one for JSON.
void add_fields_of_every_kind(TestCrm& crm)
{
    for (auto kind : text_kinds) {
        auto const answer = crm.as("adam").post("/meta/accounts/fields",
            fmt::format(R"({{"name":"x_{0}","type":"{0}","label":"{0}","searchable":true}})", kind));
        ASSERT_EQ(answer.status, 201) << answer.text;
    }
    auto const answer
        = crm.as("adam").post("/meta/accounts/fields", R"({"name":"x_json","type":"json","label":"JSON"})");
    ASSERT_EQ(answer.status, 201) << answer.text;
}

std::string json_string(std::string_view text)
{
    auto out = std::string {};
    append_json_string(out, text);
    return out;
}

// Everything that could have been written.
std::string written(TestCrm& crm)
{
    auto counts = std::string {};
    crm.store().database().read([&](db::Connection& connection) {
        for (auto const* table : { "accounts", "contacts", "deals", "kontor_audit", "kontor_outbox", "kontor_job" })
            counts += fmt::format("{} {} ", table, std::get<std::int64_t>([&] {
                auto const rows = connection.query(fmt::format("select count(*) from {}", table));
                rows->next();
                return rows->value(0);
            }()));
    });
    return counts;
}

// Of a key that is there twice the last one counts (API.md 1).
std::string with_the_last_of_each_key(std::string_view text)
{
    auto json = std::get<Json>(parse_json(text));
    if (auto const* members = json.as_object()) {
        auto last = Json { JsonObject {} };
        for (auto const& [key, value] : *members)
            last.set(key, value);
        return last.to_text();
    }
    return json.to_text();
}

// Where a problem says that the fault is: the first field, the parameter, or the place in the body.
std::string place(Answer const& answer)
{
    if (!answer.at("fields.0.field").empty())
        return answer.at("fields.0.field");
    if (answer.has("at.parameter"))
        return answer.at("at.parameter") + " " + answer.at("at.column");
    if (answer.has("at.line"))
        return answer.at("at.line") + ":" + answer.at("at.column");
    return answer.at("detail");
}

bool is_problem(Answer const& answer)
{
    return answer.header("content-type").starts_with("application/problem+json") && answer.has("code")
        && answer.at("status") == std::to_string(answer.status);
}

}

STORY(naughty_strings_come_back_as_they_were_or_are_refused_by_name)
{
    KONTOR_SHARED_DATA_OR_SKIP(folder, "blns");
    auto crm = TestCrm {};
    add_fields_of_every_kind(crm);
    auto& ana = crm.as("adam");
    auto const strings = parse_json(read_file(folder / "blns.json"));
    auto kept = 0, refused = 0, found = 0;
    for (auto const& json : *std::get<Json>(strings).as_array()) {
        auto const& string = *json.as_string();
        auto fields = std::vector<std::string> {};
        for (auto kind : text_kinds)
            fields.push_back("x_" + std::string { kind });
        auto answer = Answer {};
        // At most twice: what is refused is named, all of it at once, and the rest is taken.
        for (auto attempt = 0; attempt < 2; ++attempt) {
            auto body = std::string { R"({"name":"Naughty")" };
            for (auto const& field : fields)
                body += fmt::format(",\"{}\":{}", field, json_string(string));
            answer = ana.post("/accounts", body + "}");
            if (answer.status == 201)
                break;
            ASSERT_EQ(answer.status, 422) << string << "\n" << answer.text;
            for (std::size_t i = 0; i < answer.count("fields"); ++i)
                refused += static_cast<int>(std::erase(fields, answer.at(fmt::format("fields.{}.field", i))));
        }
        ASSERT_EQ(answer.status, 201) << string << "\n" << answer.text;
        auto const id = answer.at("id");
        auto const read = ana.get("/accounts/" + id);
        auto const is_blank = trim(string).empty();
        auto filter = fmt::format("id = \"{}\"", id);
        for (auto const& field : fields) {
            ++kept;
            EXPECT_EQ(read.at(field), is_blank ? "" : string) << field;
            auto const is_long = field == "x_long_text" || field == "x_rich_text";
            filter += fmt::format(" AND {} {} {}", field, is_long ? ":" : "=", filter_string(string));
        }
        if (!is_blank && count_code_points(string) <= 1'000) {
            auto const listed
                = ana.post("/accounts/query", fmt::format(R"({{"filter":{},"fields":"name"}})", json_string(filter)));
            EXPECT_EQ(listed.at("items.0.id"), id) << filter << "\n" << listed.text;
        }
        if (is_blank || count_code_points(string) > 200)
            continue;
        auto const hits = ana.get("/search?limit=50&entities=accounts&q=" + encoded(string));
        EXPECT_EQ(hits.status, 200) << string << "\n" << hits.text;
        found += hits.count("groups") > 0;
    }
    EXPECT_GT(kept, 1'200);
    EXPECT_GT(refused, 900); // hardly any of them is an address of any kind
    EXPECT_GT(found, 250);
}

STORY(bodies_are_json_or_a_problem_says_where_they_are_not)
{
    KONTOR_SHARED_DATA_OR_SKIP(suite, "json-testsuite/test_parsing");
    auto crm = TestCrm {};
    add_fields_of_every_kind(crm);
    auto& ana = crm.as("adam");
    static std::set<std::string> const not_json { "malformed_json", "bad_utf8", "too_deep" };
    auto accepted = 0, refused = 0;
    for (auto const& path : files_ending(suite, ".json")) {
        auto const name = path.filename().string();
        auto const text = read_file(path);
        auto const before = written(crm);
        auto const bare = ana.post("/accounts", text);
        // No file of the suite is an account: each is refused, and none of them writes anything.
        EXPECT_TRUE(bare.status == 400 || bare.status == 413 || bare.status == 422) << name << "\n" << bare.text;
        EXPECT_TRUE(is_problem(bare)) << name << "\n" << bare.text;
        EXPECT_EQ(written(crm), before) << name;
        if (name.starts_with("n_")) {
            ++refused;
            EXPECT_TRUE(not_json.contains(bare.at("code"))) << name << "\n" << bare.text;
            EXPECT_TRUE(bare.has("at.line") && bare.has("at.column")) << name << "\n" << bare.text;
        } else if (name.starts_with("y_")) {
            ++accepted;
            EXPECT_FALSE(not_json.contains(bare.at("code"))) << name << "\n" << bare.text;
            auto const held = ana.post("/accounts", fmt::format("{{\"name\":\"JSON\",\"x_json\":{}}}", text));
            EXPECT_EQ(held.status, 201) << name << "\n" << held.text;
            // NUL has no place in a database's text: it stays an escape, and comes back as what it was.
            ASSERT_TRUE(held.has("x_json")) << name;
            EXPECT_EQ(ana.get("/accounts/" + held.at("id")).find("x_json")->to_text(), with_the_last_of_each_key(text))
                << name;
        }
    }
    EXPECT_GT(accepted, 90);
    EXPECT_GT(refused, 180);
}

STORY(tables_of_the_csv_spectrum_come_in_as_their_json_says)
{
    KONTOR_SHARED_DATA_OR_SKIP(spectrum, "csv-spectrum");
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    for (auto column = 0; column < 6; ++column)
        ASSERT_EQ(adam.post("/meta/accounts/fields",
                          fmt::format(R"({{"name":"x_column{0}","type":"long_text","label":"Column {0}"}})", column))
                      .status,
            201);
    for (auto const& path : files_ending(spectrum / "csvs", ".csv")) {
        auto const name = path.stem().string();
        auto const parsed = parse_json(read_file(spectrum / "json" / (name + ".json")));
        auto const& expected = *std::get<Json>(parsed).as_array();
        auto columns = std::string {};
        auto headers = std::vector<std::string> {};
        for (auto const& [header, value] : *expected.at(0).as_object()) {
            columns
                += fmt::format("{}{}:\"x_column{}\"", columns.empty() ? "" : ",", json_string(header), headers.size());
            headers.push_back(header);
        }
        auto const file
            = adam.send("POST", "/files?name=" + name + ".csv", { { "Content-Type", "text/csv" } }, read_file(path));
        ASSERT_EQ(file.status, 201) << file.text;
        auto const job = adam.post("/imports",
            fmt::format(R"({{"file":"{}","mapping":{{"entity":"accounts","columns":{{{}}},"set":{{"name":"{}"}}}}}})",
                file.at("id"), columns, name));
        ASSERT_EQ(job.status, 202) << job.text;
        EXPECT_EQ(crm.wait_for_job(adam, job.at("id")), "done");
        auto const rows = adam.get("/accounts?order_by=id&filter=" + encoded(fmt::format("name = \"{}\"", name)));
        ASSERT_EQ(rows.count("items"), expected.size()) << name << "\n" << adam.get("/imports/" + job.at("id")).text;
        for (std::size_t row = 0; row < expected.size(); ++row)
            for (std::size_t column = 0; column < headers.size(); ++column)
                EXPECT_EQ(rows.at(fmt::format("items.{}.x_column{}", row, column)),
                    *expected[row].find(headers[column])->as_string())
                    << name << " " << row << " " << headers[column];
    }
}

STORY(bad_input_is_refused_by_place_and_writes_nothing)
{
    auto crm = TestCrm {};
    add_fields_of_every_kind(crm);
    auto& adam = crm.as("adam");
    auto const acme = adam.create("accounts", R"({"name":"Acme"})");
    auto const deep = std::string(40, '[') + std::string(40, ']');
    auto const many_ids = [] {
        auto text = std::string {};
        for (auto i = 0; i < 1'001; ++i)
            text += fmt::format("{}\"{}\"", i ? "," : "", 1'000'000 + i);
        return text;
    }();
    auto const many_operations = [] {
        auto text = std::string {};
        for (auto i = 0; i < 1'001; ++i)
            text += fmt::format("{}{{\"op\":\"create\",\"values\":{{\"name\":\"{}\"}}}}", i ? "," : "", i);
        return text;
    }();
    struct Case {
        std::string path, body;
        int status;
        std::string code, place;
    };
    auto const cases = std::vector<Case> {
        // Too long, too deep, too many.
        { "/accounts", fmt::format(R"({{"name":"{}"}})", std::string(256, 'a')), 422, "invalid", "name" },
        { "/accounts", fmt::format(R"({{"name":"A","x_long_text":"{}"}})", std::string(100'001, 'a')), 422, "invalid",
            "x_long_text" },
        { "/accounts", fmt::format(R"({{"name":"{}"}})", std::string(1'100'000, 'a')), 413, "body_too_large", "" },
        { "/accounts", fmt::format(R"({{"name":"A","x_json":{}}})", deep), 400, "too_deep", "1:" },
        { "/accounts", fmt::format(R"({{"name":"A","x_json":{}}})", std::string(17, '[') + std::string(17, ']')), 422,
            "invalid", "x_json" },
        { "/accounts", fmt::format(R"({{"name":"A","x_json":"{}"}})", std::string(70'000, 'a')), 422, "invalid",
            "x_json" },
        { "/accounts", fmt::format(R"({{"name":"A","tags":[{}]}})", many_ids), 422, "invalid", "tags" },
        { "/accounts/batch", fmt::format(R"({{"operations":[{}]}})", many_operations), 422, "invalid", "operations" },
        { "/accounts/query",
            fmt::format(R"x({{"filter":"id IN ({})"}})x",
                [] {
                    auto text = std::string {};
                    for (auto i = 0; i < 501; ++i)
                        text += fmt::format("{}'{}'", i ? "," : "", i + 1);
                    return text;
                }()),
            400, "filter_too_large", "filter " },
        { "/accounts/query",
            fmt::format(R"({{"filter":"{}name = null{}"}})", std::string(40, '('), std::string(40, ')')), 400,
            "filter_too_large", "filter " },
        { "/accounts/query", fmt::format(R"({{"filter":"name : '{}'"}})", std::string(1'001, 'a')), 400,
            "filter_too_large", "filter " },
        { "/accounts/query", R"({"page_size":501})", 400, "bad_parameter", "" },
        { "/accounts/query", R"({"order_by":"name,name,name,name,id"})", 400, "bad_parameter", "" },
        // Broken letters.
        { "/accounts", "{\"name\":\"A\xff\"}", 400, "bad_utf8", "1:" },
        { "/accounts", "{\"name\":\"A\xc3\"}", 400, "bad_utf8", "1:" },
        { "/accounts", "{\"name\":\"\xed\xa0\x80\"}", 400, "bad_utf8", "1:" },
        { "/accounts", R"({"name":"\ud800"})", 400, "malformed_json", "1:" },
        { "/accounts", R"({"name":"A\u0000B"})", 422, "invalid", "name" },
        { "/accounts", std::string { "{\"name\":\"A\0B\"}", 14 }, 400, "malformed_json", "1:" },
        { "/accounts", R"({"name":"A\u0007B"})", 422, "invalid", "name" },
        { "/accounts", R"({"name":"A","x_text":"a\nb"})", 422, "invalid", "x_text" },
        { "/accounts", "", 400, "malformed_json", "1:" },
        { "/accounts", "[]", 400, "bad_request", "" },
        { "/accounts", "{\"name\":\"A\"", 400, "malformed_json", "1:" },
        // Numbers.
        { "/accounts", R"({"name":"A","employees":9007199254740992})", 422, "invalid", "employees" },
        { "/accounts", R"({"name":"A","employees":1e3})", 422, "invalid", "employees" },
        { "/accounts", R"({"name":"A","employees":1.5})", 422, "invalid", "employees" },
        { "/accounts", R"({"name":"A","annual_revenue":"1000000000000000000000"})", 422, "invalid", "annual_revenue" },
        { "/accounts", R"({"name":"A","annual_revenue":"1.23456"})", 422, "invalid", "annual_revenue" },
        { "/accounts", R"({"name":"A","annual_revenue":"NaN"})", 422, "invalid", "annual_revenue" },
        { "/accounts", R"({"name":"A","annual_revenue":1e400})", 422, "invalid", "annual_revenue" },
        // Days and choices that do not exist.
        { "/deals", fmt::format(R"({{"name":"D","account":"{}","closes_on":"2026-02-30"}})", acme), 422, "invalid",
            "closes_on" },
        { "/deals", fmt::format(R"({{"name":"D","account":"{}","closes_on":"soon"}})", acme), 422, "invalid",
            "closes_on" },
        { "/deals", R"({"name":"D","account":"99999999999999999999"})", 422, "invalid", "account" },
        { "/deals", R"({"name":"D","account":"17"})", 422, "invalid", "account" },
        { "/accounts", R"({"name":"A","segment":"17"})", 422, "invalid", "segment" },
        { "/accounts", R"({"name":"A","legal_address":{"country":"Atlantis"}})", 422, "invalid",
            "legal_address.country" },
        { "/accounts", R"({"name":"A","currency":"EURO"})", 422, "invalid", "currency" },
        { "/accounts", R"({"name":"A","x_email":"ana"})", 422, "invalid", "x_email" },
        // Unknown, read-only, twice, of the wrong type.
        { "/accounts", R"({"name":"A","no_such_field":1})", 400, "bad_request", "no_such_field" },
        { "/accounts", R"({"name":"A","id":"5"})", 400, "bad_request", "id" },
        { "/accounts", R"({"name":"A","created_by":"1"})", 400, "bad_request", "created_by" },
        { "/accounts", R"({"name":"A","name":"B"})", 400, "bad_request", "name" },
        { "/accounts", R"({"name":["A"]})", 400, "bad_request", "name" },
        { "/accounts", R"({"name":{"a":1}})", 400, "bad_request", "name" },
        { "/accounts", "{}", 422, "invalid", "name" },
        { "/accounts/batch", R"({"operations":[{"op":"create","values":{"name":"A"}},{"op":"create","values":{}}]})",
            422, "invalid", "operations[1].name" },
        { "/accounts/batch", R"({"operations":[{"op":"create","values":{"name":"A"}},{"op":"explode"}]})", 400,
            "bad_request", "operations[1].op" },
        // Filters that cannot be read.
        { "/accounts/query", R"({"filter":"name = = 3"})", 400, "filter_syntax", "filter 8" },
        { "/accounts/query", R"({"filter":"name = \"Acme"})", 400, "filter_syntax", "filter 8" },
        { "/accounts/query", R"({"filter":"nam = \"Acme\""})", 400, "filter_unknown_field", "filter 1" },
        { "/accounts/query", R"({"filter":"created_at = 2026-02-30"})", 400, "filter_value", "filter 14" },
        { "/accounts/query", R"({"filter":"name = \"a\u0000b\""})", 400, "filter_syntax", "filter 10" },
        { "/accounts/query", R"({"filter":"name ~ 'x'"})", 400, "filter_syntax", "filter 6" },
        { "/accounts/query", R"({"filter":"id = \"abc\""})", 400, "filter_value", "filter 6" },
        { "/accounts/query", R"({"filter":{"name":"A"}})", 400, "bad_request", "filter" },
        { "/accounts/query", R"({"filter":"name = null","sort":"name"})", 400, "bad_request", "sort" },
        { "/accounts/query", R"({"order_by":"no_such_field"})", 400, "bad_parameter", "" },
        { "/accounts/query", R"({"page_token":"AAAA"})", 400, "page_token_invalid", "" },
    };
    for (auto const& one : cases) {
        auto const before = written(crm);
        auto const answer = adam.post(one.path, one.body);
        auto const shown = one.path + " " + one.body.substr(0, 120) + "\n" + answer.text;
        EXPECT_EQ(answer.status, one.status) << shown;
        EXPECT_EQ(answer.at("code"), one.code) << shown;
        EXPECT_TRUE(place(answer).starts_with(one.place)) << place(answer) << " is not " << one.place << "\n" << shown;
        EXPECT_FALSE(place(answer).empty()) << shown;
        EXPECT_TRUE(is_problem(answer)) << shown;
        EXPECT_EQ(written(crm), before) << shown;
    }
}

// Words are cut for the index of search, and never in the middle of a letter.
STORY(names_of_one_endless_word_are_kept_and_found)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    for (auto const* letter : { "a", "ж", "日", "🦊" }) {
        auto word = std::string { "x" };
        for (auto i = 0; i < 90; ++i)
            word += letter;
        auto const id = adam.create("accounts", fmt::format(R"({{"name":"{}"}})", word));
        EXPECT_EQ(adam.get("/accounts/" + id).at("name"), word);
        auto const hits = adam.get("/search?entities=accounts&q=" + encoded(word));
        EXPECT_EQ(hits.status, 200) << letter << "\n" << hits.text;
    }
    // Letters only: signs and pictures are no words.
    auto const found = adam.get("/search?entities=accounts&q=" + encoded("x日日日日"));
    EXPECT_EQ(found.count("groups"), 1U) << found.text;
}

// The control: what does write is noticed.
STORY(a_record_that_was_written_is_noticed)
{
    auto crm = TestCrm {};
    auto const before = written(crm);
    crm.as("adam").create("accounts", R"({"name":"Acme"})");
    EXPECT_NE(written(crm), before);
}
}
