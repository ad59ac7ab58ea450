#include "modules/accounts/account.h"
#include "modules/accounts/contact.h"
#include "modules/deals/deal.h"
#include "modules/deals/deal_contact.h"
#include "modules/prospecting/enquiry.h"
#include "modules/prospecting/rules.h"
#include "records/action.h"
#include "records/duplicates.h"
#include "records/input.h"
#include "records/link_tables.h"

#include <variant>

namespace kontor::prospecting {

using records::ActionCall;
using records::ActionResult;
using records::RecordReference;
using records::Writer;

namespace {

struct QualifyInput : Input {
    JsonField account { *this, "account",
        { .label = { "Client", "Клиент" },
            .help = { "The id of a client, or the values of a new one; empty: the company of the enquiry.",
                "Код клиента или значения нового; пусто: компания из обращения." } } };
    JsonField contact { *this, "contact",
        { .label = { "Person", "Контактное лицо" },
            .help = { "The id of a person, or the values of a new one; false: nobody.",
                "Код человека или значения нового; false: никого." } } };
    JsonField deal { *this, "deal",
        { .label = { "Deal", "Сделка" },
            .help = { "The values of the deal; false: no deal yet.", "Значения сделки; false: пока без сделки." } } };
    Flag make_deal { *this, "make_deal", { .label = { "Begin a deal", "Завести сделку" }, .default_value = "true" } };
    Link pipeline { *this, "pipeline", "pipeline", { .label = { "Pipeline", "Воронка" } } };
    Flag force { *this, "force",
        { .label = { "New even if there are similar ones", "Создать, даже если есть похожие" },
            .default_value = "false" } };
};
QualifyInput const qualify_input;

// A record that is there, the values of one to be made, or nothing.
using Chosen = std::variant<std::monostate, Id, Values>;

class Qualifying {
public:
    explicit Qualifying(ActionCall& call) : m_call(call), m_transaction(call.transaction), m_enquiry(call.record) { }

    ActionResult run()
    {
        demand_mine_or_nobodys(m_call);
        auto account = choose(qualify_input.account, accounts::account);
        if (std::holds_alternative<std::monostate>(account))
            account = account_of_enquiry();
        auto contact = choose(qualify_input.contact, accounts::contact);
        if (std::holds_alternative<std::monostate>(contact) && !is_refused(qualify_input.contact))
            contact = contact_of_enquiry();
        if (auto candidates = similar_ones(account, contact); !candidates.empty())
            return { .message = said({ "Similar records are already there: choose one, or create anew with force.",
                         "Похожие записи уже есть: выберите одну или создайте новую (force)." }),
                .more = { { "candidates", std::move(candidates) } } };
        auto const client = make_account(std::move(account));
        auto const person = make_contact(std::move(contact), client);
        auto const deal = make_deal(client, person);
        auto values = Values { { enquiry.account, client }, { enquiry.contact, person }, { enquiry.deal, deal },
            { enquiry.lifecycle.status, "qualified" } };
        if (!m_enquiry.get(enquiry.owned.owner))
            values.set(enquiry.owned.owner, m_transaction.actor().user);
        m_call.update(values);
        m_result.message = said({ "Enquiry qualified.", "Обращение квалифицировано." });
        return std::move(m_result);
    }

private:
    std::string said(Label sentence) const { return std::string { sentence.in(m_transaction.actor().language) }; }

    Json given(JsonField const& field) const
    {
        auto const text = m_call.get(field);
        auto parsed = text ? parse_json(text->text) : std::variant<Json, JsonError> { Json {} };
        return std::holds_alternative<Json>(parsed) ? std::get<Json>(std::move(parsed)) : Json {};
    }

    bool is_refused(JsonField const& field) const
    {
        auto const json = given(field);
        return json.as_bool() && !*json.as_bool();
    }

