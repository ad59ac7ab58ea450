#include "records/entity_meta.h"

#include "base/problem.h"
#include "records/filter_binding.h"
#include "records/filter_sql.h"

#include <algorithm>

namespace kontor::records {

namespace {

std::string_view level_name(Actor const& actor, Schema const& schema, EntityInfo const& entity, Right right)
{
    return name_of(actor.level(schema, entity, right));
}

// A view that asks for what the reader does not see would only greet him with an error.
bool can_be_asked(Reading const& reading, EntityInfo const& entity, ViewDeclaration const& view)
{
    auto sees = [&](std::string_view name) {
        auto const head = name.substr(0, name.find_first_of(" ."));
        return head == "id" || head == "version" || sees_field(reading.schema, reading.actor, entity, head);
    };
    for (auto order = view.order_by; !order.empty();) {
        auto const end = std::min(order.find(','), order.size());
        auto term = order.substr(0, end);
        term.remove_prefix(std::min(term.find_first_not_of(' '), term.size()));
        if (!sees(term))
            return false;
        order.remove_prefix(std::min(end + 1, order.size()));
    }
    if (!view.group_by.empty() && !sees(view.group_by))
        return false;
    auto const context
        = BindingContext { reading.schema, reading.actor, reading.now, reading.workspace.week_starts, false };
    try {
        bind_filter(view.filter, entity, context);
    } catch (Problem const&) {
        return false;
    }
    return true;
}

bool is_calculated(Field const& field) { return field.is_read_only() && field.definition().base_of.empty(); }

bool is_long(Field const& field)
{
    return field.type() == FieldType::long_text || field.type() == FieldType::rich_text
        || field.type() == FieldType::json;
}

}

void EntityMeta::write(EntityInfo const& entity)
{
    auto const language = m_reading.actor.language;
    auto const roles = roles_of(m_reading.schema, m_reading.actor, entity);
    m_json.begin_object();
    m_json.member("name", std::string_view { entity.plural });
    m_json.member("singular", std::string_view { entity.singular });
    m_json.member("module", std::string_view { entity.module });
    m_json.member("custom", entity.is_custom);
    m_json.member("keyed", entity.is_keyed);
    m_json.member("hidden", entity.is_hidden);
    m_json.member("ordered", entity.is_ordered);
    m_json.key("label").begin_object();
    m_json.member("one", std::string_view { entity.label_one.in(language) });
    m_json.member("many", std::string_view { entity.label_many.in(language) });
    m_json.end_object();
    m_json.member("icon", std::string_view { entity.icon });
    m_json.member("colour", std::string_view { entity.colour });
    write_list("traits", entity.traits);
    if (!entity.parent_field.empty())
        if (auto const* parent = m_reading.schema.target_of(*entity.find(entity.parent_field)))
            m_json.member("lines_of", std::string_view { parent->plural });
    write_roles(roles);
    write_fields(entity);
    write_relations(entity);
    write_lifecycle(entity, roles);
    write_actions(entity);
    write_layouts(entity, roles);
    write_views(entity, roles);
    write_permissions(entity);
    m_json.key("limits").begin_object().member("batch", 1'000).member("bulk", 100'000).end_object();
    m_json.end_object();
}

void EntityMeta::write_list(std::string_view key, std::vector<std::string> const& names)
{
    m_json.key(key).begin_array();
    for (auto const& name : names)
        m_json.string(name);
    m_json.end_array();
}

void EntityMeta::write_roles(EntityRoles const& roles)
{
    m_json.key("roles").begin_object();
    for (auto const& [role, name] : roles.fields)
        m_json.member(role, std::string_view { name });
    write_list("highlight", roles.highlight);
    write_list("card", roles.card);
    m_json.end_object();
}

// In the order of the wire. When something went to the bin is told by lists of the bin alone.
void EntityMeta::write_fields(EntityInfo const& entity)
{
    m_json.key("fields").begin_array();
    for (std::size_t slot = 0; slot < entity.slot_count(); ++slot) {
        auto const& field = entity.field_at(slot);
        auto const is_of_bin = field.name() == "deleted_at" || field.name() == "deleted_by";
        if (!is_of_bin && m_reading.actor.sees(m_reading.schema, entity, field))
            m_fields.write(entity, field);
    }
    m_json.end_array();
}

void EntityMeta::write_relations(EntityInfo const& entity)
{
    auto const language = m_reading.actor.language;
    m_json.key("relations").begin_array();
    for (auto const* relation : readable_relations(m_reading.schema, m_reading.actor, entity)) {
        auto const& definition = relation->via->definition();
        auto const& target = *relation->target;
        auto const is_own_field = relation->kind == Relation::Kind::many_to_many && !relation->backwards;
        m_json.begin_object();
        m_json.member("name", std::string_view { relation->name });
        m_json.member("entity", std::string_view { target.plural });
        if (relation->kind == Relation::Kind::to_many)
            m_json.member("via", std::string_view { definition.name });
        else
            m_json.member("through", std::string_view { link_table(is_own_field ? entity : target, *relation->via) });
        m_json.member("kind", "many");
        // A second link of the same entity is told apart by its own name.
        auto label = is_own_field ? definition.label.in(language) : target.label_many.in(language);
        if (!is_own_field && relation->name.ends_with("_as_" + definition.name))
            label += ": " + definition.label.in(language);
        m_json.member("label", std::string_view { label });
        if (relation->is_lines)
            m_json.member("lines", true);
        if (!definition.columns.empty()) {
            m_json.key("columns").begin_array();
            for (auto const& column : definition.columns)
                m_json.string(column.name);
            m_json.end_array();
        }
        m_json.end_object();
    }
    m_json.end_array();
}

void EntityMeta::write_lifecycle(EntityInfo const& entity, EntityRoles const& roles)
{
    auto const* declaration = entity.declaration;
    auto const* field = declaration ? declaration->lifecycle_field : nullptr;
    if (field && sees(entity, field->name())) {
        m_json.key("lifecycle").begin_object().member("field", std::string_view { field->name() });
        if (declaration->lifecycle_moves.empty()) {
            m_json.member("moves", "any");
        } else {
            m_json.key("moves").begin_array();
            for (auto const& move : declaration->lifecycle_moves)
                m_json.begin_object().member("from", move.from).member("to", move.to).end_object();
            m_json.end_array();
        }
        m_json.end_object();
        return;
    }
    auto const* status = entity.find(roles.field_of("status"));
    auto const* target = status && status->type() == FieldType::link ? m_reading.schema.target_of(*status) : nullptr;
    if (target && target->is_keyed && target->find("base_status"))
        m_json.key("lifecycle")
            .begin_object()
            .member("field", std::string_view { status->name() })
            .member("moves", "any")
            .end_object();
}

void EntityMeta::write_actions(EntityInfo const& entity)
{
    m_json.key("actions").begin_array();
    for (auto const* action : permitted_actions(m_reading.schema, m_registry, m_reading.actor, entity)) {
        auto const& declared = action->declaration;
        auto text = label(declared.label);
        if (text.empty())
            text = declared.name;
        m_json.begin_object();
        m_json.member("name", declared.name).member("label", std::string_view { text }).member("icon", declared.icon);
        if (!declared.when.empty())
            m_json.member("when", declared.when);
        m_json.member("confirm", declared.confirm).member("bulk", declared.bulk).member("undoable", declared.undoable);
        if (!declared.style.empty())
            m_json.member("style", declared.style);
        m_json.key("input").begin_array();
        if (action->input)
            for (auto const* field : m_reading.schema.input_of(*action->input))
                m_fields.write_input(*field);
        m_json.end_array();
        m_json.end_object();
    }
    m_json.end_array();
}

// A first layout from what is declared: the state, the facts, the prose, the figures, then what hangs on the record.
void EntityMeta::write_layouts(EntityInfo const& entity, EntityRoles const& roles)
{
    auto const is_russian = m_reading.actor.language == Language::ru;
    auto facts = std::vector<std::string> {};
    auto prose = std::vector<std::string> {};
    auto figures = std::vector<std::string> {};
    for (auto const* field : entity.fields) {
        auto const& name = field->name();
        auto const is_shown_above = name == roles.field_of("title") || name == roles.field_of("status");
        if (!sees(entity, name) || is_shown_above || !field->definition().base_of.empty() || name == "rank")
            continue;
        (is_calculated(*field) ? figures : is_long(*field) ? prose : facts).push_back(name);
    }
    auto write_section = [&](std::string_view id, std::string_view text, std::vector<std::string> const& names) {
        if (names.empty())
            return;
        m_json.begin_object().member("section", id).member("label", text);
        write_list("fields", names);
        m_json.end_object();
    };
    m_json.key("layouts").begin_object();
    m_json.key("record").begin_array();
    if (!roles.field_of("status").empty())
        m_json.begin_object().member("widget", "stage_path").end_object();
    write_section("about", is_russian ? "Сведения" : "About", facts);
    write_section("description", is_russian ? "Описание" : "Description", prose);
    write_section("figures", is_russian ? "Показатели" : "Figures", figures);
    for (auto const* relation : readable_relations(m_reading.schema, m_reading.actor, entity)) {
        auto const& via = relation->via->name();
        auto const is_everything_of_a_person = via == "owner" || via == "department";
        auto const is_own_field = relation->kind == Relation::Kind::many_to_many && !relation->backwards;
        if (relation->is_lines
            || (!is_own_field && !relation->target->is_hidden && !is_everything_of_a_person && !entity.is_keyed))
            m_json.begin_object().member("related", std::string_view { relation->name }).end_object();
    }
    m_json.end_array();
    auto form = std::vector<std::string> {};
    if (entity.declaration)
        for (auto name : entity.declaration->options.form)
            if (sees(entity, name))
                form.emplace_back(name);
    if (form.empty()) {
        form.emplace_back(entity.title_field);
        for (auto const* field : entity.fields)
            if (field->definition().required && !field->is_read_only() && sees(entity, field->name())
                && field->name() != entity.title_field)
                form.push_back(field->name());
    }
    write_list("form", form);
    m_json.end_object();
}

void EntityMeta::write_views(EntityInfo const& entity, EntityRoles const& roles)
{
    m_json.key("views").begin_array();
    if (entity.declaration && !entity.declaration->options.views.empty()) {
        for (auto const& view : entity.declaration->options.views)
            write_view(entity, view);
    } else if (!entity.is_hidden) {
        auto const order = entity.declaration ? entity.declaration->options.order_by : std::string_view { "id desc" };
        write_view(entity, { .name = "all", .label = { "All", "Все" }, .order_by = order });
        if (entity.has_trait("owned"))
            write_view(
                entity, { .name = "mine", .label = { "Mine", "Мои" }, .filter = "owner = me()", .order_by = order });
        if (auto const status = roles.field_of("status"); !status.empty())
            write_view(entity,
                { .name = "board",
                    .label = { "Board", "Доска" },
                    .order_by = order,
                    .kind = "board",
                    .group_by = status });
    }
    m_json.end_array();
}

void EntityMeta::write_view(EntityInfo const& entity, ViewDeclaration const& view)
{
    if (!can_be_asked(m_reading, entity, view))
        return;
    auto text = label(view.label);
    if (text.empty())
        text = view.name;
    m_json.begin_object();
    m_json.member("id", std::string_view { "v_" + std::string { view.name } })
        .member("name", std::string_view { text });
    m_json.member("kind", view.kind);
    if (!view.group_by.empty())
        m_json.member("group_by", view.group_by);
    m_json.member("filter", view.filter).member("order_by", view.order_by);
    if (view.kind == "list" && entity.declaration && !entity.declaration->options.list.empty()) {
        m_json.key("columns").begin_array();
        for (auto name : entity.declaration->options.list)
            if (sees(entity, name.substr(0, name.find('.'))))
                m_json.begin_object().member("field", name).end_object();
        m_json.end_array();
    }
    m_json.member("shared", true);
    m_json.end_object();
}

void EntityMeta::write_permissions(EntityInfo const& entity)
{
    auto name = [&](Right right) { return level_name(m_reading.actor, m_reading.schema, entity, right); };
    m_json.key("permissions").begin_object();
    m_json.member("read", name(Right::read))
        .member("create", name(Right::create))
        .member("update", name(Right::update));
    m_json.member("delete", name(Right::remove)).member("export", name(Right::export_rows));
    m_json.end_object();
}

}
