#include "model/traits.h"

namespace kontor {

Owned::Owned(Entity& entity, bool required)
    : owner(entity, "owner", "user",
        { .label = { "Owner", "Ответственный" }, .required = required, .indexed = true, .default_value = "me()" })
    , department(entity, "department", "department",
          { .label = { "Department", "Подразделение" }, .computed = true, .indexed = true })
{
    entity.traits.push_back("owned");
    entity.access = AccessKind::owned;
}

OfAccount::OfAccount(Entity& entity)
{
    entity.traits.push_back("of_account");
    entity.account_field = "account";
    if (entity.access == AccessKind::everyone)
        entity.access = AccessKind::of_account;
}

Timeline::Timeline(Entity& entity) { entity.traits.push_back("timeline"); }
Documents::Documents(Entity& entity) { entity.traits.push_back("documents"); }
Commented::Commented(Entity& entity) { entity.traits.push_back("commented"); }

Tagged::Tagged(Entity& entity) : tags(entity, "tags", "tag", { .label = { "Tags", "Метки" } })
{
    entity.traits.push_back("tagged");
}

LinesOf::LinesOf(Entity& entity, std::string_view parent_singular, std::string_view relation_name, Label parent_label)
    : parent(entity, parent_singular, parent_singular,
        { .label = parent_label, .required = true, .indexed = true, .on_delete = OnDelete::cascade })
    , line_no(entity, "line_no", { .label = { "No.", "№" }, .computed = true })
{
    entity.traits.push_back("lines");
    entity.access = AccessKind::lines;
    entity.parent_field = parent_singular;
    entity.lines_name = relation_name;
}

Lifecycle::Lifecycle(Entity& entity, std::initializer_list<ChoiceDeclaration> states,
    std::initializer_list<Move> allowed_moves, std::string_view first, Label label)
    : status(entity, "status", states,
        { .label = label.en.empty() ? Label { "Status", "Статус" } : label,
            .required = true,
            .indexed = true,
            .default_value = first })
    , status_changed_at(entity, "status_changed_at", { .label = { "Status since", "Статус с" }, .computed = true })
{
    entity.traits.push_back("lifecycle");
    entity.lifecycle_field = &status;
    entity.lifecycle_moves = allowed_moves;
}

}
