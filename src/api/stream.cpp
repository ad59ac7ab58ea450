#include "api/stream.h"

#include "api/call.h"
#include "base/log.h"
#include "records/access.h"

#include <fmt/format.h>

#include <algorithm>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <set>
#include <thread>

namespace kontor::api {

namespace {

constexpr std::size_t streams_per_person = 10;
constexpr std::int64_t kept_ms = 10 * 60'000; // how long an event can be replayed
// Ids are not commit order on PostgreSQL: events that commit late are still found in this window (ENGINE.md 2).
constexpr std::int64_t window_ms = 10'000;
constexpr auto poll = std::chrono::seconds { 1 };

struct OutboxEvent {
    std::int64_t id = 0;
    std::int64_t change = 0;
    std::int64_t at = 0;
    std::int64_t actor = 0;
    std::string entity;
    std::int64_t record = 0;
    std::string kind;
    std::int64_t version = 0;
    std::vector<std::string> fields;
    bool is_many = false;
};

std::vector<std::string> fields_in(std::string_view body)
{
    auto fields = std::vector<std::string> {};
    auto const parsed = parse_json(body);
    if (auto const* json = std::get_if<Json>(&parsed))
        if (auto const* list = json->find("fields"); list && list->as_array())
            for (auto const& item : *list->as_array())
                if (auto const* name = item.as_string())
                    fields.push_back(*name);
    return fields;
}

}

struct StreamHub::State {
    State(records::Store& open_store, Sessions& open_sessions) : store(open_store), sessions(open_sessions) { }

    struct Client {
        Id user;
        records::Actor actor;
        std::set<std::string> entities;
        std::shared_ptr<http::EventChannel> channel;
        std::set<std::int64_t> shown; // records that this stream was told of: their going is told, too
    };

    records::Store& store;
    Sessions& sessions;
    mutable std::mutex mutex;
    std::condition_variable wake;
    std::vector<std::shared_ptr<Client>> clients;
    bool is_stopping = false;
    bool has_news = false;
    std::set<std::int64_t> seen; // outbox ids of the window
    std::int64_t started_at = 0;
    std::int64_t schema_version = 0;
    std::thread thread;
    std::atomic<std::chrono::steady_clock::time_point> looked_at = std::chrono::steady_clock::now();

    std::vector<OutboxEvent> read_news(std::int64_t since, bool remember)
    {
        auto news = std::vector<OutboxEvent> {};
        store.database().read([&](db::Connection& connection) {
            news.clear();
            auto rows = connection.query(
                "select \"id\", \"change\", \"at\", \"actor\", \"entity\", \"record\", \"kind\", \"version\", \"body\" "
                "from \"kontor_outbox\" where \"at\" >= ?1 order by \"at\", \"id\" limit 10000",
                { since });
            while (rows->next()) {
                if (remember && seen.contains(rows->whole(0)))
                    continue;
                auto event = OutboxEvent { rows->whole(0), rows->whole(1), rows->whole(2), rows->whole(3),
                    std::string { rows->text(4) }, rows->whole(5), std::string { rows->text(6) }, rows->whole(7), {},
                    false };
                event.is_many = rows->text(8).starts_with("{\"many\"");
                if (!event.is_many)
                    event.fields = fields_in(rows->text(8));
                news.push_back(std::move(event));
            }
        });
        return news;
    }

