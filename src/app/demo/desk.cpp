#include "app/demo/desk.h"

#include "api/files.h"
#include "app/demo/telling.h"
#include "modules/accounts/account.h"
#include "modules/accounts/file.h"
#include "modules/conversations/activity.h"
#include "modules/platform/comment.h"
#include "modules/platform/import_mapping.h"
#include "modules/platform/view.h"
#include "records/writer.h"

#include <array>

namespace kontor::demo {

using conversations::activity;
using platform::comment;
using platform::view;
using records::Transaction;
using records::Writer;

namespace {

struct Appointment {
    int minutes_past_midnight;
    std::string_view kind;
    Label subject;
    Label agenda;
    int minutes;
};
constexpr std::array appointments = {
    Appointment { 10 * 60, "presentation", { "Product demo", "Демонстрация продукта" },
        { "Show the operator panel first, then the report.", "Сначала панель оператора, потом отчёт." }, 60 },
    Appointment { 11 * 60 + 30, "call", { "Revise price offer", "Обсудить новую цену" },
        { "Our limit is 6 % against two years.", "Наш предел — 6 % при договоре на два года." }, 30 },
    Appointment { 14 * 60, "meeting", { "Quarterly business review", "Квартальный обзор" },
        { "Agenda: service results, volumes for the first quarter, extension to the northern hub.",
            "Повестка: итоги сервиса, объёмы на первый квартал, расширение на северный хаб." },
        90 },
    Appointment { 16 * 60 + 30, "negotiation", { "Contract clauses", "Обсуждение условий договора" },
        { "Penalties and the delivery term of lot 3.", "Штрафы и срок по лоту 3." }, 45 },
};

struct Duty {
    Label subject;
    int days_ago; // that it was due
    std::string_view priority;
};
constexpr std::array duties = {
    Duty { { "Call back about lot 3", "Перезвонить по лоту 3" }, 0, "high" },
    Duty { { "Approve the discount of 9 %", "Согласовать скидку 9 %" }, 0, "normal" },
    Duty { { "Update the account plan", "Обновить план по клиенту" }, 0, "normal" },
    Duty { { "Send contract draft", "Отправить проект договора" }, 2, "high" },
};

// The manager's own clients that are still with us, the first of all coming first; a few are enough.
std::vector<ClientFacts> own_clients(World const& world, std::size_t wanted)
{
    auto own = std::vector<ClientFacts> {};
    for (std::uint64_t i = 0; i < static_cast<std::uint64_t>(world.options.accounts) && own.size() < wanted; ++i)
        if (auto const client = client_facts(world, i); client.owner == manager && !client.ended && client.opened > 3)
            own.push_back(client);
    return own;
}

std::optional<Id> open_deal(World const& world, ClientFacts const& client, std::span<Id const> deals)
{
    for (auto i = 0; i < client.deal_count; ++i)
        if (deal_facts(world, client, i).ending == DealFacts::Ending::open)
            return deals[static_cast<std::size_t>(i)];
    return {};
}

class Desk {
public:
    Desk(History& history, World const& world, Teller const& teller)
        : m_history(history)
        , m_world(world)
        , m_teller(teller)
        , m_clients(own_clients(world, 6))
    {
    }

    void plan_the_day(Transaction& transaction) const
    {
        auto number = std::size_t { 0 };
        for (auto const& one : appointments) {
            auto const& client = m_clients[number++ % m_clients.size()];
            auto const starts
                = m_history.zone().start_of(m_history.today()).milliseconds + one.minutes_past_midnight * minute_ms;
            auto values = planned(client, one.kind, one.subject);
            values.set(activity.starts_at, Instant { starts })
                .set(activity.ends_at, Instant { starts + one.minutes * minute_ms })
                .set(activity.agenda, text(one.agenda.in(client.language)));
            Writer::create(transaction, activity, values);
        }
        for (auto const& one : duties) {
            auto const& client = m_clients[number++ % m_clients.size()];
            auto values = planned(client, "task", one.subject);
            values.set(activity.due_on, m_history.today().plus_days(-one.days_ago))
                .set(activity.priority, text(one.priority));
            Writer::create(transaction, activity, values);
        }
    }

