#include "modules/accounts/account.h"
#include "modules/accounts/account_of.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/formats.h"
#include "modules/market/segment.h"
#include "modules/platform/keys.h"
#include "modules/prospecting/enquiry.h"
#include "modules/prospecting/lead_source.h"
#include "modules/prospecting/rules.h"
#include "records/change.h"
#include "records/writer.h"

#include <algorithm>
#include <array>

namespace kontor::prospecting {

using records::Change;

namespace {

// What comes in by itself waits in the queue until somebody takes it; what I was told myself is mine.
void put_into_queue(Change& change)
{
    static constexpr std::array<std::string_view, 6> by_itself
        = { "email", "web_form", "letter", "fax", "event", "register" };
    auto const channel = change.get(enquiry.channel).value_or("");
    if (!change.is_creation() || change.names(enquiry.owned.owner)
        || std::ranges::find(by_itself, channel) == by_itself.end())
        return;
    change.clear(enquiry.owned.owner);
    change.clear(enquiry.owned.department);
}

std::optional<Id> contact_with(Change& change, std::string_view column, std::string const& companion)
{
    if (companion.empty())
        return {};
    auto rows = change.transaction().connection().query("select \"id\" from \"contacts\" where " + db::quote(column)
            + " = ?1 and \"deleted_at\" is null order by \"id\" limit 1",
        { companion });
    return rows->next() ? std::optional { Id { rows->whole(0) } } : std::nullopt;
}

// Whoever wrote before is recognised by his e-mail or phone, his company by its tax number.
void recognise(Change& change)
{
    if (!change.is_creation())
        return;
    if (change.lacks(enquiry.contact)) {
        auto const email = companion_of(FieldType::email, change.get(enquiry.email).value_or(""));
        auto const phone = companion_of(FieldType::phone, change.get(enquiry.phone).value_or(""));
        auto found = contact_with(change, fold_column(accounts::contact.email.name()), email);
        if (!found)
            found = contact_with(change, fold_column(accounts::contact.phone.name()), phone);
        if (!found)
            found = contact_with(change, fold_column(accounts::contact.mobile.name()), phone);
        if (found)
            change.set(enquiry.contact, *found);
    }
    if (!change.lacks(enquiry.account))
        return;
    if (auto const person = change.find(enquiry.contact))
        change.after.set_value(enquiry.account, person->value(accounts::contact.account));
    auto const number = change.get(enquiry.tax_number);
    if (!number || !change.lacks(enquiry.account))
        return;
    auto rows = change.transaction().connection().query("select \"id\" from \"accounts\" where \"tax_number_fold\" = "
                                                        "?1 and \"deleted_at\" is null order by \"id\" limit 1",
        { companion_of(FieldType::text, *number) });
    if (rows->next())
        change.set(enquiry.account, Id { rows->whole(0) });
}

void demand_a_way_to_answer(Change& change)
{
    auto const emptied
        = change.changes(enquiry.email) || change.changes(enquiry.phone) || change.changes(enquiry.contact);
    if ((change.is_creation() || emptied) && change.lacks(enquiry.email) && change.lacks(enquiry.phone)
        && change.lacks(enquiry.contact))
        change.reject(
            enquiry.email, "nothing_to_reach", Label { "Give an e-mail or a phone.", "Укажите почту или телефон." });
}

// As fast as the client's segment expects, else within four hours.
void promise_an_answer(Change& change)
{
    if (!change.changes(enquiry.received_at) && !change.changes(enquiry.account))
        return;
    auto hours = Decimal::from_whole(4);
    if (auto const client = change.find(enquiry.account))
        if (auto const segment_id = client->get(accounts::account.segment))
            if (auto const segment = records::load(change.transaction(), market::segment, *segment_id))
                hours = segment->get(market::segment.response_hours).value_or(hours);
    if (auto const received = change.get(enquiry.received_at))
        change.set(enquiry.respond_by_at, Instant { received->milliseconds + hours.ten_thousandths * 360 });
}

void keep_state(Change& change)
{
    auto const status = change.get(enquiry.lifecycle.status);
    if (status == "dismissed" && change.lacks(enquiry.dismiss_reason))
        change.reject(enquiry.dismiss_reason, "required_when_dismissed",
            Label { "Say why it is dismissed.", "Укажите причину отклонения." });
    if (status == "qualified" && change.lacks(enquiry.account))
        change.reject(enquiry.account, "required_when_qualified",
            Label { "Choose the client that it belongs to.", "Выберите клиента." });
    if (!change.changes(enquiry.lifecycle.status))
        return;
    auto const is_settled = status == "qualified" || status == "dismissed";
    if (is_settled && change.lacks(enquiry.responded_at))
        change.set(enquiry.responded_at, change.transaction().now());
    if (status == "new") {
        change.clear(enquiry.responded_at);
        change.clear(enquiry.dismiss_reason);
        change.clear(enquiry.dismiss_note);
    }
}

void take_companions_to_new_account(Change& change)
{
    if (!change.is_creation() && change.changes(enquiry.account))
        accounts::follow_to_account(change.transaction(), change.after.id, change.get(enquiry.account));
}

}

void add_rules(Registry& registry)
{
    platform::keep_key(registry, lead_source, lead_source.name, lead_source.key);
    registry.rule(enquiry, Moment::before_save, "queue", put_into_queue);
    registry.rule(enquiry, Moment::before_save, "recognise", recognise);
    registry.rule(enquiry, Moment::before_save, "nothing_to_reach", demand_a_way_to_answer);
    registry.rule(enquiry, Moment::before_save, "respond_by", promise_an_answer);
    registry.rule(enquiry, Moment::before_save, "state", keep_state);
    accounts::demand_country(registry, enquiry, enquiry.country);
    registry.rule(enquiry, Moment::after_save, "companions", take_companions_to_new_account);
}

}