    Chosen choose(JsonField const& field, Entity const& entity) const
    {
        auto const json = given(field);
        auto const& info = m_transaction.schema().of(entity);
        auto const* id_text = json.as_string();
        if (auto const* id = json.find("id"))
            id_text = id->as_string();
        if (id_text) {
            auto const id = Id::parse(*id_text);
            if (!id
                || !records::reaches(m_transaction.connection(), m_transaction.schema(), m_transaction.actor(), info,
                    *id, records::Right::read))
                throw Problem::invalid(
                    field.name(), "no_such_record", said({ "There is no such record.", "Такой записи нет." }));
            return *id;
        }
        if (json.as_object())
            return records::read_values(json, info, m_transaction.schema(), m_transaction.actor(), field.name() + ".");
        if (json.is_null() || json.as_bool())
            return {};
        throw Problem::invalid(field.name(), "bad_format",
            said({ "Give an id or the values of a new record.", "Укажите код записи или значения новой." }));
    }

    // What the record does not say yet is taken from the enquiry.
    template<typename T> void fill(Values& values, TypedField<T> const& field, TypedField<T> const& from) const
    {
        if (auto const value = m_enquiry.get(from); value && !values.find(field))
            values.set(field, *value);
    }

    Chosen account_of_enquiry() const
    {
        if (auto const known = m_enquiry.get(enquiry.account))
            return *known;
        if (auto const name = m_enquiry.get(enquiry.company_name))
            return Values { { accounts::account.name, *name } };
        throw Problem::invalid("account", "required",
            said({ "Choose the client or name a new one.", "Выберите клиента или назовите нового." }));
    }

    Chosen contact_of_enquiry() const
    {
        if (auto const known = m_enquiry.get(enquiry.contact))
            return *known;
        if (auto const name = m_enquiry.get(enquiry.contact_name))
            return Values { { accounts::contact.name, *name } };
        return {};
    }

    void add_account_facts(Values& values) const
    {
        fill(values, accounts::account.tax_number, enquiry.tax_number);
        fill(values, accounts::account.country, enquiry.country);
        fill(values, accounts::account.source, enquiry.source);
        fill(values, accounts::account.owned.owner, enquiry.owned.owner);
        if (!values.find(accounts::account.lifecycle.status))
            values.set(accounts::account.lifecycle.status, "prospect");
    }

    void add_contact_facts(Values& values) const
    {
        fill(values, accounts::contact.email, enquiry.email);
        fill(values, accounts::contact.phone, enquiry.phone);
        fill(values, accounts::contact.title, enquiry.title);
        fill(values, accounts::contact.owned.owner, enquiry.owned.owner);
    }

    void add_candidates(JsonArray& candidates, Entity const& entity, Values const& values) const
    {
        auto const workspace = m_transaction.store().workspace();
        auto reading = records::Reading { m_transaction.connection(), m_transaction.actor(), m_transaction.schema(),
            m_transaction.shared_schema(), m_transaction.now(), workspace, m_transaction.store().registry(),
            m_transaction.store().secret() };
        for (auto const& found : records::likely_duplicates(reading, m_transaction.schema().of(entity), values)) {
            auto reasons = JsonArray {};
            for (auto const& reason : found.reasons)
                reasons.push_back(JsonObject { { "field", reason.field }, { "message", reason.message } });
            candidates.push_back(JsonObject { { "entity", entity.plural_name },
                { "record", JsonObject { { "id", found.id.to_string() }, { "title", found.title } } },
                { "score", found.score.to_string(2) }, { "reasons", std::move(reasons) } });
        }
    }

    JsonArray similar_ones(Chosen& account, Chosen& contact) const
    {
        auto candidates = JsonArray {};
        auto* new_account = std::get_if<Values>(&account);
        auto* new_contact = std::get_if<Values>(&contact);
        if (new_account)
            add_account_facts(*new_account);
        if (new_contact)
            add_contact_facts(*new_contact);
        if (m_call.get(qualify_input.force).value_or(false))
            return candidates;
        if (new_account)
            add_candidates(candidates, accounts::account, *new_account);
        if (new_contact)
            add_candidates(candidates, accounts::contact, *new_contact);
        return candidates;
    }

