#include "api/sessions.h"
#include "app/demo/house.h"
#include "base/check.h"
#include "modules/people/department.h"
#include "modules/people/user.h"
#include "records/writer.h"

#include <array>

namespace kontor::demo {

using people::department;
using people::user;
using records::Transaction;
using records::Writer;

namespace {

struct Unit {
    std::string_view key;
    std::string_view parent;
    Label name;
    std::string_view kind;
    std::string_view head; // the local part of an address
};
constexpr std::array units = {
    Unit { "corporate", "company", { "Corporate clients", "Работа с корпоративными клиентами" }, "corporate_department",
        "anna.voronova" },
    Unit { "key_clients", "corporate", { "Key clients", "Ключевые клиенты" }, "sales", "mark.jensen" },
    Unit { "regions", "corporate", { "Regions", "Региональные клиенты" }, "sales", "igor.savchenko" },
    Unit { "order_desk", "company", { "Order desk", "Отдел заказов" }, "order_desk", "galina.belova" },
    Unit { "finance", "company", { "Finance", "Финансы" }, "finance", "marina.shestakova" },
    Unit { "marketing", "company", { "Marketing", "Маркетинг" }, "marketing", "daria.klimova" },
};

struct Person {
    std::string_view local_part;
    Label name;
    Language own_language; // where both are spoken
    Label title;
    std::string_view role;
    std::string_view unit;
    std::string_view grade;
    std::string_view superior;
    int share;
    bool takes_key_clients;
    std::string_view team_role;
    std::string_view status = "active";
};
constexpr auto en = Language::en;
constexpr auto ru = Language::ru;
constexpr std::array company = {
    Person { "anna.voronova", { "Anna Voronova", "Анна Воронова" }, ru,
        { "Head of corporate clients", "Руководитель корпоративного отдела" }, "head", "corporate", "head",
        "viktor.stern", 10, true, "" },
    Person { "mark.jensen", { "Mark Jensen", "Марк Йенсен" }, en,
        { "Lead key account manager", "Ведущий менеджер по ключевым клиентам" }, "head", "key_clients", "lead",
        "anna.voronova", 15, true, "deputy" },
    Person { "igor.savchenko", { "Igor Savchenko", "Игорь Савченко" }, ru,
        { "Lead manager, regions", "Ведущий менеджер по регионам" }, "head", "regions", "lead", "anna.voronova", 14,
        false, "deputy" },
    Person { "sofia.lindqvist", { "Sofia Lindqvist", "София Линдквист" }, en,
        { "Key account manager", "Менеджер по ключевым клиентам" }, "key_account_manager", "key_clients", "senior",
        "mark.jensen", 16, true, "deputy" },
    Person { "olga.lebedeva", { "Olga Lebedeva", "Ольга Лебедева" }, ru,
        { "Key account manager", "Менеджер по ключевым клиентам" }, "key_account_manager", "key_clients", "senior",
        "mark.jensen", 16, true, "" },
    Person { "timur.akhmetov", { "Timur Akhmetov", "Тимур Ахметов" }, en,
        { "Account manager", "Менеджер по работе с клиентами" }, "account_manager", "regions", "manager",
        "igor.savchenko", 12, false, "" },
    Person { "nadezhda.karpova", { "Nadezhda Karpova", "Надежда Карпова" }, ru,
        { "Account manager", "Менеджер по работе с клиентами" }, "account_manager", "regions", "manager",
        "igor.savchenko", 11, false, "" },
    Person { "lukas.brandt", { "Lukas Brandt", "Лукас Брандт" }, en, { "Junior account manager", "Младший менеджер" },
        "account_manager", "regions", "junior", "igor.savchenko", 6, false, "" },
    Person { "galina.belova", { "Galina Belova", "Галина Белова" }, ru,
        { "Head of the order desk", "Начальник отдела заказов" }, "order_desk", "order_desk", "head", "viktor.stern", 0,
        false, "order_desk" },
    Person { "pavel.novak", { "Pavel Novak", "Павел Новак" }, en, { "Order specialist", "Специалист по заказам" },
        "order_desk", "order_desk", "manager", "galina.belova", 0, false, "service" },
    Person { "marina.shestakova", { "Marina Shestakova", "Марина Шестакова" }, ru,
        { "Finance director", "Финансовый директор" }, "finance", "finance", "director", "viktor.stern", 0, false,
        "finance" },
    Person { "daria.klimova", { "Daria Klimova", "Дарья Климова" }, ru,
        { "Marketing manager", "Менеджер по маркетингу" }, "marketing", "marketing", "manager", "viktor.stern", 0,
        false, "" },
    Person { "viktor.stern", { "Viktor Stern", "Виктор Штерн" }, en, { "Managing director", "Генеральный директор" },
        "executive", "company", "director", "", 0, false, "executive_sponsor" },
    Person { "egor.titov", { "Egor Titov", "Егор Титов" }, ru, { "Trainee", "Стажёр" }, "read_only", "regions",
        "trainee", "igor.savchenko", 0, false, "", "listed" },
};

std::string address_of(std::string_view local_part) { return std::string { local_part } + "@kontor.example"; }

Id unit_of(Transaction& transaction, std::string_view key)
{
    return find_by(transaction, department, department.key, std::string { key });
}

void add_units(Transaction& transaction, Language language)
{
    for (auto const& unit : units)
        if (unit_of(transaction, unit.key).is_empty())
            Writer::create(transaction, department,
                { { department.name, std::string { unit.name.in(language) } },
                    { department.key, std::string { unit.key } }, { department.kind, std::string { unit.kind } },
                    { department.parent, unit_of(transaction, unit.parent) } });
}

Language language_of(Person const& person, DemoOptions const& options)
{
    return options.language.value_or(person.own_language);
}

// Where both languages are spoken, names look as their bearers write them.
void add_person(Transaction& transaction, Person const& person, DemoOptions const& options, Language lists)
{
    auto const language = language_of(person, options);
    auto values = Values { { user.title, std::string { person.title.in(lists) } },
        { user.department, unit_of(transaction, person.unit) }, { user.grade, std::string { person.grade } } };
    if (auto const here = find_by(transaction, user, user.email, address_of(person.local_part)); !here.is_empty()) {
        // Somebody signed up under this address before the demo came: he keeps his name and role.
        Writer::update(transaction, transaction.schema().of(user), here, values, {}, Writer::Authority::engine);
        return;
    }
    auto const number = static_cast<std::int64_t>(&person - company.data());
    values.set(user.name, std::string { person.name.in(language) })
        .set(user.email, address_of(person.local_part))
        .set(user.language, std::string { code_of(language) })
        .set(user.serves, person.share > 0 ? "corporate" : "none")
        .set(user.lifecycle.status, std::string { person.status })
        .set(user.extension, std::to_string(101 + number))
        .set(user.mobile, "+49 151 5550" + std::to_string(101 + number))
        .set(user.hired_on, transaction.today().plus_days(-200 - 131 * (number * 7 % 12)));
    values.assignments.emplace_back(user.role, Key { std::string { person.role } });
    Writer::create(transaction, user, values);
}

void connect_people(Transaction& transaction)
{
    auto const& users = transaction.schema().of(user);
    auto id_of
        = [&](std::string_view local_part) { return find_by(transaction, user, user.email, address_of(local_part)); };
    for (auto const& person : company)
        if (!person.superior.empty())
            Writer::update(transaction, users, id_of(person.local_part),
                { { user.reports_to, id_of(person.superior) } }, {}, Writer::Authority::engine);
    for (auto const& unit : units)
        Writer::update(transaction, transaction.schema().of(department), unit_of(transaction, unit.key),
            { { department.head, id_of(unit.head) } }, {}, Writer::Authority::engine);
    Writer::update(transaction, users, id_of("anna.voronova"), { { user.deputy, id_of("mark.jensen") } }, {},
        Writer::Authority::engine);
}

}

void add_people(History& history, DemoOptions const& options, House& house)
{
    auto const lists = options.language.value_or(history.store().workspace().language);
    auto ids = std::vector<Id> {};
    history.write(records::Actor::system(), [&](Transaction& transaction) {
        add_units(transaction, lists);
        for (auto const& person : company)
            add_person(transaction, person, options, lists);
        connect_people(transaction);
        ids.clear();
        for (auto const& person : company)
            ids.push_back(find_by(transaction, user, user.email, address_of(person.local_part)));
    });
    auto sessions = api::Sessions { history.store(), PasswordCost::production };
    for (auto const& person : company) {
        auto actor = sessions.actor_of(ids[static_cast<std::size_t>(&person - company.data())]);
        if (!actor)
            continue; // who is only listed writes nothing
        actor->via = "page";
        house.people.push_back({ std::move(*actor), language_of(person, options), person.share,
            person.takes_key_clients, person.team_role });
    }
    check(!house.people.empty() && house.people[manager].actor.email == manager_email, "the manager is there");
}

}