    // Each question mentions the manager, and so lies in her inbox.
    void ask(Transaction& transaction, std::size_t number) const
    {
        auto const& client = m_clients[number % m_clients.size()];
        auto const& phrase = questions_to_colleague()[number % questions_to_colleague().size()];
        auto values = Values { { comment.text, text(phrase.in(client.language)) } };
        values.assignments.push_back(about(comment.about, "accounts", m_teller.client(client.number)));
        values.links.push_back(tied(comment.mentions, { m_world.house.people[manager].actor.user }));
        Writer::create(transaction, comment, values);
    }

    [[nodiscard]] bool has_clients() const { return !m_clients.empty(); }
    [[nodiscard]] ClientFacts const& first_client() const { return m_clients.front(); }

private:
    [[nodiscard]] Values planned(ClientFacts const& client, std::string_view kind, Label subject) const
    {
        auto values = Values { { activity.kind, text(kind) }, { activity.subject, text(subject.in(client.language)) },
            { activity.account, m_teller.client(client.number) } };
        if (auto const sale = open_deal(m_world, client, m_teller.deals(client.number)))
            values.set(activity.deal, *sale);
        if (auto const people = m_teller.contacts(client.number); !people.empty())
            values.links.push_back(tied(activity.contacts, { people.front() }));
        return values;
    }

