#include "base/json.h"
#include "db/database_fixture.h"
#include "tests/support/http_client.h"
#include "tests/support/kontor_process.h"
#include "tests/support/random_house.h"
#include "tests/support/temporary_folder.h"
#include "tests/support/test_crm.h"
#include "tests/support/waiting.h"

#include <fmt/format.h>
#include <libpq-fe.h>

#include <algorithm>
#include <atomic>
#include <mutex>
#include <thread>

#include <unistd.h>

// RELIABILITY P1, P7 and P8, through the real door: the program is killed with -9 again and again while people write
// and a file comes in. What was acknowledged is there, nothing is half there, a retry has one effect, and the import
// goes on.
namespace kontor::test {

namespace {

// One thing that a client asks for in one request, and what must then be there as a whole: two contacts of one batch,
// or an account with its first contact from one qualified enquiry.
struct Request {
    std::string path, body, key;
    enum class Kind { account, contacts, qualify } kind;
    std::string mark; // in the names of everything that it makes
};

// What clients were told, and what they never heard about.
struct Ledger {
    std::mutex mutex;
    std::vector<Request> acknowledged, unknown;
};

// A PostgreSQL database of its own, because the program always works in the schema "kontor".
class OwnPostgres {
public:
    OwnPostgres() : m_name(fmt::format("kontor_kill_{}", ::getpid())) { run("create database " + m_name); }
    ~OwnPostgres() { run("drop database " + m_name + " with (force)"); }
    OwnPostgres(OwnPostgres const&) = delete;
    OwnPostgres& operator=(OwnPostgres const&) = delete;

    [[nodiscard]] std::string url() const
    {
        auto const server = std::string { db::postgres_for_tests() };
        return server.substr(0, server.rfind('/') + 1) + m_name;
    }

private:
    static void run(std::string const& sql)
    {
        auto* connection = PQconnectdb(db::postgres_for_tests());
        PQclear(PQexec(connection, sql.c_str()));
        PQfinish(connection);
    }

    std::string m_name;
};

class Workshop {
public:
    explicit Workshop(std::string database_url)
        : m_url(database_url.empty() ? "sqlite:" + (m_folder.path() / "kontor.sqlite").string() : database_url)
    {
        auto const added = run({ "user", "add", "--email", "ana@acme.test", "--role", "administrator", "--name", "Ana",
                                   "--password-stdin" },
            "a long password");
        EXPECT_EQ(added.exit_code, 0);
        auto const token = run({ "user", "token", "--email", "ana@acme.test", "--scope", "read,write" });
        EXPECT_EQ(token.exit_code, 0);
        m_token = token.output.substr(0, token.output.find_last_not_of("\n") + 1);
    }

    CommandResult run(std::vector<std::string> arguments, std::string const& input = {})
    {
        for (auto const& where : data())
            arguments.push_back(where);
        return run_kontor(arguments, input);
    }

    [[nodiscard]] std::vector<std::string> data() const
    {
        return { "--data", m_folder.path().string(), "--database", m_url };
    }
    [[nodiscard]] std::string const& token() const { return m_token; }

    [[nodiscard]] std::int64_t count(std::string const& sql) const
    {
        auto const database = db::open(m_url, { .reader_count = 1 });
        auto found = std::int64_t { 0 };
        database->read([&](db::Connection& connection) {
            auto const rows = connection.query(sql);
            rows->next();
            found = rows->whole(0);
        });
        return found;
    }

