#include "tests/support/test_crm.h"

#include "api/session_api.h"
#include "records/input.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <unistd.h>

#include <cstdlib>

namespace kontor::test {

namespace {

char const* postgres() { return std::getenv("KONTOR_TEST_POSTGRESQL"); }

constexpr std::string_view password = "a long password";

Answer answer_of(Reply reply)
{
    auto answer = Answer { reply.status, std::move(reply.headers), std::move(reply.body), {} };
    auto parsed = parse_json(answer.text, { .depth = 200, .keys_per_object = 100'000 });
    if (auto* json = std::get_if<Json>(&parsed))
        answer.json = std::move(*json);
    return answer;
}

}

Json const* Answer::find(std::string_view path) const
{
    auto const* here = &json;
    while (here && !path.empty()) {
        auto const dot = std::min(path.find('.'), path.size());
        auto const step = std::string { path.substr(0, dot) };
        path.remove_prefix(std::min(dot + 1, path.size()));
        if (auto const* list = here->as_array()) {
            auto const index = static_cast<std::size_t>(std::atoi(step.c_str()));
            here = index < list->size() ? &(*list)[index] : nullptr;
        } else
            here = here->find(step);
    }
    return here;
}

std::string Answer::at(std::string_view path) const
{
    auto const* found = find(path);
    if (!found || found->is_null())
        return {};
    if (auto const* string = found->as_string())
        return *string;
    return found->to_text();
}

std::string Answer::problem(std::string_view field) const
{
    auto const* fields = json.find("fields");
    if (fields && fields->as_array())
        for (auto const& fault : *fields->as_array())
            if (auto const* name = fault.find("field"); name && name->as_string() && *name->as_string() == field)
                return *fault.find("code")->as_string();
    return {};
}

std::string Answer::header(std::string_view name) const
{
    for (auto const& [key, value] : headers)
        if (key == name)
            return value;
    return {};
}

std::size_t Answer::count(std::string_view path) const
{
    auto const* found = find(path);
    return found && found->as_array() ? found->as_array()->size() : 0;
}

Answer Person::send(std::string_view method, std::string_view path, Headers headers, std::string_view body)
{
    if (!m_token.empty())
        headers.emplace_back("Authorization", "Bearer " + m_token);
    return answer_of(m_client.send(method, "/api/v1" + std::string { path }, headers, body));
}

Answer Person::get(std::string_view path) { return send("GET", path, {}, {}); }

Answer Person::post(std::string_view path, std::string_view body, Headers headers)
{
    headers.emplace_back("Content-Type", "application/json");
    return send("POST", path, std::move(headers), body);
}

Answer Person::patch(std::string_view path, std::string_view body, Headers headers)
{
    headers.emplace_back("Content-Type", "application/json");
    return send("PATCH", path, std::move(headers), body);
}

Answer Person::remove(std::string_view path, Headers headers) { return send("DELETE", path, std::move(headers), {}); }

std::string Person::create(std::string_view collection, std::string_view body)
{
    auto const answer = post("/" + std::string { collection }, body);
    EXPECT_EQ(answer.status, 201) << collection << " " << body << "\n" << answer.text;
    return answer.at("id");
}

std::string encoded(std::string_view text)
{
    auto out = std::string {};
    for (auto c : text)
        out += (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z')
            ? std::string(1, c)
            : fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return out;
}

TestCrm::TestCrm(Config config)
{
    static auto made = 0;
    m_schema = fmt::format("kontor_story_{}_{}", ::getpid(), ++made);
    m_folder = std::filesystem::temp_directory_path() / m_schema;

    config.data = m_folder;
    config.listen_port = 0;
    config.worker_threads = 4;
    config.log_level = log::Level::warning;
    if (postgres())
        config.database = postgres();
    auto options = ApplicationOptions {};
    options.database.runs_closures_twice = true;
    options.database.syncs_to_disk = false;
    options.database.reader_count = 6;
    options.database.schema = m_schema;
    options.password_cost = PasswordCost::test;
    m_application = std::make_unique<Application>(config, options);
    auto workspace = store().workspace();
    workspace.name = "Story";
    m_ids["adam"]
        = api::furnish_workspace(store(), m_application->sessions(), workspace, "Adam", "adam@kontor.test", password)
              .to_string();
    auto const hash = m_application->sessions().hash(password);
    auto const make = [&](std::string const& collection, JsonObject body) {
        auto id = Id {};
        store().write(records::Actor::system(), [&](records::Transaction& transaction) {
            auto const& entity = *transaction.schema().find(collection);
            auto values = records::read_values(body, entity, transaction.schema(), transaction.actor());
            id = records::Writer::create(transaction, entity, values, records::Writer::Authority::engine).id;
        });
        return id.to_string();
    };
    m_ids["corporate"] = make("departments", { { "name", "Corporate" }, { "key", "corporate" } });
    m_ids["team_one"]
        = make("departments", { { "name", "Team one" }, { "key", "team_one" }, { "parent", m_ids["corporate"] } });
    m_ids["team_two"]
        = make("departments", { { "name", "Team two" }, { "key", "team_two" }, { "parent", m_ids["corporate"] } });
    auto const person = [&](std::string const& name, std::string const& department, std::string const& role) {
        m_ids[name] = make("users",
            { { "name", name }, { "email", name + "@kontor.test" }, { "department", m_ids[department] },
                { "role", role } });
        store().write(records::Actor::system(), [&](records::Transaction& transaction) {
            auto const& users = *transaction.schema().find("users");
            auto status = Values {};
            status.assignments.emplace_back(*users.find("status"), Value { std::string { "active" } }, 0);
            records::Writer::update(
                transaction, users, *Id::parse(m_ids[name]), status, {}, records::Writer::Authority::engine);
            m_application->sessions().set_password(transaction, *Id::parse(m_ids[name]), hash);
        });
    };
    person("ana", "team_one", "account_manager");
    person("eva", "team_one", "account_manager");
    person("carl", "team_two", "account_manager");
    person("ben", "corporate", "head");
    person("rita", "corporate", "read_only");
    m_port = m_application->serve();
}

TestCrm::~TestCrm()
{
    m_people.clear();
    m_application->stop();
    if (postgres())
        store().database().alter(
            [&](db::Connection& connection) { connection.script("drop schema " + db::quote(m_schema) + " cascade"); });
    m_application.reset();
    auto error = std::error_code {};
    std::filesystem::remove_all(m_folder, error);
}

Person& TestCrm::as(std::string_view name)
{
    if (auto found = m_people.find(name); found != m_people.end())
        return *found->second;
    auto token = std::string {};
    if (name != "guest") {
        auto guest = Person { m_port, "" };
        auto const answer
            = guest.post("/session", fmt::format(R"({{"email":"{}@kontor.test","password":"{}"}})", name, password));
        EXPECT_EQ(answer.status, 200) << name << "\n" << answer.text;
        token = answer.at("token");
    }
    return *m_people.emplace(std::string { name }, std::make_unique<Person>(m_port, token)).first->second;
}

std::int64_t TestCrm::audit_count(std::string_view record_id)
{
    auto count = std::int64_t { 0 };
    store().database().read([&](db::Connection& connection) {
        auto rows = connection.query("select count(*) from \"kontor_audit\" where \"record\" = ?1",
            { Id::parse(record_id).value_or(Id {}).value });
        rows->next();
        count = rows->whole(0);
    });
    return count;
}

std::string TestCrm::wait_for_job(Person& person, std::string const& id)
{
    for (auto i = 0; i < 30; ++i) {
        auto const answer = person.get("/jobs/" + id + "?wait=15");
        if (answer.at("state") != "queued" && answer.at("state") != "running")
            return answer.at("state");
    }
    return "never ended";
}

}