    History& m_history;
    World const& m_world;
    Teller const& m_teller;
    std::vector<ClientFacts> m_clients;
};

struct KeptView {
    std::string_view collection;
    Label name;
    std::string_view kind;
    std::string_view filter;
    std::string_view order_by;
    std::string_view group_by;
    std::string_view columns;
    bool is_shared;
};
constexpr std::array kept_views = {
    KeptView { "accounts", { "Key clients without a next step", "Ключевые без следующего шага" }, "list",
        "tier IN (\"strategic\", \"key\") AND status = \"client\" AND next_step_on = null", "last_contact_at", "",
        R"(["name","tier","owner","open_deal_amount","last_contact_at"])", true },
    KeptView { "accounts", { "Silent since a quarter", "Молчат больше квартала" }, "list",
        "owner = me() AND last_contact_at < now() - days(90)", "last_contact_at", "",
        R"(["name","segment","last_contact_at","next_step"])", false },
    KeptView { "deals", { "Big ones by stage", "Крупные по этапам" }, "board",
        "status = \"open\" AND tags.name != \"archive\"", "amount_base desc", "stage",
        R"(["name","account","amount","closes_on"])", true },
    KeptView { "deals", { "Lost to price", "Проиграны по цене" }, "list",
        "status = \"lost\" AND lost_reason = \"price\"", "closed_on desc", "",
        R"(["name","account","amount","lost_to","lost_price","closed_on"])", false },
    KeptView { "activities", { "My week", "Моя неделя" }, "calendar",
        "owner = me() AND planned_on >= start_of_week() AND planned_on <= end_of_week()", "starts_at", "",
        R"(["subject","account","starts_at"])", false },
    KeptView { "contacts", { "Birthdays and left", "Дни рождения и ушедшие" }, "list",
        "birthday != null OR left_company", "birthday", "", R"(["name","account","title","birthday"])", false },
};

void keep_views(Transaction& transaction, Language language)
{
    auto position = std::int64_t { 1 };
    for (auto const& one : kept_views) {
        auto values = Values { { view.name, text(one.name.in(language)) }, { view.entity, text(one.collection) },
            { view.kind, text(one.kind) }, { view.filter, text(one.filter) }, { view.order_by, text(one.order_by) },
            { view.columns, JsonText { text(one.columns) } }, { view.visibility, one.is_shared ? "shared" : "private" },
            { view.pinned, position <= 3 }, { view.position, position } };
        if (!one.group_by.empty())
            values.set(view.group_by, text(one.group_by));
        Writer::create(transaction, view, values);
        ++position;
    }
    Writer::create(transaction, platform::import_mapping,
        { { platform::import_mapping.name, text(Label { "List of the exhibition", "Список с выставки" }.in(language)) },
            { platform::import_mapping.entity, "accounts" },
            { platform::import_mapping.mapping,
                JsonText {
                    R"({"entity":"accounts","match":["name"],"on_match":"skip","columns":{"Company":"name","Country":"country","Phone":"phone","E-mail":"email","Hall":null}})" } } });
}

struct Paper {
    Label name;
    std::string_view kind;
    Label content;
};
constexpr std::array papers = {
    Paper { { "Minutes of the quarterly review.txt", "Протокол квартального обзора.txt" }, "other",
        { "Availability 99.4 %.\nTwo late deliveries: explained, penalty waived.\nNext review: in a quarter.\n",
            "Доступность 99,4 %.\nДве задержки поставки: объяснены, штраф не начислен.\nСледующий обзор: через "
            "квартал.\n" } },
    Paper { { "Price list.csv", "Прайс-лист.csv" }, "price_list",
        { "Article;Price\nCT-200;1690\nSE-300;2350\nSV-300;18500\n",
            "Артикул;Цена\nCT-200;1690\nSE-300;2350\nSV-300;18500\n" } },
    Paper { { "Draft contract.md", "Проект договора.md" }, "contract",
        { "# Supply agreement (draft)\n\n1. Subject\n2. Delivery: six weeks\n3. Penalties: at most 10 %\n",
            "# Договор поставки (проект)\n\n1. Предмет\n2. Срок: шесть недель\n3. Штрафы: не более 10 %\n" } },
};

// The bytes lie in the data folder; a store that has none keeps no papers.
void file_papers(History& history, records::Actor const& actor, Id client, Language language)
{
    auto const& folder = history.store().options().data_folder;
    if (folder.empty())
        return;
    auto const shelf = api::FileStore { folder + "/files" };
    for (auto const& paper : papers) {
        auto const content = paper.content.in(language);
        auto const name = text(paper.name.in(language));
        auto const stored = shelf.put(content);
        history.write(actor, [&](Transaction& transaction) {
            auto const& file = accounts::file;
            auto values = Values { { file.name, name }, { file.kind, text(paper.kind) },
                { file.content_hash, stored.sha256 }, { file.size_bytes, static_cast<std::int64_t>(stored.size) },
                { file.media_type,
                    name.ends_with(".csv")      ? "text/csv"
                        : name.ends_with(".md") ? "text/markdown"
                                                : "text/plain" },
                { file.owned.owner, actor.user } };
            values.assignments.push_back(about(file.about, "accounts", client));
            Writer::create(transaction, file, values);
        });
    }
}

}

void lay_desk(History& history, World const& world, Teller const& teller)
{
    auto const desk = Desk { history, world, teller };
    auto const& people = world.house.people;
    auto const& actor = people[manager].actor;
    auto const yesterday = Instant { history.zone().start_of(history.today()).milliseconds - 9 * 60 * minute_ms };
    history.travel_to(yesterday);
    history.write(actor, [&](Transaction& transaction) {
        keep_views(transaction, people[manager].language);
        if (desk.has_clients())
            desk.plan_the_day(transaction);
    });
    if (!desk.has_clients())
        return;
    auto const client = teller.client(desk.first_client().number);
    file_papers(history, actor, client, desk.first_client().language);
    for (std::size_t i = 1; i < 6; ++i) {
        // The nearer to now, the more is asked.
        history.travel_to({ history.present().milliseconds - static_cast<std::int64_t>(i * i) * 97 * minute_ms });
        history.write(people[i % people.size()].actor, [&](Transaction& transaction) { desk.ask(transaction, i); });
    }
}

}
