#include "app/demo/teller.h"
#include "app/demo/telling.h"
#include "modules/accounts/note.h"
#include "modules/conversations/activity.h"
#include "modules/platform/comment.h"
#include "modules/prospecting/enquiry.h"
#include "records/writer.h"

#include <algorithm>
#include <array>

namespace kontor::demo {

using accounts::note;
using conversations::activity;
using platform::comment;
using prospecting::enquiry;
using records::Writer;

namespace {

Telling telling_of(World const& world, Dice& dice, ClientFacts const& client, int contact)
{
    return { client.language, contact_facts(world, client, contact).person.whole(),
        world.house.articles[some_goods(world, dice)].name, client.town->name.in(client.language),
        std::to_string(dice.between(2, 28)), client_words(world, client).name };
}

Values activity_of(Meeting const& meeting, Telling const& telling)
{
    auto values = Values { { activity.kind, text(meeting.kind) }, { activity.subject, telling(meeting.subject) } };
    if (!meeting.purpose.empty())
        values.set(activity.purpose, text(meeting.purpose));
    return values;
}

}

void Teller::hold_talk(Slice& slice, ClientFacts const& client, int number)
{
    auto dice = Dice { m_world.options.seed, { 0x74616c6b, client.number, static_cast<std::uint64_t>(number) } };
    auto const facts = talks(m_world, client, deals_of(client))[static_cast<std::size_t>(number)];
    auto const& meeting = meeting_of(facts.subject);
    auto const telling = telling_of(m_world, dice, client, facts.contact);
    auto& transaction = slice.transaction;
    auto values = activity_of(meeting, telling);
    values.set(activity.account, client_in(slice, client.number)).set(activity.lifecycle.status, "done");
    if (facts.deal)
        values.set(activity.deal, deal_in(slice, client, *facts.deal));
    if (meeting.kind == "task") {
        values.set(activity.due_on, transaction.today());
    } else {
        auto const minutes = std::max<std::int64_t>(1, meeting.minutes * dice.between(60, 140) / 100);
        auto const ends = transaction.now().milliseconds - dice.between(1, 60) * minute_ms;
        values.set(activity.starts_at, Instant { ends - minutes * minute_ms }).set(activity.ends_at, Instant { ends });
        if (meeting.kind == "call")
            values.set(activity.direction, dice.falls(70) ? "out" : "in").set(activity.duration, minutes * 60);
        if (meeting.kind == "visit" || meeting.kind == "meeting")
            values.set(activity.place, text(client.town->name.in(client.language)));
    }
    // Not everybody writes down what came of a letter or a call.
    auto const must_tell = meeting.kind == "meeting" || meeting.kind == "visit" || meeting.kind == "negotiation";
    if (must_tell || dice.falls(82))
        values.set(activity.outcome, telling(meeting.outcome));
    if (!meeting.result.empty())
        values.set(activity.result, text(meeting.result));
    values.links.push_back(tied(activity.contacts, { contact_in(slice, client, facts.contact) }));
    Writer::create(transaction, activity, values);
}

void Teller::make_plan(Slice& slice, ClientFacts const& client)
{
    auto dice = Dice { m_world.options.seed, { 0x706c616e, client.number } };
    auto const facts = *plan(m_world, client, deals_of(client));
    auto const& meeting = meeting_of(facts.subject);
    auto const telling = telling_of(m_world, dice, client, facts.contact);
    auto values = activity_of(meeting, telling);
    values.set(activity.account, client_in(slice, client.number));
    if (facts.deal)
        values.set(activity.deal, deal_in(slice, client, *facts.deal));
    auto day = m_history.today().plus_days(-facts.day);
    if (facts.day < 0)
        day = day.plus_days(day.iso_weekday() > 5 ? 8 - day.iso_weekday() : 0);
    if (meeting.kind == "task") {
        values.set(activity.due_on, day);
    } else {
        auto const starts = m_history.zone().start_of(day).milliseconds + (18 + dice.between(0, 17)) * 30 * minute_ms;
        values.set(activity.starts_at, Instant { starts })
            .set(activity.ends_at, Instant { starts + (meeting.minutes + 29) / 30 * 30 * minute_ms });
        if (dice.falls(35))
            values.set(activity.agenda, telling(dice.one_of(agendas())));
    }
    if (dice.falls(15))
        values.set(activity.priority, "high");
    values.links.push_back(tied(activity.contacts, { contact_in(slice, client, facts.contact) }));
    Writer::create(slice.transaction, activity, values);
}

void Teller::write_note(Slice& slice, ClientFacts const& client)
{
    auto dice = Dice { m_world.options.seed, { 0x6e6f7465, client.number } };
    auto const telling = telling_of(m_world, dice, client, static_cast<int>(dice.between(0, client.contact_count - 1)));
    auto values = Values { { note.text, telling(dice.one_of(notes())) }, { note.is_pinned, dice.falls(12) } };
    values.assignments.push_back(about(note.about, "accounts", client_in(slice, client.number)));
    Writer::create(slice.transaction, note, values);
}

void Teller::write_comment(Slice& slice, ClientFacts const& client)
{
    auto dice = Dice { m_world.options.seed, { 0x636f6d6d, client.number } };
    auto const telling = telling_of(m_world, dice, client, 0);
    auto values = Values { { comment.text, telling(dice.one_of(comments())) } };
    values.assignments.push_back(about(comment.about, "accounts", client_in(slice, client.number)));
    Writer::create(slice.transaction, comment, values);
}

void Teller::receive_enquiry(Slice& slice, EnquiryFacts const& facts)
{
    auto const is_told = !m_enquiries[facts.number].is_empty()
        || std::ranges::any_of(slice.enquiries, [&](Made const& one) { return one.place == facts.number; });
    if (is_told)
        return; // with its decision already
    auto dice = Dice { m_world.options.seed, { 0x61736b, facts.number } };
    auto const& question = enquiries()[facts.question];
    auto const& town = dice.one_of(towns_of(facts.language));
    auto const telling = Telling { facts.language, {}, m_world.house.articles[facts.article].name,
        town.name.in(facts.language), std::to_string(dice.between(2, 28)), {} };
    auto person = person_of(dice, facts.language);
    auto words = company_of({ m_world.options.seed + 1, facts.number, facts.language, CompanyKind::firm, &town });
    if (facts.client) {
        auto const client = client_facts(m_world, *facts.client);
        words = client_words(m_world, client);
        person = contact_facts(m_world, client, 0).person;
    }
    auto values = Values { { enquiry.subject, telling(question.subject) }, { enquiry.text, telling(question.text) },
        { enquiry.channel, text(facts.channel) }, { enquiry.company_name, words.name },
        { enquiry.contact_name, person.whole() }, { enquiry.email, mail_name(person) + "@" + words.domain },
        { enquiry.country, text(town.country) }, { enquiry.received_at, slice.transaction.now() },
        // Nobody's yet: it lies in the queue.
        { enquiry.owned.owner, std::optional<Id> {} } };
    if (dice.falls(25))
        values.set(enquiry.urgency, dice.falls(70) ? "high" : "low");
    if (dice.falls(35))
        values.set(enquiry.budget, whole_money(std::round(dice.log_normal(90, 0.9)) * 100 * m_world.house.price_level));
    if (dice.falls(40))
        values.set(enquiry.wanted_on, slice.transaction.today().plus_days(dice.between(10, 90)));
    auto const source = facts.channel == "event" ? "exhibition"
        : facts.channel == "referral"            ? "referral"
        : facts.came_by_phone                    ? "phone"
                                                 : "web";
    if (auto const found = m_world.house.sources.find(source); found != m_world.house.sources.end())
        values.set(enquiry.source, found->second);
    if (dice.falls(50))
        values.links.push_back(tied(enquiry.products, { m_world.house.articles[facts.article].id }));
    auto const made = Writer::create(slice.transaction, enquiry, values);
    slice.enquiries.push_back({ static_cast<std::uint32_t>(facts.number), made.id });
}

void Teller::decide_enquiry(Slice& slice, EnquiryFacts const& facts)
{
    auto dice = Dice { m_world.options.seed, { 0x6465636964, facts.number } };
    auto values = Values { { enquiry.owned.owner, slice.who->actor.user } };
    using State = EnquiryFacts::State;
    if (facts.state == State::working)
        values.set(enquiry.lifecycle.status, "working");
    if (facts.state == State::qualified) {
        auto const client = client_facts(m_world, *facts.client);
        values.set(enquiry.lifecycle.status, "qualified")
            .set(enquiry.account, client_in(slice, client.number))
            .set(enquiry.contact, contact_in(slice, client, 0));
    }
    if (facts.state == State::dismissed) {
        static constexpr std::array<std::string_view, 5> reasons
            = { "no_answer", "too_small", "private_person", "duplicate", "supplier" };
        values.set(enquiry.lifecycle.status, "dismissed")
            .set(enquiry.dismiss_reason,
                enquiries()[facts.question].is_spam ? "spam" : text(reasons[dice.weighted({ 40, 22, 16, 14, 8 })]));
    }
    auto const made = std::find_if(
        slice.enquiries.begin(), slice.enquiries.end(), [&](Made const& one) { return one.place == facts.number; });
    auto id = made != slice.enquiries.end() ? made->id : m_enquiries[facts.number];
    if (id.is_empty()) {
        // Older days are drawn together, so that what was decided may come before what was asked: it is asked first,
        // then.
        receive_enquiry(slice, facts);
        id = slice.enquiries.back().id;
    }
    Writer::update(
        slice.transaction, slice.transaction.schema().of(enquiry), id, values, {}, Writer::Authority::engine);
}

}
