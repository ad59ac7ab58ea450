#include "modules/accounts/service_conflict.h"

#include "modules/accounts/account.h"
#include "modules/people/user.h"

#include <fmt/format.h>

namespace kontor::accounts {

namespace {

// Asked with each client that is written: of the whole person nothing else is needed.
std::string whom_he_serves(records::Change& change, Link const& field)
{
    auto const member = change.get(field);
    if (!member)
        return "none";
    auto rows = change.transaction().connection().query(
        "select \"serves\" from \"users\" where \"id\" = ?1", { member->value });
    return rows->next() && !rows->is_null(0) ? std::string { rows->text(0) } : "none";
}

}

void refuse_other_kind_of_client(records::Change& change, Link const& field, std::string_view account_kind)
{
    auto const serves = whom_he_serves(change, field);
    auto const needs = account_kind == "retail" ? "retail" : "corporate";
    // Who serves nobody in particular (the head, the service account) may hold any account.
    if (serves == "none" || serves == needs)
        return;
    auto const member = change.find(field);
    auto const language = change.actor().language;
    auto const name = member->get(people::user.name).value_or("");
    auto const& his_kind = people::user.serves.find_choice(serves)->label.in(language);
    auto const& kind = account.kind.find_choice(account_kind)->label.in(language);
    change.reject(field.name(), "serves_conflict",
        language == Language::ru
            ? fmt::format("{} обслуживает {}; клиенту вида «{}» нужен другой менеджер.", name, his_kind, kind)
            : fmt::format("{} serves {}; clients of kind \"{}\" need another manager.", name, his_kind, kind));
}

}
