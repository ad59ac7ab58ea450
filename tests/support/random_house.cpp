#include "tests/support/random_house.h"

#include "records/input.h"
#include "records/input_fixture.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

namespace kontor::test {

namespace {

namespace house = records::input_fixture;

struct Colleague : Entity {
    Colleague() : Entity("user", "users", {}) { }
    Text name { *this, "name" };
    Link department { *this, "department", "department" };
};
Colleague const colleague;

struct StoredFile : Entity {
    StoredFile() : Entity("file", "files", {}) { }
    Text name { *this, "name" };
    Text content_hash { *this, "content_hash" };
    Whole size_bytes { *this, "size_bytes" };
    Text media_type { *this, "media_type" };
};
StoredFile const stored_file;

// Letters that fold to one another, that fold to more letters than they were, and what SQL or JSON could trip over.
constexpr std::string_view words[]
    = { "Acme", "acme", "ACME", "Ёлка", "елка", "ЁЛКА", "Йод", "иод", "Straße", "STRASSE", "strasse", "Élan", "elan",
          "e\u0301lan", "İstanbul", "istanbul", "ıstanbul", "Łódź", "lodz", "ﬁn", "fin", "Ångström", "10%", "a_b",
          "a'b", "a\"b", "a\\b", "🦊", "🦊x", "日本", "ab", "b", "a", "Z", "~", "0", "10", "9", "plan.pdf" };

constexpr std::string_view collections[]
    = { "departments", "users", "tags", "stages", "files", "accounts", "offers", "offer_lines" };

}

std::uint64_t random_seed()
{
    auto const* said = std::getenv("KONTOR_TEST_SEED");
    return said ? std::strtoull(said, nullptr, 10) : 2026;
}

RandomHouse::RandomHouse(std::uint64_t seed)
    : m_dice(seed)
    , m_clock(*Instant::parse("2026-11-23T09:00:00Z"))
    , m_database(db::dialect_for_tests(), { .syncs_to_disk = false })
{
    for (auto const* entity : { static_cast<Entity const*>(&colleague), static_cast<Entity const*>(&house::department),
             static_cast<Entity const*>(&house::tag), static_cast<Entity const*>(&house::stage),
             static_cast<Entity const*>(&stored_file), static_cast<Entity const*>(&house::account),
             static_cast<Entity const*>(&house::offer), static_cast<Entity const*>(&house::offer_line) })
        m_registry.add(*entity);
    m_store = std::make_unique<records::Store>(
        *m_database, m_registry, m_clock, records::StoreOptions { .data_folder = m_folder.path().string() });
    m_store->migrate();
    // Whoever works without a person is a record too, as in every workspace.
    m_database.run("insert into users (id, version, name, name_fold) values (1, 1, 'Kontor', 'kontor')");
    for (auto collection : collections) {
        auto const& entity = *schema().find(collection);
        auto& ids = m_ids.emplace_back(std::string { collection }, std::vector<Id> {}).second;
        auto const count = collection == "accounts" ? 120 : collection == "offer_lines" ? 80 : 25;
        for (auto i = 0; i < count; ++i)
            ids.push_back(add(entity).id);
    }
    // What holds on to others stays; the rest of the dice's choice goes to the bin.
    for (auto collection :
        { std::string_view { "offer_lines" }, std::string_view { "offers" }, std::string_view { "accounts" } })
        for (auto i = 0; i < 15; ++i) {
            auto const& entity = *schema().find(collection);
            auto const id = random_id(entity);
            try {
                m_store->write(records::Actor::system(), [&](records::Transaction& transaction) {
                    records::Writer::remove(transaction, transaction.schema().of(*entity.declaration), id);
                });
                std::erase(
                    std::ranges::find(m_ids, entity.plural, &std::pair<std::string, std::vector<Id>>::first)->second,
                    id);
            } catch (Problem const&) {
                continue; // others hold on to it
            }
        }
}

std::vector<Id> const& RandomHouse::ids_of(EntityInfo const& entity) const
{
    auto const found = std::ranges::find(m_ids, entity.plural, &std::pair<std::string, std::vector<Id>>::first);
    return found->second;
}

void RandomHouse::add_account() { add(subject()); }

records::Actor RandomHouse::administrator() const
{
    auto actor = records::Actor::system();
    actor.user = ids_of(*schema().find("users")).front();
    actor.zone = *TimeZone::find("America/St_Johns"); // half an hour beside everybody else
    return actor;
}

records::Actor RandomHouse::seller() const
{
    auto role = std::make_shared<records::Role>();
    role->grants["accounts"].read = records::Level::own;
    role->grants["*"].read = records::Level::all;
    auto actor = administrator();
    actor.role = role;
    return actor;
}

records::BindingContext RandomHouse::binding(records::Actor const& actor) const
{
    return { schema(), actor, m_clock.now(), 1 };
}

std::string RandomHouse::shown(Record const& record) const
{
    auto text = record.id.to_string() + " {";
    for (auto const* field : record.entity().fields)
        if (!is_empty(record.value(*field))) {
            text += " " + field->name() + ": ";
            records::append_json(text, *field, record.value(*field));
        }
    return text + " }";
}

std::string RandomHouse::random_text(Dice& dice)
{
    auto text = std::string { dice.of(words) };
    if (dice.one_in(3))
        text += (dice.one_in(2) ? " " : "") + std::string { dice.of(words) };
    return text;
}

std::string RandomHouse::random_phone(Dice& dice)
{
    static constexpr std::string_view phones[]
        = { "+49 30 1234", "+49301234", "(030) 12-34", "+7 495 000-11-22", "112" };
    return std::string { dice.of(phones) };
}

std::string RandomHouse::random_email(Dice& dice)
{
    static constexpr std::string_view addresses[]
        = { "ana@acme.test", "Ana@Acme.test", "ANA@ACME.TEST", "ben+x@acme.test", "i@acme.test", "I@acme.test" };
    return std::string { dice.of(addresses) };
}

std::string RandomHouse::random_decimal(Dice& dice)
{
    static constexpr std::string_view numbers[] = { "0", "1", "1.00", "1.5", "-1", "-0.0001", "12.5", "12.5000", "20",
        "10", "100", "0.0001", "922337203685477.5807", "-922337203685477.5807", "99.9999" };
    return std::string { dice.of(numbers) };
}

std::int64_t RandomHouse::random_whole(Dice& dice)
{
    static constexpr std::int64_t numbers[]
        = { 0, 1, 2, 10, 11, 100, 7'200, 1'000'000, 9'007'199'254'740'990, 9'007'199'254'740'991 };
    return dice.of(numbers);
}

Day RandomHouse::random_day(Dice& dice)
{
    static constexpr std::string_view days[] = { "0001-01-01", "1999-12-31", "2024-02-29", "2026-11-20", "2026-11-22",
        "2026-11-30", "2026-12-31", "9999-12-31" };
    return dice.one_in(2) ? *Day::parse(dice.of(days)) : Day::parse("2026-11-23")->plus_days(dice.between(-40, 40));
}

Instant RandomHouse::random_instant(Dice& dice)
{
    // Around the midnights of a zone that is half an hour beside the others, and anywhere in three days.
    auto const base = *Instant::parse("2026-11-23T03:30:00Z");
    if (dice.one_in(2))
        return { base.milliseconds + dice.between(-2, 2) * 86'400'000LL + dice.between(-1, 1) };
    return { base.milliseconds + dice.between(-3 * 86'400, 3 * 86'400) * 1'000LL };
}

Record RandomHouse::add(EntityInfo const& entity)
{
    auto values = Values {};
    for (auto const* field : entity.fields) {
        auto const& definition = field->definition();
        if (field->is_read_only() || definition.name == "external_id")
            continue;
        auto const is_needed = definition.required || entity.title_field == definition.name;
        if (!is_needed && m_dice.one_in(4))
            continue;
        if (field->type() == FieldType::links) {
            auto edit = LinksEdit { .field = field, .replaces = true };
            for (auto i = m_dice.below(3); i > 0; --i) {
                auto const id = random_id(*schema().target_of(*field));
                if (!id.is_empty() && std::ranges::find(edit.add, id, &LinkedRecord::id) == edit.add.end())
                    edit.add.push_back({ .id = id });
            }
            values.links.push_back(std::move(edit));
            continue;
        }
        auto assignment = Assignment { *field, random_value(*field), 0 };
        if (field->type() == FieldType::any_link && !kontor::is_empty(assignment.value))
            assignment.any_entity = "offers";
        values.assignments.push_back(std::move(assignment));
    }
    auto made = Record {};
    m_store->write(records::Actor::system(), [&](records::Transaction& transaction) {
        made = records::Writer::create(transaction, transaction.schema().of(*entity.declaration), values);
    });
    return made;
}

Id RandomHouse::random_id(EntityInfo const& entity)
{
    auto const found = std::ranges::find(m_ids, entity.plural, &std::pair<std::string, std::vector<Id>>::first);
    return found == m_ids.end() || found->second.empty() ? Id {} : m_dice.of(found->second);
}

Value RandomHouse::random_value(Field const& field)
{
    auto id_in = [&](EntityInfo const& entity) {
        auto const id = random_id(entity);
        return id.is_empty() ? Value {} : Value { id };
    };
    switch (field.type()) {
    case FieldType::text:
        // Keys are unique slugs; everything else is anything.
        if (field.name() == "key") {
            static constexpr std::string_view keys[] = { "lead", "offer", "won", "lost" };
            return std::string { m_dice.of(keys) };
        }
        return random_text(m_dice);
    case FieldType::long_text:
    case FieldType::rich_text: return random_text(m_dice) + "\n" + random_text(m_dice);
    case FieldType::email: return random_email(m_dice);
    case FieldType::phone: return random_phone(m_dice);
    case FieldType::url: return std::string { m_dice.one_in(2) ? "https://Acme.test/a" : "https://acme.test/A?b=%20" };
    case FieldType::whole:
    case FieldType::duration: return random_whole(m_dice);
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return *Decimal::parse(random_decimal(m_dice));
    case FieldType::day: return random_day(m_dice);
    case FieldType::instant: return random_instant(m_dice);
    case FieldType::flag: return m_dice.one_in(2);
    case FieldType::choice: return m_dice.of(field.definition().choices).value;
    case FieldType::choices: {
        auto chosen = std::vector<std::string> {};
        for (auto const& choice : field.definition().choices)
            if (m_dice.one_in(2))
                chosen.push_back(choice.value);
        return chosen.empty() ? Value {} : Value { chosen };
    }
    case FieldType::link: return id_in(*schema().target_of(field));
    case FieldType::any_link: return id_in(*schema().find("offers"));
    case FieldType::file: return id_in(*schema().find("files"));
    case FieldType::address: {
        auto address = Address {};
        if (m_dice.one_in(2))
            address.city = random_text(m_dice);
        if (m_dice.one_in(2))
            address.street = random_text(m_dice);
        if (m_dice.one_in(2))
            address.country = m_dice.one_in(2) ? "DE" : "RU";
        return address.is_empty() ? Value {} : Value { address };
    }
    case FieldType::json: return JsonText { "{\"a\":[1,null]}" };
    case FieldType::currency: return std::string { m_dice.one_in(2) ? "EUR" : "USD" };
    case FieldType::links: break;
    }
    return {};
}

}
