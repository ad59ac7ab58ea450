#include "modules/accounts/service_conflict.h"

#include "modules/accounts/account.h"
#include "modules/people/user.h"

#include <fmt/format.h>

namespace kontor::accounts {

void refuse_other_kind_of_client(records::Change& change, Link const& field, std::string_view account_kind)
{
    auto const member = change.find(field);
    if (!member)
        return;
    auto const serves = member->get(people::user.serves).value_or("none");
    auto const needs = account_kind == "retail" ? "retail" : "corporate";
    // Who serves nobody in particular (the head, the service account) may hold any account.
    if (serves == "none" || serves == needs)
        return;
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
