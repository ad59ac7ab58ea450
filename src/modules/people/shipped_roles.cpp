#include "modules/people/shipped_roles.h"

#include "base/check.h"

#include <array>

namespace kontor::people {

namespace {

constexpr std::size_t role_count = 9;

struct RoleName {
    std::string_view key;
    Label name;
    Label description;
    std::int64_t export_rows;
    bool may_share_views;
    bool reads_audit;
    // Beyond them the theft alarm speaks (MODEL.md C); zero: no limit.
    std::int64_t daily_rows = 0, daily_contacts = 0, daily_exports = 0;
};
constexpr std::array<RoleName, role_count> role_names = { {
    { "head", { "Head of department", "Руководитель отдела" },
        { "His department and those below.", "Своё подразделение и нижестоящие." }, 50'000, true, false, 10'000, 1'000,
        5 },
    { "key_account_manager", { "Key account manager", "Менеджер по ключевым клиентам" },
        { "His clients and, to read, his department's.", "Свои клиенты; клиенты отдела — для чтения." }, 1'000, true,
        false, 3'000, 300, 2 },
    { "account_manager", { "Account manager", "Менеджер по работе с клиентами" },
        { "His own clients.", "Свои клиенты." }, 500, false, false, 2'000, 200, 1 },
    { "order_desk", { "Order desk", "Отдел заказов" }, { "Orders of all clients.", "Заказы всех клиентов." }, 1'000,
        false, false },
    { "finance", { "Finance", "Финансы" }, { "Money, costs and credit.", "Деньги, себестоимость и кредит." }, 50'000,
        false, false },
    { "marketing", { "Marketing", "Маркетинг" }, { "Enquiries and products.", "Обращения и товары." }, 20'000, true,
        false, 20'000, 5'000, 3 },
    { "executive", { "Executive", "Руководство компании" }, { "Reads everything.", "Читает всё." }, 50'000, true,
        true },
    { "auditor", { "Auditor", "Аудитор" }, { "Reads everything and the audit.", "Читает всё и журнал." }, 50'000, false,
        true },
    { "read_only", { "Read only", "Только чтение" }, { "Reads his department's.", "Читает записи отдела." }, 0, false,
        false },
} };

// Levels: n none, o own, t team, s subtree, a all. Five letters: read, create, update, delete, export.
struct GrantRow {
    std::string_view collection;
    std::array<std::string_view, role_count> levels;
};
// clang-format off
constexpr std::array grant_rows = {
    //                              head     key      account  desk     finance  market   exec     auditor  reader
    GrantRow { "departments",     { "asssn", "annnn", "annnn", "annnn", "annnn", "annnn", "annna", "annna", "annnn" } },
    GrantRow { "users",           { "asssn", "annnn", "annnn", "annnn", "annnn", "annnn", "annna", "annna", "annnn" } },
    GrantRow { "roles",           { "annnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "accounts",        { "ssssa", "tooon", "ooonn", "annnn", "annnn", "annnn", "annna", "annna", "tnnnn" } },
    GrantRow { "contacts",        { "sssss", "toooo", "ooonn", "tnnnn", "tnnnn", "toonn", "annnn", "annna", "tnnnn" } },
    GrantRow { "positions",       { "sssss", "toooo", "ooonn", "tnnnn", "tnnnn", "toonn", "annnn", "annna", "tnnnn" } },
    GrantRow { "account_members", { "ssssn", "toonn", "onnnn", "annnn", "annnn", "annnn", "annnn", "annna", "tnnnn" } },
    GrantRow { "enquiries",       { "sssss", "aooon", "aooon", "aoonn", "nnnnn", "aaaao", "annna", "annna", "tnnnn" } },
    GrantRow { "lead_sources",    { "asssn", "annnn", "annnn", "annnn", "annnn", "aaann", "annnn", "annna", "annnn" } },
    GrantRow { "segments",        { "asssn", "annnn", "annnn", "annnn", "annnn", "annnn", "annnn", "annna", "annnn" } },
    GrantRow { "products",        { "aaans", "aoonn", "aoonn", "aoonn", "annnn", "aaaas", "annna", "annna", "annnn" } },
    GrantRow { "product_families",{ "aaann", "annnn", "annnn", "annnn", "annnn", "aaann", "annnn", "annna", "annnn" } },
    GrantRow { "units",           { "aaann", "annnn", "annnn", "annnn", "annnn", "aaann", "annnn", "annna", "annnn" } },
    GrantRow { "pipelines",       { "annnn", "annnn", "annnn", "annnn", "annnn", "annnn", "annnn", "annna", "annnn" } },
    GrantRow { "stages",          { "annnn", "annnn", "annnn", "annnn", "annnn", "annnn", "annnn", "annna", "annnn" } },
    GrantRow { "deals",           { "sssss", "tooon", "ooonn", "tnnnn", "annnn", "annnn", "annna", "annna", "tnnnn" } },
    GrantRow { "tax_classes",     { "asssn", "annnn", "annnn", "annnn", "aaann", "annnn", "annnn", "annna", "annnn" } },
    GrantRow { "payment_terms",   { "asssn", "annnn", "annnn", "annnn", "aaann", "annnn", "annnn", "annna", "annnn" } },
    GrantRow { "attributes",      { "aaans", "aoonn", "aoonn", "aoonn", "annnn", "aaaas", "annna", "annna", "annnn" } },
    GrantRow { "price_lists",     { "asssn", "annnn", "annnn", "annnn", "aaann", "annnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "special_conditions",
                                  { "sssss", "tooon", "oonnn", "annnn", "annnn", "nnnnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "discount_rules",  { "asssn", "annnn", "annnn", "annnn", "aaann", "annnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "service_plans",   { "aaann", "annnn", "annnn", "annnn", "annnn", "annnn", "annnn", "annna", "annnn" } },
    GrantRow { "product_ties",    { "aaann", "aaann", "aaann", "annnn", "annnn", "aaann", "annnn", "annna", "annnn" } },
    GrantRow { "approval_rules",  { "annnn", "annnn", "annnn", "annnn", "annnn", "nnnnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "approvals",       { "snonn", "ononn", "ononn", "ononn", "anonn", "nnnnn", "anonn", "annna", "nnnnn" } },
    GrantRow { "offers",          { "sssss", "tooon", "ooonn", "tnnnn", "annnn", "nnnnn", "annna", "annna", "tnnnn" } },
    GrantRow { "offer_lines",     { "sssss", "toooo", "oooon", "tnnnn", "annnn", "nnnnn", "annna", "annna", "tnnnn" } },
    GrantRow { "contracts",       { "sssss", "tooon", "ooonn", "annnn", "aonnn", "nnnnn", "annna", "annna", "tnnnn" } },
    GrantRow { "our_companies",   { "annnn", "annnn", "annnn", "annnn", "aaann", "nnnnn", "annnn", "annna", "annnn" } },
    GrantRow { "obligations",     { "sssss", "tooon", "ooonn", "annnn", "aonnn", "nnnnn", "annna", "annna", "tnnnn" } },
    GrantRow { "carriers",        { "annnn", "annnn", "annnn", "aaann", "annnn", "nnnnn", "annnn", "annna", "annnn" } },
    GrantRow { "orders",          { "sssss", "tooon", "ooonn", "aaaas", "annna", "nnnnn", "annna", "annna", "tnnnn" } },
    GrantRow { "order_lines",     { "sssss", "toooo", "oooon", "aaaas", "annna", "nnnnn", "annna", "annna", "tnnnn" } },
    GrantRow { "invoices",        { "snnns", "tnnnn", "onnnn", "tnnnn", "aaaaa", "nnnnn", "annna", "annna", "nnnnn" } },
    GrantRow { "payments",        { "snnns", "tnnnn", "onnnn", "tnnnn", "aaaaa", "nnnnn", "annna", "annna", "nnnnn" } },
    GrantRow { "dunning_steps",   { "annnn", "annnn", "annnn", "annnn", "aaaan", "nnnnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "activities",      { "sssss", "toooo", "ooooo", "tooon", "tooon", "tooon", "tooon", "annna", "tnnnn" } },
    GrantRow { "notes",           { "sssss", "toooo", "ooooo", "tooon", "tooon", "tooon", "tooon", "annna", "tnnnn" } },
    GrantRow { "files",           { "sssss", "toooo", "ooooo", "tooon", "tooon", "tooon", "tooon", "annna", "tnnnn" } },
    GrantRow { "tags",            { "aaaan", "aaonn", "aaonn", "aaonn", "aaonn", "aaaan", "annnn", "annna", "annnn" } },
    GrantRow { "views",           { "oooon", "oooon", "oooon", "oooon", "oooon", "oooon", "oooon", "oooon", "oooon" } },
    GrantRow { "comments",        { "aooon", "aooon", "aooon", "aooon", "aooon", "aooon", "aooon", "annna", "annnn" } },
    GrantRow { "notifications",   { "oooon", "oooon", "oooon", "oooon", "oooon", "oooon", "oooon", "oooon", "oooon" } },
    GrantRow { "theft_alarms",    { "snnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn", "nnnnn", "annnn", "annna", "nnnnn" } },
    GrantRow { "import_mappings", { "aooon", "aooon", "aooon", "aooon", "aooon", "aooon", "annnn", "annnn", "annnn" } },
    GrantRow { "*",               { "sssss", "tooon", "ooonn", "tnnnn", "tnnnn", "tnnnn", "annna", "annna", "tnnnn" } },
};

// Sensitive fields are hidden unless opened here: h hidden, r read, w write.
struct FieldRow {
    std::string_view collection;
    std::string_view field;
    std::string_view access; // a letter for each role
};
constexpr std::array field_rows = {
    FieldRow { "accounts",   "credit_limit",          "rrrhwhrrh" },
    FieldRow { "accounts",   "credit_hold",           "rrrrwhrrh" },
    FieldRow { "accounts",   "receivable_amount",     "rrrhrhrrh" },
    FieldRow { "accounts",   "unallocated_amount",    "rrrhrhrrh" },
    FieldRow { "accounts",   "credit_used",           "rrrhrhrrh" },
    FieldRow { "accounts",   "free_credit",           "rrrrrhrrh" },
    FieldRow { "offers",     "cost_amount",           "rhhhrhrrh" },
    FieldRow { "offers",     "margin_amount",         "rhhhrhrrh" },
    FieldRow { "offers",     "margin_percent",        "rrhhrhrrh" },
    FieldRow { "offers",     "lowest_margin_percent", "rhhhrhrrh" },
    FieldRow { "offers",     "internal_note",         "wwwhhhrrh" },
    FieldRow { "offer_lines","cost",                  "rhhhwhrrh" },
    FieldRow { "offer_lines","cost_amount",           "rhhhrhrrh" },
    FieldRow { "offer_lines","margin_percent",        "rhhhrhrrh" },
    FieldRow { "orders",     "cost_amount",           "rhhhrhrrh" },
    FieldRow { "orders",     "margin_amount",         "rhhhrhrrh" },
    FieldRow { "orders",     "margin_percent",        "rhhhrhrrh" },
    FieldRow { "orders",     "lowest_margin_percent", "rhhhrhrrh" },
    FieldRow { "order_lines","cost",                  "rhhhwhrrh" },
    FieldRow { "order_lines","cost_amount",           "rhhhrhrrh" },
    FieldRow { "order_lines","margin_percent",        "rhhhrhrrh" },
    FieldRow { "contracts",  "margin_amount",         "rhhhrhrrh" },
    FieldRow { "contracts",  "return_percent",        "rhhhrhrrh" },
    FieldRow { "contracts",  "credit_limit",          "rrrhwhrrh" },
    FieldRow { "payments",   "payer_iban",            "hhhhwhhrh" },
    FieldRow { "products",   "cost",                  "rhhhwhrrh" },
    FieldRow { "products",   "min_margin_percent",    "rhhhwhrrh" },
    FieldRow { "users",      "hour_cost",             "rhhhwhrhh" },
    FieldRow { "contacts",   "etiquette",             "wwwhhhhhh" },
    FieldRow { "contacts",   "interests",             "wwwhhhhhh" },
    FieldRow { "contacts",   "owner_note",            "wwwhhhhhh" },
    FieldRow { "positions",  "interest_organisation", "wwwhhhrrh" },
    FieldRow { "positions",  "interest_person",       "wwwhhhhhh" },
    FieldRow { "positions",  "interest_rivals",       "wwwhhhrrh" },
    FieldRow { "deals",      "interest_organisation", "wwwhhhrrh" },
    FieldRow { "deals",      "interest_person",       "wwwhhhhhh" },
    FieldRow { "deals",      "interest_rivals",       "wwwhhhrrh" },
    FieldRow { "activities", "travel_cost",           "wwwwwwrrh" },
};

// Giving a client away is the head's decision.
struct ActionRow {
    std::string_view collection;
    std::string_view action;
    std::string_view levels; // a letter for each role
};
constexpr std::array action_rows = {
    ActionRow { "accounts", "assign", "snnnnnnnn" },
    ActionRow { "accounts", "set_credit", "nnnnannnn" },
    ActionRow { "orders", "confirm", "sooaannnn" },
    ActionRow { "orders", "invoice", "sonaannnn" },
    ActionRow { "theft_alarms", "explain", "snnnnnnnn" },
    ActionRow { "theft_alarms", "confirm", "snnnnnnnn" },
    ActionRow { "users", "start_notice", "annnnnnnn" },
    ActionRow { "users", "end_notice", "annnnnnnn" },
    ActionRow { "users", "deactivate", "nnnnnnnnn" },
    ActionRow { "users", "activate", "nnnnnnnnn" },
};
// clang-format on

std::string_view level_of(char letter)
{
    switch (letter) {
    case 'n': return "none";
    case 'o': return "own";
    case 't': return "team";
    case 's': return "subtree";
    case 'a': return "all";
    default: check(false, "a level of a shipped role is one of n o t s a"); return {};
    }
}

std::string_view access_of(char letter)
{
    switch (letter) {
    case 'h': return "hidden";
    case 'r': return "read";
    case 'w': return "write";
    default: check(false, "a field of a shipped role is one of h r w"); return {};
    }
}

JsonObject limits_of(RoleName const& role)
{
    auto limits = JsonObject { { "export_rows", role.export_rows } };
    auto const add = [&](std::string_view name, std::int64_t limit) {
        if (limit > 0)
            limits.emplace_back(name, limit);
    };
    add("daily_rows", role.daily_rows);
    add("daily_contacts", role.daily_contacts);
    add("daily_exports", role.daily_exports);
    return limits;
}

Json grants_of(std::size_t role)
{
    static constexpr std::array<std::string_view, 5> rights = { "read", "create", "update", "delete", "export" };
    auto grants = Json { JsonObject {} };
    for (auto const& row : grant_rows) {
        auto grant = Json { JsonObject {} };
        for (std::size_t i = 0; i < rights.size(); ++i)
            grant.set(rights[i], level_of(row.levels[role][i]));
        auto actions = Json { JsonObject {} };
        for (auto const& action : action_rows)
            if (action.collection == row.collection)
                actions.set(action.action, level_of(action.levels[role]));
        if (!actions.as_object()->empty())
            grant.set("actions", std::move(actions));
        auto fields = Json { JsonObject {} };
        for (auto const& field : field_rows)
            if (field.collection == row.collection)
                fields.set(field.field, access_of(field.access[role]));
        if (!fields.as_object()->empty())
            grant.set("fields", std::move(fields));
        grants.set(row.collection, std::move(grant));
    }
    return grants;
}

}

std::vector<ShippedRole> shipped_roles()
{
    auto roles = std::vector<ShippedRole> {};
    roles.push_back(
        { "administrator", { "Administrator", "Администратор" }, { "Everything of everything.", "Всё и во всём." },
            JsonObject {}, JsonArray {}, JsonObject { { "export_rows", std::int64_t { 1'000'000 } } } });
    for (std::size_t i = 0; i < role_count; ++i) {
        auto const& named = role_names[i];
        auto rights = JsonArray {};
        if (named.may_share_views)
            rights.emplace_back("views.share");
        if (named.reads_audit)
            rights.emplace_back("audit");
        roles.push_back(
            { named.key, named.name, named.description, grants_of(i), std::move(rights), limits_of(named) });
    }
    return roles;
}

}