    // Behind the program's back, while it is dead.
    void script(std::string const& sql)
    {
        auto const database = db::open(m_url, { .reader_count = 1 });
        database->alter([&](db::Connection& connection) { connection.script(sql); });
    }

private:
    TemporaryFolder m_folder;
    std::string m_url;
    std::string m_token;
};

// Asks until the server dies; everything is written down before it is believed.
void write_until_killed(std::uint16_t port, std::string const& token, std::string const& mark, Ledger& ledger)
{
    auto count = 0;
    auto asked = std::optional<Request> {};
    try {
        auto ana = Person { port, token };
        for (;;) {
            auto const name = fmt::format("{}-{}", mark, count++);
            asked.reset();
            auto request = Request {};
            if (count % 3 == 0) {
                auto const enquiry
                    = ana.post("/enquiries", fmt::format(R"({{"subject":"{}","phone":"1234567"}})", name));
                ASSERT_EQ(enquiry.status, 201) << enquiry.text;
                request = { fmt::format("/enquiries/{}/qualify", enquiry.at("id")),
                    fmt::format(
                        R"({{"account":{{"name":"{0}"}},"contact":{{"name":"{0}"}},"deal":false,"force":true}})", name),
                    name, Request::Kind::qualify, name };
            } else if (count % 3 == 1) {
                request = { "/accounts", fmt::format(R"({{"name":"{}"}})", name), name, Request::Kind::account, name };
            } else {
                auto const one = fmt::format(R"({{"op":"create","values":{{"name":"{}"}}}})", name);
                request = { "/contacts/batch", fmt::format(R"({{"operations":[{},{}]}})", one, one), name,
                    Request::Kind::contacts, name };
            }
            asked = request;
            auto const answer = ana.post(request.path, request.body, { { "Idempotency-Key", request.key } });
            auto const lock = std::scoped_lock { ledger.mutex };
            if (answer.status == 200 || answer.status == 201)
                ledger.acknowledged.push_back(std::move(request));
            else
                ADD_FAILURE() << request.path << " " << request.body << "\n" << answer.text;
        }
    } catch (std::exception const&) {
        // Killed. Whether the last request had its effect is not known.
        auto const lock = std::scoped_lock { ledger.mutex };
        if (asked)
            ledger.unknown.push_back(std::move(*asked));
    }
}

// How many records with these names there are, by name.
std::map<std::string, int> counted(Person& ana, std::string_view collection, std::vector<Request> const& requests)
{
    auto found = std::map<std::string, int> {};
    for (std::size_t begin = 0; begin < requests.size(); begin += 200) {
        auto names = std::string {};
        for (auto i = begin; i < std::min(begin + 200, requests.size()); ++i)
            names += fmt::format("{}\"{}\"", names.empty() ? "" : ",", requests[i].mark);
        auto const answer = ana.post(fmt::format("/{}/query", collection),
            fmt::format(R"({{"filter":{},"fields":"name","page_size":500}})",
                Json { fmt::format("name IN ({})", names) }.to_text()));
        EXPECT_EQ(answer.status, 200) << answer.text;
        for (std::size_t i = 0; i < answer.count("items"); ++i)
            ++found[answer.at(fmt::format("items.{}.name", i))];
    }
    return found;
}

// What is not as it must be: acknowledged and not there, half there, or there twice.
std::vector<std::string> faults(Person& ana, std::vector<Request> const& requests, bool is_acknowledged)
{
    auto const accounts = counted(ana, "accounts", requests), contacts = counted(ana, "contacts", requests);
    auto found = std::vector<std::string> {};
    for (auto const& request : requests) {
        auto const of = [&](std::map<std::string, int> const& counts) {
            auto const count = counts.find(request.mark);
            return count == counts.end() ? 0 : count->second;
        };
        auto const is = std::pair { of(accounts), of(contacts) };
        auto const whole = request.kind == Request::Kind::account ? std::pair { 1, 0 }
            : request.kind == Request::Kind::contacts             ? std::pair { 0, 2 }
                                                                  : std::pair { 1, 1 };
        if (is != whole && (is_acknowledged || is != std::pair { 0, 0 }))
            found.push_back(
                fmt::format("{} ({}): {} accounts, {} contacts", request.mark, request.path, is.first, is.second));
    }
    return found;
}

// Sends again what was never answered, under its key: it happens now, or it had happened.
void send_again(Person& ana, std::vector<Request> const& requests)
{
    for (auto const& request : requests) {
        auto const answer = ana.post(request.path, request.body, { { "Idempotency-Key", request.key } });
        EXPECT_TRUE(answer.status == 200 || answer.status == 201) << request.path << "\n" << answer.text;
    }
}

constexpr auto rows_of_a_file = 300;

// Its id; empty when the server died before it said so.
std::string start_import(Person& ana, std::string const& mark)
{
    auto csv = std::string { "name,external_id\r\n" };
    for (auto i = 0; i < rows_of_a_file; ++i)
        csv += fmt::format("{0} {1},{0}-{1}\r\n", mark, i);
    try {
        auto const file = ana.send("POST", "/files?name=accounts.csv", { { "Content-Type", "text/csv" } }, csv);
        EXPECT_EQ(file.status, 201) << file.text;
        return ana.post("/imports", fmt::format(R"({{"file":"{}","entity":"accounts"}})", file.at("id"))).at("id");
    } catch (std::exception const&) {
        return {};
    }
}

void expect_import_is_whole(Person& ana, std::string const& id, std::string const& mark)
{
    auto state = std::string {};
    for (auto i = 0; i < 10 && (state.empty() || state == "queued" || state == "running"); ++i)
        state = ana.get("/jobs/" + id + "?wait=20").at("state");
    auto const import = ana.get("/imports/" + id);
    EXPECT_EQ(state, "done") << import.text;
    EXPECT_EQ(import.at("counts.created"), std::to_string(rows_of_a_file)) << import.text;
    EXPECT_EQ(import.at("counts.rejected"), "0") << import.text;
    auto const filter = encoded(fmt::format("external_id >= \"{0}-\" AND external_id < \"{0}.\"", mark));
    EXPECT_EQ(
        ana.get("/accounts?page_size=1&count=exact&filter=" + filter).at("total"), std::to_string(rows_of_a_file));
}

void live_through_kills(Workshop& workshop, int rounds)
{
    auto dice = Dice { random_seed() };
    auto all = std::vector<Request> {}, unknown = std::vector<Request> {};
    auto imports = std::vector<std::pair<std::string, std::string>> {}; // id and mark
    for (auto round = 0; round < rounds; ++round) {
        auto server = ServingKontor { workshop.data() };
        if (round % 10 == 9) { // also while it starts
            auto looks = dice.below(200);
            wait_for([&] { return looks-- == 0; });
            server.kill();
            continue;
        }
        auto const port = server.wait_until_ready();
        auto ana = Person { port, workshop.token() };
        EXPECT_EQ(faults(ana, unknown, false), std::vector<std::string> {}) << "round " << round;
        send_again(ana, unknown);
        EXPECT_EQ(faults(ana, unknown, true), std::vector<std::string> {}) << "round " << round;
        all.insert(all.end(), unknown.begin(), unknown.end());
        auto ledger = Ledger {};
        {
            auto clients = std::vector<std::jthread> {};
            for (auto client = 0; client < 3; ++client)
                clients.emplace_back([&, client] {
                    write_until_killed(port, workshop.token(), fmt::format("r{}-{}", round, client), ledger);
                });
            if (round % 10 == 0) {
                auto const mark = fmt::format("file{}", round);
                if (auto id = start_import(ana, mark); !id.empty())
                    imports.emplace_back(std::move(id), mark);
            }
            auto const enough = dice.below(25);
            wait_for([&] {
                auto const lock = std::scoped_lock { ledger.mutex };
                return ledger.acknowledged.size() >= enough;
            });
            server.kill();
        }
        all.insert(all.end(), ledger.acknowledged.begin(), ledger.acknowledged.end());
        unknown = ledger.unknown;
        if (round % 10 == 3) // a minute later: the job of the dead process may be taken up again
            workshop.script("update kontor_job set lease_until = 0 where state = 'running'");
    }
    ASSERT_GT(all.size(), static_cast<std::size_t>(rounds)) << "hardly anything was written";
    ASSERT_FALSE(imports.empty());
    workshop.script("update kontor_job set lease_until = 0 where state = 'running'");
    {
        auto server = ServingKontor { workshop.data() };
        auto ana = Person { server.wait_until_ready(), workshop.token() };
        send_again(ana, unknown);
        EXPECT_EQ(faults(ana, all, true), std::vector<std::string> {}) << "seed " << random_seed();
        for (auto const& [id, mark] : imports)
            expect_import_is_whole(ana, id, mark);
        server.kill();
    }
    auto const check = workshop.run({ "check" });
    EXPECT_EQ(check.exit_code, 0) << check.output;
}

}

STORY(what_was_acknowledged_survives_a_hundred_kills)
{
    if (!db::postgres_for_tests()) {
        auto workshop = Workshop { "" };
        live_through_kills(workshop, 100);
        return;
    }
    auto const postgres = OwnPostgres {};
    auto workshop = Workshop { postgres.url() };
    live_through_kills(workshop, 20);
}

// The control: a write that was lost, a half one and an altered trail are noticed.
STORY(a_lost_write_a_half_one_and_an_altered_trail_are_noticed)
{
    auto workshop = Workshop { "" };
    auto written = std::vector<Request> {};
    {
        auto server = ServingKontor { workshop.data() };
        auto ledger = Ledger {};
        auto const port = server.wait_until_ready();
        auto client = std::jthread { [&] { write_until_killed(port, workshop.token(), "r", ledger); } };
        wait_for([&] {
            auto const lock = std::scoped_lock { ledger.mutex };
            return ledger.acknowledged.size() >= 6; // two of each kind
        });
        wait_for([&] { return workshop.count("select count(*) from kontor_audit where batch is not null") > 0; });
        server.kill();
        client.join();
        written = ledger.acknowledged;
    }
    auto faults_now = [&] {
        auto server = ServingKontor { workshop.data() };
        auto ana = Person { server.wait_until_ready(), workshop.token() };
        return faults(ana, written, true);
    };
    EXPECT_EQ(faults_now().size(), 0U);
    EXPECT_EQ(workshop.run({ "check" }).exit_code, 0);
    auto mark_of = [&](Request::Kind kind) {
        auto seen = std::string {};
        for (auto const& request : written) {
            seen += request.path + " ";
            if (request.kind == kind)
                return request.mark;
        }
        ADD_FAILURE() << "only these were acknowledged: " << seen;
        return std::string {};
    };
    workshop.script(fmt::format("delete from accounts where name = '{}'", mark_of(Request::Kind::account)));
    workshop.script(fmt::format("delete from contacts where name = '{}'", mark_of(Request::Kind::qualify)));
    EXPECT_EQ(faults_now().size(), 2U);
    workshop.script("update kontor_audit set title = 'altered' where batch is not null");
    EXPECT_EQ(workshop.run({ "check" }).exit_code, 3);
}

}
