#include "records/timeline_entries.h"

#include "base/fold.h"
#include "base/problem.h"
#include "records/audit.h"
#include "records/page_token.h"
#include "records/read_count.h"
#include "records/row_source.h"
#include "records/spoken_value.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

// A thing that people did or plan, as an entry of weight "content".
struct ContentSource {
    std::string_view plural;  // the collection
    std::string_view kind;    // the entry's kind
    std::string_view summary; // field; what has only words of its own is called by its kind
    std::string_view text;    // field
    std::string_view at;      // field that orders it, when filled; else created_at
};
constexpr ContentSource content_sources[] = {
    { "activities", "activity", "subject", "outcome", "starts_at" },
    { "notes", "note", "", "text", "created_at" },
    { "comments", "comment", "", "text", "created_at" },
    { "files", "file", "name", "description", "created_at" },
};

struct Entry {
    Instant at;
    Id id;
    std::string json;
};

constexpr std::string_view log_kinds[]
    = { "created", "change", "stage", "action", "deleted", "restored", "imported", "merged" };
// Documents are entries through their changes so far, or not at all.
constexpr std::string_view document_kinds[] = { "message", "offer", "order", "invoice", "related" };

bool is_content(std::string_view plural)
{
    return std::ranges::find(content_sources, plural, &ContentSource::plural) != std::end(content_sources);
}

void demand_kinds(std::vector<std::string> const& kinds)
{
    for (auto const& kind : kinds)
        if (std::ranges::find(log_kinds, kind) == std::end(log_kinds)
            && std::ranges::find(document_kinds, kind) == std::end(document_kinds)
            && std::ranges::find(content_sources, kind, &ContentSource::kind) == std::end(content_sources))
            throw Problem::bad_parameter("kinds", fmt::format("There is no kind \"{}\".", kind));
}

class TimelineRun {
public:
    TimelineRun(Reading& reading, EntityInfo const& entity, Id record, TimelineQuery const& query)
        : m_reading(reading)
        , m_entity(entity)
        , m_record(record)
        , m_query(query)
        , m_question(fmt::format("timeline\n{}\n{}\n{}\n{}\n{}", reading.actor.user.value, record.value, query.upcoming,
              query.q, fmt::join(query.kinds, ",")))
    {
        demand_kinds(query.kinds);
        if (!query.page_token.empty())
            m_offset = open_page_token(query.page_token, reading.secret, m_question).offset;
    }

    std::string run()
    {
        if (!sees_even_binned(m_reading, m_entity, m_record))
            throw Problem::not_found();
        // Sources are cut at what this page can need, brought together and ordered in memory.
        m_needed = m_offset + static_cast<std::int64_t>(m_query.page_size) + 1;
        for (auto const& source : content_sources)
            if (wants(source.kind))
                add_content(source);
        if (!m_query.upcoming)
            add_changes();
        if (m_query.upcoming)
            std::ranges::sort(m_entries, [](Entry const& first, Entry const& second) { return first.at < second.at; });
        else
            std::ranges::sort(m_entries, [](Entry const& first, Entry const& second) {
                return first.at != second.at ? second.at < first.at : second.id < first.id;
            });
        auto out = std::string { "{\"items\":[" };
        auto const begin = std::min(static_cast<std::size_t>(m_offset), m_entries.size());
        auto const end = std::min(begin + static_cast<std::size_t>(m_query.page_size), m_entries.size());
        for (auto i = begin; i < end; ++i)
            out += (i > begin ? "," : "") + m_entries[i].json;
        out += "],\"next_page_token\":";
        if (end < m_entries.size())
            append_json_string(
                out, seal_page_token({ {}, {}, static_cast<std::int64_t>(end) }, m_reading.secret, m_question));
        else
            out += "null";
        return out + "}";
    }

private:
    bool wants(std::string_view kind) const
    {
        return m_query.kinds.empty() || std::ranges::find(m_query.kinds, kind) != m_query.kinds.end();
    }

