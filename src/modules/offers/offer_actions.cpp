#include "modules/accounts/assign.h"
#include "modules/offers/offer.h"
#include "modules/offers/offer_line.h"
#include "modules/offers/rules.h"
#include "records/action.h"
#include "records/lines.h"
#include "records/said.h"

namespace kontor::offers {

using records::ActionCall;
using records::ActionResult;
using records::Writer;

namespace {

struct SendInput : Input {
    Choice channel { *this, "channel",
        {
            { "email", { "E-mail", "Почта" } },
            { "post", { "Post", "Почтой" } },
            { "hand", { "By hand", "Лично" } },
            { "portal", { "Portal", "Портал" } },
        },
        { .label = { "How?", "Как?" }, .required = true, .default_value = "email" } };
    Link contact { *this, "contact", "contact", { .label = { "To whom?", "Кому?" } } };
};
SendInput const send_input;

ActionResult send(ActionCall& call)
{
    auto values = Values { { offer.lifecycle.status, "sent" }, { offer.channel, call.get(send_input.channel) },
        { offer.sent_at, call.transaction.now() } };
    if (auto const who = call.get(send_input.contact))
        values.set(offer.contact, *who);
    call.update(values);
    return { .message = said(call, { "Offer sent.", "КП отправлено." }) };
}

// The same offer as a draft of its own: it gets its number when it is sent, and says which one it follows.
Record new_version(ActionCall& call)
{
    auto const& old = call.record;
    auto values
        = Values { { offer.previous, old.id }, { offer.version_no, old.get(offer.version_no).value_or(1) + 1 } };
    Field const* const fields[] = { &offer.name, &offer.account, &offer.deal, &offer.contact, &offer.delivery_terms,
        &offer.delivery_address, &offer.language, &offer.money.currency, &offer.money.price_list,
        &offer.money.payment_term, &offer.introduction, &offer.conditions, &offer.internal_note, &offer.owned.owner };
    for (auto const* field : fields)
        values.assignments.emplace_back(*field, old.value(*field), 0);
    for (auto const& line : records::load_linked(call.transaction, offer_line, offer_line.lines.parent, old.id)) {
        auto copy = catalog::copied_line(offer_line.priced, line, offer_line.priced);
        Field const* const of_line[] = { &offer_line.is_optional, &offer_line.delivery_days, &offer_line.cost.cost };
        for (auto const* field : of_line)
            copy.assignments.emplace_back(*field, line.value(*field), 0);
        // A discount of old times keeps the reason that it had, or the fact that it was given.
        if (line.get(offer_line.priced.discount_percent).value_or(Decimal {}) > Decimal {}
            && !copy.find(offer_line.priced.discount_reason))
            copy.set(offer_line.priced.discount_reason, said(call, { "As before", "Как прежде" }));
        records::add_line(values, call.transaction.schema().of(offer_line), std::move(copy));
    }
    return Writer::create(call.transaction, offer, values);
}

ActionResult revise(ActionCall& call)
{
    auto const made = new_version(call);
    call.update({ { offer.lifecycle.status, "replaced" } });
    return { .message = said(call, { "A new version is ready to be changed.", "Новая версия готова к правкам." }),
        .created = { { "offers", made.id, made.get(offer.name).value_or("") } } };
}

ActionResult recalculate(ActionCall& call)
{
    auto const before = call.record.get(offer.money.total);
    catalog::reprice(call.transaction, priced_offers(), call.record);
    call.record = *records::load(call.transaction, offer, call.record.id);
    return { .message = call.record.get(offer.money.total) == before
            ? said(call, { "The prices are up to date.", "Цены актуальны." })
            : said(call, { "Worked out anew.", "Пересчитано." }) };
}

struct DeclineInput : Input {
    Choice decline_reason { *this, "decline_reason", deals::lost_reasons,
        { .label = { "Why?", "Почему?" }, .required = true } };
    LongText note { *this, "note", { .label = { "Note", "Пояснение" } } };
};
DeclineInput const decline_input;

ActionResult decline(ActionCall& call)
{
    auto values = Values { { offer.lifecycle.status, "declined" },
        { offer.decline_reason, call.get(decline_input.decline_reason) } };
    if (auto const note = call.get(decline_input.note))
        values.set(offer.decline_note, *note);
    call.update(values);
    return { .message = said(call, { "Offer declined.", "КП отклонено." }) };
}

}

void add_actions(Registry& registry)
{
    registry.action(offer,
        { .name = "send",
            .label = { "Send", "Отправить" },
            .icon = "send",
            .when = "status = \"draft\"",
            .style = "primary" },
        &send_input, send);
    registry.action(offer,
        { .name = "revise",
            .label = { "New version", "Новая версия" },
            .icon = "copy",
            .when = "status IN (\"sent\", \"expired\", \"declined\")" },
        nullptr, revise);
    registry.action(offer,
        { .name = "recalculate",
            .label = { "Ask the price lists again", "Пересчитать цены" },
            .icon = "refresh",
            .when = "status = \"draft\"" },
        nullptr, recalculate);
    registry.action(offer,
        { .name = "decline",
            .label = { "Declined", "Отклонено" },
            .icon = "thumb-down",
            .when = "status = \"sent\"",
            .style = "danger" },
        &decline_input, decline);
    accounts::offer_assigning(registry, offer, offer.owned);
}

}