    Id make_account(Chosen chosen)
    {
        auto const& account = accounts::account;
        if (auto const* known = std::get_if<Id>(&chosen)) {
            auto const client = records::load(m_transaction, account, *known);
            if (client && client->get(account.lifecycle.status) == "suspect")
                Writer::update(m_transaction, *client, { { account.lifecycle.status, "prospect" } });
            return *known;
        }
        return remember(Writer::create(m_transaction, m_transaction.schema().of(account), std::get<Values>(chosen)));
    }

    std::optional<Id> make_contact(Chosen chosen, Id client)
    {
        auto const& contact = accounts::contact;
        if (auto const* known = std::get_if<Id>(&chosen))
            return *known;
        auto* values = std::get_if<Values>(&chosen);
        if (!values)
            return {};
        if (!values->find(contact.account))
            values->set(contact.account, client);
        return remember(Writer::create(m_transaction, m_transaction.schema().of(contact), *values));
    }

    std::optional<Id> make_deal(Id client, std::optional<Id> person)
    {
        auto const& deal = deals::deal;
        auto const json = given(qualify_input.deal);
        if (is_refused(qualify_input.deal) || (json.is_null() && !m_call.get(qualify_input.make_deal).value_or(true)))
            return {};
        auto chosen = choose(qualify_input.deal, deal);
        if (auto const* known = std::get_if<Id>(&chosen))
            return *known;
        auto values = std::holds_alternative<Values>(chosen) ? std::get<Values>(std::move(chosen)) : Values {};
        values.set(deal.enquiry, m_enquiry.id);
        if (!values.find(deal.account))
            values.set(deal.account, client);
        if (auto const pipeline = m_call.get(qualify_input.pipeline); pipeline && !values.find(deal.pipeline))
            values.set(deal.pipeline, *pipeline);
        fill(values, deal.name, enquiry.subject);
        fill(values, deal.source, enquiry.source);
        fill(values, deal.need_summary, enquiry.text);
        fill(values, deal.owned.owner, enquiry.owned.owner);
        if (!values.find(deal.amount) && !values.find(deal.currency) && m_enquiry.get(enquiry.budget)) {
            fill(values, deal.amount, enquiry.budget);
            fill(values, deal.currency, enquiry.currency);
        }
        add_products(values);
        auto const made = remember(Writer::create(m_transaction, m_transaction.schema().of(deal), values));
        if (person)
            Writer::create(m_transaction, deals::deal_contact,
                { { deals::deal_contact.lines.parent, made }, { deals::deal_contact.contact, *person },
                    { deals::deal_contact.is_main, true } });
        return made;
    }

    void add_products(Values& values) const
    {
        for (auto const& edit : values.links)
            if (*edit.field == deals::deal.products)
                return;
        auto wanted = LinksEdit { &deals::deal.products, true };
        for (auto id :
            records::linked_ids(m_transaction.connection(), m_enquiry.entity(), enquiry.products, m_enquiry.id))
            wanted.add.push_back({ id });
        if (!wanted.add.empty())
            values.links.push_back(std::move(wanted));
    }

    Id remember(Record const& made)
    {
        auto const* title = std::get_if<std::string>(&made.value(made.entity().title()));
        m_result.created.push_back({ made.entity().plural, made.id, title ? *title : std::string {} });
        return made.id;
    }

    ActionCall& m_call;
    records::Transaction& m_transaction;
    Record const m_enquiry; // as it was
    ActionResult m_result;
};

}

void add_qualifying(Registry& registry)
{
    registry.action(enquiry,
        { .name = "qualify",
            .label = { "Qualify", "Квалифицировать" },
            .icon = "user-plus",
            .when = "status IN (\"new\", \"working\")",
            .right = "read",
            .style = "primary" },
        &qualify_input, [](ActionCall& call) {
            demand_own_or_queued(call);
            return Qualifying { call }.run();
        });
}

}
