#include "records/places.h"

#include "records/sql.h"

namespace kontor::records {

namespace {

constexpr std::int64_t gap = 1'024;

// The neighbours are those that share the required link (the stages of one pipeline), or the whole collection.
Field const* scope_of(EntityInfo const& entity)
{
    for (auto const* field : entity.fields)
        if (field->type() == FieldType::link && field->definition().required && field->name() != "owner")
            return field;
    return nullptr;
}

struct Ranked {
    Id id;
    std::int64_t rank;
};

std::vector<Ranked> others(Change& change)
{
    auto const& entity = change.entity();
    auto const* scope = scope_of(entity);
    auto sql = Sql { change.transaction().connection().dialect() };
    sql.add("select \"id\", coalesce(\"rank\", 0) from ")
        .name(entity.plural)
        .add(" t where t.\"deleted_at\" is null and t.\"id\" <> ")
        .bind(change.after.id.value);
    if (scope)
        if (auto const* id = std::get_if<Id>(&change.after.value(*scope)))
            sql.add(" and ").column("t", scope->name()).add(" = ").bind(id->value);
    sql.add(" order by t.\"rank\", t.\"id\"");
    auto list = std::vector<Ranked> {};
    auto rows = sql.query(change.transaction().connection());
    while (rows->next())
        list.push_back({ Id { rows->whole(0) }, rows->whole(1) });
    return list;
}

std::size_t index_of(Change& change, std::vector<Ranked> const& list, Place const& place)
{
    if (place.kind == Place::Kind::first)
        return 0;
    if (place.kind == Place::Kind::last)
        return list.size();
    for (std::size_t i = 0; i < list.size(); ++i)
        if (list[i].id == place.neighbour)
            return place.kind == Place::Kind::before ? i : i + 1;
    change.reject("place", "no_such_record", "There is no such neighbour.");
    return list.size();
}

}

bool place(Change& change, Values const& values)
{
    auto const& entity = change.entity();
    auto const* rank = entity.find("rank");
    if (!entity.is_ordered || !rank)
        return false;
    if (!values.place && (!change.is_creation() || !change.lacks(*rank)))
        return false;
    auto list = others(change);
    auto const at = index_of(change, list, values.place.value_or(Place { Place::Kind::last }));
    auto below = at == 0 ? std::int64_t { 0 } : list[at - 1].rank;
    auto above = at == list.size() ? below + 2 * gap : list[at].rank;
    if (above - below < 2) {
        auto next = gap;
        for (std::size_t i = 0; i < list.size(); ++i, next += gap) {
            if (i == at)
                next += gap;
            change.transaction().connection().execute(
                "update " + db::quote(entity.plural) + " set \"rank\" = ?2 where \"id\" = ?1",
                { list[i].id.value, next });
        }
        below = static_cast<std::int64_t>(at) * gap;
        above = below + 2 * gap;
    }
    change.after.set_value(*rank, below + (above - below) / 2);
    return true;
}

}
