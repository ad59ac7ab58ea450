#include "app/demo/teller.h"
#include "app/demo/telling.h"
#include "app/demo/words/tax_numbers.h"
#include "modules/accounts/account.h"
#include "modules/accounts/account_member.h"
#include "modules/accounts/contact.h"
#include "modules/accounts/position.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <array>

namespace kontor::demo {

using accounts::account;
using accounts::account_member;
using accounts::contact;
using accounts::position;
using records::Writer;

namespace {

Address address_in(Dice& dice, Town const& town, Language language)
{
    auto address = Address {};
    auto const house = dice.between(1, 140);
    auto const street = dice.one_of(streets_of(town.country));
    if (town.country == "RU")
        address.street = fmt::format("{}, д. {}", street, house);
    else if (town.country == "GB" || town.country == "US" || town.country == "FR")
        address.street = fmt::format("{} {}", house, street);
    else
        address.street = fmt::format("{} {}", street, house);
    auto postal = text(town.postal_prefix);
    if (town.postal_digits == 0)
        postal += fmt::format("{} {}{}{}", dice.between(1, 20), dice.between(1, 9),
            static_cast<char>('A' + dice.between(0, 7)), static_cast<char>('N' + dice.between(0, 8)));
    while (static_cast<int>(postal.size()) < town.postal_digits)
        postal += static_cast<char>('0' + dice.between(0, 9));
    address.city = text(town.name.in(language));
    address.region = text(town.region.in(language));
    address.postal_code = postal;
    address.country = text(town.country);
    return address;
}

std::string phone_in(Dice& dice, Town const& town)
{
    auto const code = town.calling_code;
    if (code.size() > 6) // a long code of the town leaves six digits
        return fmt::format("{} {}-{}-{}", code, dice.between(20, 99), dice.between(10, 99), dice.between(10, 99));
    return fmt::format("{} {}-{}-{}", code, dice.between(200, 999), dice.between(10, 99), dice.between(10, 99));
}

std::string mobile_in(Dice& dice, Town const& town)
{
    auto const country = town.calling_code.substr(0, town.calling_code.find(' '));
    return fmt::format("{} 9{:02} {:03}-{:02}-{:02}", country, dice.between(0, 99), dice.between(0, 999),
        dice.between(0, 99), dice.between(0, 99));
}

void add_numbers(Dice& dice, ClientFacts const& client, Values& values)
{
    if (client.town->country != "RU") {
        auto const number = vat_number(dice, client.town->country);
        values.set(client.town->country == "US" ? account.tax_number : account.vat_number, number);
        if (client.town->country == "DE")
            values.set(account.registration_number, fmt::format("HRB {}", dice.between(1'200, 198'000)));
        return;
    }
    if (client.kind == CompanyKind::proprietor) {
        values.set(account.tax_number, inn_of_person(dice, client.town->tax_region))
            .set(account.registration_number, ogrnip(dice, client.town->tax_region));
        return;
    }
    auto const inn = inn_of_company(dice, client.town->tax_region);
    values.set(account.tax_number, inn)
        .set(account.tax_branch_code, kpp(dice, inn))
        .set(account.registration_number, ogrn(dice, client.town->tax_region));
}

Id source_of(World const& world, Dice& dice)
{
    static constexpr std::array<std::string_view, 7> keys
        = { "web", "referral", "exhibition", "cold_call", "own_base", "phone", "partner" };
    auto const found = world.house.sources.find(keys[dice.weighted({ 26, 22, 16, 14, 10, 8, 4 })]);
    return found == world.house.sources.end() ? Id {} : found->second;
}

std::vector<Id> some_tags(World const& world, Dice& dice, int percent)
{
    auto tags = std::vector<Id> {};
    if (!dice.falls(percent))
        return tags;
    tags.push_back(dice.one_of(world.house.tags));
    if (auto const& second = dice.one_of(world.house.tags); dice.falls(25) && second != tags.front())
        tags.push_back(second);
    return tags;
}

void add_size(World const& world, Dice& dice, ClientFacts const& client, Values& values)
{
    values.set(account.employees, client.employees);
    if (dice.falls(60))
        values.set(account.annual_revenue,
            whole_money(client.employees * dice.log_normal(118'000, 0.4) * world.house.price_level / 1000));
    if (client.segment == "government")
        values.set(account.state_share_percent, Decimal::from_whole(100));
    if (client.first_status == "client" && dice.falls(70))
        values.set(account.credit_limit,
            whole_money((client.segment == "small"           ? 3'000.0
                                : client.segment == "medium" ? 20'000.0
                                                             : 150'000.0)
                * world.house.price_level));
}

}

void Teller::open_client(Slice& slice, ClientFacts const& client)
{
    auto dice = Dice { m_world.options.seed, { 0x6f70656e, client.number } };
    auto const words = client_words(m_world, client);
    auto const& town = *client.town;
    auto values = Values { { account.name, words.name }, { account.legal_name, words.legal_name },
        { account.legal_form, text(words.form) }, { account.industry, text(words.industry) },
        { account.kind, client.kind == CompanyKind::proprietor ? "sole_proprietor" : "corporate" },
        { account.segment, m_world.house.segments.find(client.segment)->second }, { account.tier, text(client.tier) },
        { account.lifecycle.status, text(client.first_status) }, { account.country, text(town.country) },
        { account.language, text(code_of(client.language)) }, { account.website, words.domain },
        { account.email, "info@" + words.domain }, { account.phone, phone_in(dice, town) },
        { account.legal_address, address_in(dice, town, client.language) } };
    add_numbers(dice, client, values);
    add_size(m_world, dice, client, values);
    auto const near
        = [&](double degrees) { return Decimal { std::llround((degrees + (dice.share() - 0.5) * 0.16) * 10'000) }; };
    values.set(account.latitude, near(town.latitude)).set(account.longitude, near(town.longitude));
    values.set(account.founded_on,
        slice.transaction.today().plus_days(
            -dice.between(client.kind == CompanyKind::institution ? 9'000 : 400, 12'000)));
    if (auto const source = source_of(m_world, dice); !source.is_empty())
        values.set(account.source, source);
    if (client.parent)
        values.set(account.parent, client_in(slice, *client.parent));
    if (!client.branch_kind.empty())
        values.set(account.branch_kind, text(client.branch_kind));
    if (dice.falls(m_world.is_crowded ? 20 : 65))
        values.set(account.description,
            Telling { client.language, {}, {}, town.name.in(client.language), {}, words.name }(
                dice.one_of(company_stories())));
    if (auto const tags = some_tags(m_world, dice, client.is_key() ? 70 : m_world.is_crowded ? 5 : 22); !tags.empty())
        values.links.push_back(tied(account.tagged.tags, tags));
    auto const id = Writer::create(slice.transaction, account, values).id;
    slice.clients.push_back({ static_cast<std::uint32_t>(client.number), id });
    introduce_contacts(slice, client, words, id);
    gather_team(slice, client, id);
}

namespace {

Record position_of(records::Transaction& transaction, Id person)
{
    return records::load_linked(transaction, position, position.contact, person).at(0);
}

void describe_person(Dice& dice, ClientFacts const& client, Values& values)
{
    static constexpr std::array<std::string_view, 4> channels = { "phone", "email", "visit", "messenger" };
    static constexpr std::array interests = { Label { "Sailing, modern jazz", "Яхты, современный джаз" },
        Label { "Two sons who play ice hockey", "Два сына играют в хоккей" },
        Label { "Mountain walks, old maps", "Горные походы, старые карты" },
        Label { "Collects fountain pens", "Коллекционирует перьевые ручки" },
        Label { "Gardening, chess by mail", "Сад, шахматы по переписке" } };
    static constexpr std::array manners = { Label { "No calls after five", "После пяти не звонить" },
        Label { "Addresses people formally, likes printed papers", "Общается на «вы», любит бумажные документы" },
        Label { "Short and to the point, no small talk", "Коротко и по делу, без светских бесед" } };
    values.set(contact.preferred_channel, text(dice.one_of(channels)));
    if (dice.falls(40))
        values.set(contact.birthday, fmt::format("{:02}-{:02}", dice.between(1, 12), dice.between(1, 28)));
    if (client.is_key() && dice.falls(60))
        values.set(contact.interests, text(dice.one_of(interests).in(client.language)));
    if (client.is_key() && dice.falls(40))
        values.set(contact.etiquette, text(dice.one_of(manners).in(client.language)));
}

}

void Teller::introduce_contacts(Slice& slice, ClientFacts const& client, CompanyWords const& words, Id client_id)
{
    auto& transaction = slice.transaction;
    auto boss = Id {};
    for (auto i = 0; i < client.contact_count; ++i) {
        auto const facts = contact_facts(m_world, client, i);
        auto dice = Dice { m_world.options.seed, { 0x706572736f6e, client.number, static_cast<std::uint64_t>(i) } };
        auto const place = m_shelves.contacts_before[client.number] + static_cast<std::uint32_t>(i);
        if (i == 0 && client.kind == CompanyKind::proprietor) {
            // A rule has made the person together with the one-man firm.
            auto const jobs = records::load_linked(transaction, position, position.account, client_id);
            slice.contacts.push_back({ place, jobs.at(0).get(position.contact).value_or(Id {}) });
            continue;
        }
        auto values = Values { { contact.name, facts.person.whole() }, { contact.first_name, facts.person.first },
            { contact.last_name, facts.person.last }, { contact.account, client_id }, { contact.title, facts.title },
            { contact.gender, facts.person.is_female ? "female" : "male" },
            { contact.language, text(code_of(facts.language)) },
            { contact.email, mail_name(facts.person) + "@" + words.domain },
            { contact.mobile, mobile_in(dice, *client.town) } };
        if (!facts.person.middle.empty())
            values.set(contact.middle_name, facts.person.middle);
        if (!m_world.is_crowded)
            describe_person(dice, client, values);
        if (auto const tags = some_tags(m_world, dice, m_world.is_crowded ? 0 : 6); !tags.empty())
            values.links.push_back(tied(contact.tagged.tags, tags));
        auto const id = Writer::create(transaction, contact, values).id;
        slice.contacts.push_back({ place, id });
        if (m_world.is_crowded && i > 0)
            continue;
        auto job = Values { { position.unit, facts.unit }, { position.level, text(facts.level) },
            { position.buying_role, text(facts.buying_role) }, { position.decision_power, facts.decision_power },
            { position.attitude, text(facts.attitude) },
            { position.starts_on, transaction.today().plus_days(-dice.between(60, 3'600)) } };
        if (!boss.is_empty())
            job.set(position.reports_to, boss);
        if (facts.level == "executive")
            job.set(position.may_sign, dice.falls(70)).set(position.meeting_cadence_days, 90);
        if (client.is_key())
            job.set(position.counterpart, slice.who->actor.user);
        auto const held = Writer::update(transaction, position_of(transaction, id), job);
        if (i == 0)
            boss = held.id;
    }
}

void Teller::gather_team(Slice& slice, ClientFacts const& client, Id client_id)
{
    auto dice = Dice { m_world.options.seed, { 0x7465616d, client.number } };
    auto const people = std::span { m_world.house.people };
    auto deputies = std::vector<Colleague const*> {};
    auto join = [&](Colleague const& one) {
        Writer::create(slice.transaction, account_member,
            { { account_member.account, client_id }, { account_member.member, one.actor.user },
                { account_member.team_role, text(one.team_role) },
                { account_member.may_edit, one.team_role != "executive_sponsor" },
                { account_member.starts_on, slice.transaction.today() } });
    };
    for (auto const& one : people) {
        if (&one == slice.who)
            continue;
        auto const percent = one.team_role == "order_desk" ? (client.is_key() ? 100
                                     : m_world.is_crowded                     ? 5
                                                                              : 25)
            : one.team_role == "executive_sponsor"         ? (client.tier == "strategic" ? 100 : 0)
            : one.team_role == "finance"                   ? (client.tier == "strategic" ? 60 : 0)
            : one.team_role == "service"                   ? (client.is_key() ? 40 : 0)
                                                           : 0;
        if (one.team_role == "deputy")
            deputies.push_back(&one);
        else if (percent > 0 && dice.falls(percent))
            join(one);
    }
    if (!deputies.empty() && (client.is_key() || (client.tier == "growth" && dice.falls(30))))
        join(*dice.one_of(deputies));
}

void Teller::end_client(Slice& slice, ClientFacts const& client)
{
    auto dice = Dice { m_world.options.seed, { 0x656e64, client.number } };
    auto const here = records::load(slice.transaction, account, client_in(slice, client.number));
    auto values = Values {};
    if (here->get(account.lifecycle.status) == "client") {
        static constexpr std::array<std::string_view, 5> reasons
            = { "competitor", "price", "no_need", "closed_down", "service" };
        values.set(account.lifecycle.status, "former_client")
            .set(account.former_reason, text(reasons[dice.weighted({ 36, 22, 20, 14, 8 })]));
    } else {
        static constexpr std::array reasons = { Label { "Buys for a rival of ours", "Закупает для нашего конкурента" },
            Label { "Refused prepayment after the check", "После проверки отказались от предоплаты" },
            Label { "Far too small for a visit", "Слишком малы для визитов" } };
        values.set(account.lifecycle.status, "rejected")
            .set(account.rejected_reason, text(dice.one_of(reasons).in(client.language)));
    }
    Writer::update(slice.transaction, *here, values);
}

}
