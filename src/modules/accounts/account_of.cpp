#include "modules/accounts/account_of.h"

#include "records/change.h"
#include "records/roll_up.h"
#include "records/writer.h"

namespace kontor::accounts {

std::optional<Id> account_of(records::Transaction& transaction, std::string_view collection, Id id)
{
    if (collection == "accounts")
        return id;
    auto const* entity = transaction.schema().find(collection);
    auto const* link = entity ? entity->find("account") : nullptr;
    if (!link || link->type() != FieldType::link || link->definition().target != "account")
        return {};
    auto const record = records::load(transaction.connection(), transaction.shared_schema(), *entity, id, true);
    auto const* found = record ? std::get_if<Id>(&record->value(*link)) : nullptr;
    return found ? std::optional { *found } : std::nullopt;
}

void keep_account_of(Registry& registry, Entity const& entity, AnyLink const& about, Link const& client)
{
    registry.rule(entity, Moment::before_save, "account_of_about", [&about, &client](records::Change& change) {
        if (!change.changes(about))
            return;
        auto const target = change.get(about);
        auto const found
            = target ? account_of(change.transaction(), change.after.entity_of(about), *target) : std::nullopt;
        change.after.set_value(client, found ? Value { *found } : Value {});
    });
}

void follow_to_account(records::Transaction& transaction, Id record, std::optional<Id> client)
{
    for (auto const& entity : transaction.schema().entities()) {
        auto const* about = entity->find("about");
        auto const* link = entity->find("account");
        if (!about || about->type() != FieldType::any_link || !link || link->definition().target != "account")
            continue;
        auto ids = std::vector<Id> {};
        {
            auto rows = transaction.connection().query(
                "select \"id\" from " + db::quote(entity->plural) + " where \"about\" = ?1 order by \"id\"",
                { record.value });
            while (rows->next())
                ids.emplace_back(rows->whole(0));
        }
        auto values = Values {};
        values.assignments.emplace_back(*link, client ? Value { *client } : Value {}, 0);
        for (auto id : ids)
            records::write_derived(transaction, *entity, id, values);
    }
}

void keep_first_line(Registry& registry, Entity const& entity, RichText const& text, Text const& title)
{
    registry.rule(entity, Moment::before_save, "first_line", [&text, &title](records::Change& change) {
        static constexpr std::size_t code_points_max = 100;
        auto const whole = change.get(text).value_or("");
        auto line = std::string {};
        auto code_points = std::size_t { 0 };
        for (auto const c : whole) {
            if (c == '\n' || c == '\r' || c == '\t') {
                if (!line.empty())
                    break;
                continue;
            }
            auto const begins_code_point = (static_cast<unsigned char>(c) & 0xC0u) != 0x80u;
            if (begins_code_point && ++code_points > code_points_max)
                break;
            line += c;
        }
        if (!line.empty())
            change.set(title, line);
    });
}

}