    // How records of a collection hang on this one: `about`, or a link of the same name as the entity; an account also
    // collects what carries it as `account`.
    std::string hangs_here(EntityInfo const& target) const
    {
        auto terms = std::string {};
        auto const add = [&](std::string_view path) {
            terms += (terms.empty() ? "" : " OR ") + fmt::format("{} = \"{}\"", path, m_record.value);
        };
        auto const sees = [&](std::string_view name) {
            auto const* field = target.find(name);
            return field && m_reading.actor.sees(m_reading.schema, target, *field);
        };
        if (sees("about"))
            add("about");
        if (sees(m_entity.singular))
            add(m_entity.singular);
        if (target.plural == "activities" && m_entity.singular == "contact" && sees("contacts"))
            add("contacts");
        return terms;
    }

    void add_content(ContentSource const& source)
    {
        auto const* target = m_reading.schema.find(source.plural);
        if (!target || m_reading.actor.level(m_reading.schema, *target, Right::read) == Level::none)
            return;
        auto filter = hangs_here(*target);
        if (filter.empty())
            return;
        auto const has_status = target->find("status") && source.kind == "activity";
        filter = "(" + filter + ")";
        if (has_status)
            filter += m_query.upcoming ? " AND status = \"planned\"" : " AND status != \"planned\"";
        else if (m_query.upcoming)
            return;
        auto reader = Reader { m_reading };
        for (auto const& record : reader.records(*target, filter, m_query.upcoming ? "starts_at" : "created_at desc",
                 static_cast<std::size_t>(m_needed)))
            add_entry(source, *target, record);
    }

    void add_entry(ContentSource const& source, EntityInfo const& target, Record const& record)
    {
        auto const text_in = [&](std::string_view name) {
            auto const* field = target.find(name);
            auto const* text = field ? std::get_if<std::string>(&record.value(*field)) : nullptr;
            return text ? *text : std::string {};
        };
        auto const instant_in = [&](std::string_view name) -> std::optional<Instant> {
            auto const* field = target.find(name);
            auto const* instant = field ? std::get_if<Instant>(&record.value(*field)) : nullptr;
            return instant ? std::optional { *instant } : std::nullopt;
        };
        auto at = instant_in(source.at);
        if (!at && source.kind == "activity" && target.find("due_on"))
            if (auto const* due = std::get_if<Day>(&record.value(*target.find("due_on"))))
                at = m_reading.actor.zone.start_of(*due);
        if (!m_query.upcoming && source.kind == "activity")
            if (auto const completed = instant_in("completed_at"))
                at = completed;
        if (!at)
            at = instant_in("created_at");
        auto const text = text_in(source.text);
        auto const summary
            = source.summary.empty() ? target.label_one.in(m_reading.actor.language) : text_in(source.summary);
        if (!m_query.q.empty() && fold(summary + " " + text).find(fold(m_query.q)) == std::string::npos)
            return;
        auto entry = Entry { at.value_or(Instant {}), record.id, {} };
        count_row(m_reading.actor, target.plural, record.id);
        auto json = JsonWriter { entry.json };
        json.begin_object()
            .member("id", record.id)
            .member("kind", source.kind)
            .member("weight", "content")
            .member("at", entry.at.to_string());
        auto const* by = target.find("owner") ? std::get_if<Id>(&record.value(*target.find("owner"))) : nullptr;
        if (!by)
            by = std::get_if<Id>(&record.value(*target.find("created_by")));
        if (by) {
            auto rows = m_reading.connection.query("select \"name\" from \"users\" where \"id\" = ?1", { by->value });
            json.key("by")
                .begin_object()
                .member("id", *by)
                .member("title", rows->next() ? std::string { rows->text(0) } : std::string {})
                .end_object();
        }
        json.key("record")
            .begin_object()
            .member("entity", target.plural)
            .member("id", record.id)
            .member("title", text_in(target.title_field))
            .end_object();
        json.member("summary", summary).member("text", text);
        if (auto status = text_in("status"); !status.empty())
            json.member("status", status);
        if (auto kind = text_in("kind"); !kind.empty())
            json.member("activity_kind", kind);
        json.end_object();
        m_entries.push_back(std::move(entry));
    }

