#pragma once

#include "base/problem.h"
#include "model/registry.h"
#include "model/traits.h"
#include "records/input.h"

#include <stdexcept>

// A small house for the tests of input.h: an account with a field of every type, and an offer with lines.
namespace kontor::records::input_fixture {

struct TestUser : Entity {
    TestUser() : Entity("user", "users", {}) { }
    Text name { *this, "name" };
};
struct TestDepartment : Entity {
    TestDepartment() : Entity("department", "departments", {}) { }
    Text name { *this, "name" };
};
struct TestTag : Entity {
    TestTag() : Entity("tag", "tags", {}) { }
    Text name { *this, "name", { .required = true, .max = 20 } };
};
struct TestStage : Entity {
    TestStage() : Entity("stage", "stages", { .keyed = true, .ordered = true }) { }
    Text name { *this, "name" };
    Text key { *this, "key" };
};
struct TestAccount : Entity {
    TestAccount() : Entity("account", "accounts", { .label = { { "Account" }, { "Accounts" } } }) { }
    Owned owned { *this, false };
    Tagged tagged { *this };
    Text name { *this, "name", { .required = true, .max = 40 } };
    LongText notes { *this, "notes" };
    Email email { *this, "email" };
    Phone phone { *this, "phone" };
    Url website { *this, "website" };
    Whole employees { *this, "employees", { .min_value = "0" } };
    Duration call_time { *this, "call_time" };
    Number weight { *this, "weight" };
    Percent discount { *this, "discount", { .min_value = "0", .max_value = "100" } };
    Money revenue { *this, "revenue" };
    CurrencyField currency { *this, "currency" };
    DayField founded_on { *this, "founded_on" };
    InstantField called_at { *this, "called_at" };
    Flag is_key { *this, "is_key" };
    Choice segment { *this, "segment", { { "small", { "Small", "Малый" } }, { "large", { "Large", "Крупный" } } } };
    Choices channels { *this, "channels", { { "mail" }, { "call" }, { "visit" } } };
    Link parent { *this, "parent", *this };
    Link stage { *this, "stage", "stage" };
    Links people { *this, "people", "user", {},
        { { "role", FieldType::choice, {}, { { "champion" }, { "blocker" } } } } };
    AnyLink about { *this, "about" };
    FileField logo { *this, "logo" };
    AddressField address { *this, "address" };
    JsonField settings { *this, "settings" };
    Number score { *this, "score", { .computed = true } };
    Text margin_note { *this, "margin_note", { .sensitive = true } };
};
struct TestOffer : Entity {
    TestOffer() : Entity("offer", "offers", {}) { }
    Text name { *this, "name" };
    Link account { *this, "account", "account" };
};
struct TestOfferLine : Entity {
    TestOfferLine() : Entity("offer_line", "offer_lines", { .title = "text" }) { }
    LinesOf lines { *this, "offer", "lines" };
    Text text { *this, "text" };
    Number quantity { *this, "quantity", { .min_value = "0" } };
};
struct TestInput : Input {
    Choice reason { *this, "reason", { { "price" }, { "time" } }, { .required = true } };
    LongText note { *this, "note" };
    Links watchers { *this, "watchers", "user" };
};

inline TestUser const user;
inline TestDepartment const department;
inline TestTag const tag;
inline TestStage const stage;
inline TestAccount const account;
inline TestOffer const offer;
inline TestOfferLine const offer_line;
inline TestInput const lose_input;

inline std::shared_ptr<Schema const> assemble()
{
    static auto const schema = [] {
        auto registry = Registry {};
        for (auto const* entity : { static_cast<Entity const*>(&user), static_cast<Entity const*>(&department),
                 static_cast<Entity const*>(&tag), static_cast<Entity const*>(&stage),
                 static_cast<Entity const*>(&account), static_cast<Entity const*>(&offer),
                 static_cast<Entity const*>(&offer_line) })
            registry.add(*entity);
        return Schema::assemble(registry, {});
    }();
    return schema;
}

inline Json json(std::string_view text)
{
    auto parsed = parse_json(text);
    if (auto const* error = std::get_if<JsonError>(&parsed))
        throw std::runtime_error("the test's own JSON is broken: " + error->message);
    return std::get<Json>(parsed);
}

inline Actor seller(Grant grant)
{
    auto role = std::make_shared<Role>();
    grant.read = grant.create = grant.update = Level::all;
    role->grants.emplace("*", std::move(grant));
    auto ana = Actor {};
    ana.user = Id { 5 };
    ana.role = role;
    return ana;
}

inline Grant with_fields(std::map<std::string, FieldAccess, std::less<>> fields)
{
    auto grant = Grant {};
    grant.fields = std::move(fields);
    return grant;
}

inline Values read(
    std::string_view body, Entity const& entity = account, Actor const& actor = seller({}), std::string_view path = {})
{
    return read_values(json(body), assemble()->of(entity), *assemble(), actor, path);
}

inline std::string as_json(Field const& field, Value const& value, int money_digits = 2)
{
    auto text = std::string {};
    append_json(text, field, value, money_digits);
    return text;
}

}