    // The event as this reader may know it; empty when he may not.
    std::string text_for(records::Reading& reading, Client& client, OutboxEvent const& event)
    {
        auto const* entity = reading.schema.find(event.entity);
        if (!entity || (!client.entities.empty() && !client.entities.contains(event.entity))
            || client.actor.level(reading.schema, *entity, records::Right::read) == records::Level::none)
            return {};
        auto data = std::string {};
        auto json = JsonWriter { data };
        json.begin_object().member("entity", event.entity);
        if (event.is_many) {
            json.member("many", true).end_object();
            return fmt::format("id: {}\nevent: record.updated\ndata: {}\n\n", event.id, data);
        }
        auto const id = Id { event.record };
        json.member("id", id);
        auto const is_visible
            = event.kind != "removed" && !records::Reader { reading }.visible(*entity, { id }).empty();
        if (!is_visible) {
            // "Gone" is told only to a reader who could see it: of whom this stream knows, or whose rights do not
            // depend on the record.
            auto const could_see = client.shown.erase(event.record) > 0
                || records::Reach { reading.schema, client.actor, *entity, records::Right::read }.is_all();
            if (!could_see)
                return {};
            json.end_object();
            return fmt::format("id: {}\nevent: record.gone\ndata: {}\n\n", event.id, data);
        }
        if (client.shown.size() < 50'000)
            client.shown.insert(event.record);
        auto readable = std::vector<std::string> {};
        for (auto const& name : event.fields)
            if (auto const* field = entity->find(name); field && client.actor.sees(reading.schema, *entity, *field))
                readable.push_back(name);
        if (event.kind == "updated" && readable.empty())
            return {};
        json.member("version", event.version).key("fields").begin_array();
        for (auto const& name : readable)
            json.string(name);
        json.end_array().key("by").raw(
            records::Reader { reading }.reference(*reading.schema.find("users"), Id { event.actor }));
        json.member("change", Id { event.change }).member("at", Instant { event.at }.to_string()).end_object();
        return fmt::format("id: {}\nevent: record.{}\ndata: {}\n\n", event.id, event.kind, data);
    }

    void tell(Client& client, std::vector<OutboxEvent> const& news)
    {
        auto actor = sessions.actor_of(client.user);
        if (!actor) {
            client.channel->send("event: bye\ndata: {\"code\":\"session_ended\"}\n\n");
            client.channel->close();
            return;
        }
        client.actor = std::move(*actor);
        store.read(client.actor, [&](records::Reading& reading) {
            for (auto const& event : news)
                if (auto const text = text_for(reading, client, event); !text.empty())
                    if (!client.channel->send(text))
                        return;
        });
    }

    void run()
    {
        auto since = store.clock().now().milliseconds;
        started_at = since;
        auto swept_at = since;
        for (;;) {
            auto listening = std::vector<std::shared_ptr<Client>> {};
            {
                auto lock = std::unique_lock { mutex };
                wake.wait_for(lock, poll, [&] { return is_stopping || has_news; });
                if (is_stopping)
                    return;
                has_news = false;
                std::erase_if(clients, [](auto const& client) { return client->channel->is_closed(); });
                listening = clients;
            }
            try {
                auto const now = store.clock().now().milliseconds;
                if (listening.empty()) {
                    since = std::max(since, now - 1);
                    seen.clear();
                } else {
                    auto const news = read_news(std::max(started_at, since - window_ms), true);
                    for (auto const& event : news)
                        seen.insert(event.id);
                    if (!news.empty())
                        for (auto const& client : listening)
                            tell(*client, news);
                    since = now;
                    if (seen.size() > 20'000)
                        seen.clear(), started_at = now;
                    auto const version = store.schema()->version();
                    if (schema_version && version != schema_version)
                        for (auto const& client : listening)
                            client->channel->send(
                                fmt::format("event: meta.changed\ndata: {{\"version\":\"{}\"}}\n\n", version));
                    schema_version = version;
                }
                looked_at = std::chrono::steady_clock::now();
                if (now - swept_at > 60'000) {
                    swept_at = now;
                    store.database().write(
                        [&](db::Transaction& transaction) {
                            transaction.connection().execute(
                                "delete from \"kontor_outbox\" where \"at\" < ?1", { now - kept_ms });
                            transaction.connection().execute(
                                "delete from \"kontor_idempotency\" where \"created_at\" < ?1", { now - 86'400'000 });
                        },
                        db::Lane::background);
                }
            } catch (std::exception const& error) {
                log::warning(fmt::format("The stream could not read news: {}", error.what()));
            }
        }
    }
};

StreamHub::StreamHub(records::Store& store, Sessions& sessions) : m_state(std::make_unique<State>(store, sessions)) { }
StreamHub::~StreamHub() { stop(); }

void StreamHub::start()
{
    m_state->thread = std::thread { [this] { m_state->run(); } };
}

void StreamHub::stop()
{
    {
        auto const lock = std::scoped_lock { m_state->mutex };
        if (m_state->is_stopping)
            return;
        m_state->is_stopping = true;
        for (auto const& client : m_state->clients) {
            client->channel->send("event: bye\ndata: {\"code\":\"shutting_down\"}\n\n");
            client->channel->close();
        }
        m_state->clients.clear();
    }
    m_state->wake.notify_all();
    if (m_state->thread.joinable())
        m_state->thread.join();
}

double StreamHub::lag_seconds() const
{
    auto const silent = std::chrono::steady_clock::now() - m_state->looked_at.load() - 2 * poll;
    return std::max(0.0, std::chrono::duration<double>(silent).count());
}

void StreamHub::look_now()
{
    {
        auto const lock = std::scoped_lock { m_state->mutex };
        m_state->has_news = true;
    }
    m_state->wake.notify_all();
}

void StreamHub::end_streams(Id user)
{
    auto const lock = std::scoped_lock { m_state->mutex };
    for (auto const& client : m_state->clients)
        if (client->user == user) {
            client->channel->send("event: bye\ndata: {\"code\":\"session_ended\"}\n\n");
            client->channel->close();
        }
    std::erase_if(m_state->clients, [&](auto const& client) { return client->user == user; });
}

void StreamHub::send(Id user, std::string_view event, std::string data)
{
    auto const text = fmt::format("event: {}\ndata: {}\n\n", event, data);
    auto const lock = std::scoped_lock { m_state->mutex };
    for (auto const& client : m_state->clients)
        if (user.is_empty() || client->user == user)
            client->channel->send(text);
}

std::size_t StreamHub::client_count() const
{
    auto const lock = std::scoped_lock { m_state->mutex };
    return m_state->clients.size();
}

http::Response StreamHub::open(Call const& call)
{
    call.allow_parameters({ "entities" });
    call.demand_scope("read");
    auto client = std::make_shared<State::Client>();
    client->user = call.actor.user;
    client->actor = call.actor;
    for (auto const& name : call.list("entities")) {
        auto const* entity = call.schema().find(name);
        if (!entity || call.actor.level(call.schema(), *entity, records::Right::read) == records::Level::none)
            throw Problem::bad_parameter("entities", fmt::format("There is no collection \"{}\".", name));
        client->entities.insert(name);
    }
    {
        auto const lock = std::scoped_lock { m_state->mutex };
        std::erase_if(m_state->clients, [](auto const& other) { return other->channel->is_closed(); });
        auto const mine = std::ranges::count_if(
            m_state->clients, [&](auto const& other) { return other->user == call.actor.user; });
        if (static_cast<std::size_t>(mine) >= streams_per_person)
            throw Problem::too_many_requests("too_many_streams", "At most 10 streams a person; let tabs share one.", 5);
    }
    auto const last = Id::parse(call.request.header("last-event-id"));
    auto const resumes = !call.request.header("last-event-id").empty();
    auto response = http::Response {};
    response.with_header("Content-Type", "text/event-stream").with_header("Cache-Control", "no-store");
    response.events = [state = m_state.get(), client, last, resumes](std::shared_ptr<http::EventChannel> channel) {
        client->channel = std::move(channel);
        client->channel->send("retry: 2000\n\n");
        if (resumes) {
            auto const now = state->store.clock().now().milliseconds;
            auto news = state->read_news(now - kept_ms, false);
            auto const known = last ? std::ranges::find(news, last->value, &OutboxEvent::id) : news.end();
            if (known == news.end())
                client->channel->send("event: resync\ndata: {}\n\n");
            else {
                news.erase(news.begin(), known + 1);
                state->tell(*client, news);
            }
        }
        auto const lock = std::scoped_lock { state->mutex };
        if (state->is_stopping)
            client->channel->close();
        else
            state->clients.push_back(client);
    };
    return response;
}

}