    void add_changes()
    {
        if (std::ranges::none_of(log_kinds, [&](std::string_view kind) { return wants(kind); }))
            return;
        if (!m_query.q.empty())
            return;
        auto sql = Sql { m_reading.connection.dialect() };
        sql.add("select \"id\", \"change\", \"at\", \"actor\", \"via\", \"event\", \"title\", \"changes\", \"entity\", "
                "\"record\" from \"kontor_audit\" where ");
        // An account's timeline holds its people's, deals' and documents' entries too.
        if (m_entity.plural == "accounts")
            sql.add("(\"account\" = ").bind(m_record.value).add(" or \"record\" = ").bind(m_record.value).add(")");
        else
            sql.add("\"record\" = ").bind(m_record.value);
        sql.add(" order by \"id\" desc limit ").bind(2 * m_needed);
        auto rows = sql.query(m_reading.connection);
        auto entries = std::vector<std::pair<EntityInfo const*, ChangeEntry>> {};
        while (rows->next()) {
            auto const* entity = m_reading.schema.find(rows->text(8));
            if (!entity)
                continue;
            entries.emplace_back(entity,
                ChangeEntry { Id { rows->whole(0) }, Id { rows->whole(1) }, Id { rows->whole(3) },
                    Id { rows->whole(9) }, Instant { rows->whole(2) }, std::string { rows->text(4) },
                    std::string { rows->text(5) }, std::string { rows->text(6) }, std::string { rows->text(7) } });
        }
        rows.reset();
        for (auto const& [entity, entry] : entries) {
            if (entry.record != m_record && !sees_even_binned(m_reading, *entity, entry.record))
                continue;
            // That a note was written is told by the note.
            auto const kind = kind_of(*entity, entry);
            if (!wants(kind) || (entry.record != m_record && kind == "created" && is_content(entity->plural)))
                continue;
            auto json = change_entry(m_reading, *entity, entry);
            if (!json.empty())
                m_entries.push_back({ entry.at, entry.id, std::move(json) });
        }
    }

    Reading& m_reading;
    EntityInfo const& m_entity;
    Id m_record;
    TimelineQuery const& m_query;
    std::string m_question;
    std::int64_t m_offset = 0;
    std::int64_t m_needed = 0;
    std::vector<Entry> m_entries;
};

}

std::string summary_of(
    Reading& reading, EntityInfo const& entity, std::string_view kind, std::string_view event, std::string_view changes)
{
    auto const russian = reading.actor.language == Language::ru;
    if (kind == "created")
        return russian ? "Запись создана" : "Created";
    if (kind == "deleted")
        return russian ? "Перемещено в корзину" : "Moved to the bin";
    if (kind == "restored")
        return russian ? "Восстановлено из корзины" : "Restored from the bin";
    if (kind == "imported")
        return russian ? "Загружено импортом" : "Imported";
    if (kind == "action") {
        auto const* action
            = reading.registry.find_action(entity.singular, event.substr(std::string_view { "action:" }.size()));
        return action ? std::string { action->declaration.label.in(reading.actor.language) } : std::string { event };
    }
    auto const parsed = parse_json(changes, { .depth = 32, .keys_per_object = 10'000 });
    auto const* list = std::get_if<Json>(&parsed);
    auto text = std::string {};
    if (list && list->as_array())
        for (auto const& item : *list->as_array()) {
            auto const* name = item.find("field");
            auto const* field = name && name->as_string() ? entity.find(*name->as_string()) : nullptr;
            if (!field)
                continue;
            if (text.size() > 160)
                return text + " …";
            auto const from = spoken_value(*item.find("from"), *field, reading.actor),
                       to = spoken_value(*item.find("to"), *field, reading.actor);
            text += text.empty() ? "" : "; ";
            text += fmt::format(
                "{}: {} {} {}", field->definition().label.in(reading.actor.language), from, russian ? "→" : "to", to);
        }
    return text;
}

std::string timeline(Reading& reading, EntityInfo const& entity, Id id, TimelineQuery const& query)
{
    return TimelineRun { reading, entity, id, query }.run();
}

}
