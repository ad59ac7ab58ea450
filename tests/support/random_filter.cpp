#include "tests/support/random_filter.h"

#include "model/filter.h"

#include <fmt/format.h>

namespace kontor::test {

namespace {

constexpr std::string_view orders[] = { "<", "<=", ">", ">=" };
constexpr std::string_view equalities[] = { "=", "!=" };

}

std::string RandomFilter::text() const
{
    if (children.empty())
        return leaf;
    if (joint == "NOT")
        return "NOT (" + children.front().text() + ")";
    if (joint.starts_with("any("))
        return joint + ", " + children.front().text() + ")";
    auto joined = std::string {};
    for (auto const& child : children)
        joined += (joined.empty() ? "(" : " " + joint + " (") + child.text() + ")";
    return joined;
}

std::vector<RandomFilter> RandomFilter::smaller() const
{
    auto candidates = std::vector<RandomFilter> {};
    if (!joint.starts_with("any("))
        candidates = children;
    for (std::size_t i = 0; i < children.size(); ++i) {
        if (children.size() > 1) {
            auto without = *this;
            without.children.erase(without.children.begin() + static_cast<std::ptrdiff_t>(i));
            candidates.push_back(std::move(without));
        }
        for (auto& child : children[i].smaller()) {
            auto with = *this;
            with.children[i] = std::move(child);
            candidates.push_back(std::move(with));
        }
    }
    return candidates;
}

RandomFilter RandomFilterMaker::tree(EntityInfo const& entity, int depth)
{
    auto const choice = depth > 3 ? std::size_t { 9 } : m_dice.below(10);
    if (choice < 4) {
        auto joined = RandomFilter { .joint = choice < 2 ? "AND" : "OR" };
        for (auto i = m_dice.between(2, 3); i > 0; --i)
            joined.children.push_back(tree(entity, depth + 1));
        return joined;
    }
    if (choice == 4)
        return { .joint = "NOT", .children = { tree(entity, depth + 1) } };
    if (choice == 5 && !entity.relations.empty()) {
        auto const& relation = m_dice.of(entity.relations);
        return { .joint = "any(" + relation.name, .children = { tree(*relation.target, depth + 2) } };
    }
    return { .leaf = leaf(entity, "", 0) };
}

std::string RandomFilterMaker::leaf(EntityInfo const& entity, std::string const& path, int steps)
{
    if (!entity.relations.empty() && m_dice.one_in(4)) {
        auto const& relation = m_dice.of(entity.relations);
        if (steps < 2 && m_dice.one_in(2))
            return leaf(*relation.target, path + relation.name + ".", steps + 1);
        return relation_leaf(relation, path + relation.name);
    }
    if (m_dice.one_in(15)) {
        auto const id = id_value(entity);
        switch (m_dice.below(3)) {
        case 0: return fmt::format("{}id {} {}", path, m_dice.of(equalities), id);
        case 1: return fmt::format("{}id {} {}", path, m_dice.of(orders), id);
        default: return fmt::format("{}id {}IN ({}, {})", path, m_dice.one_in(2) ? "NOT " : "", id, id_value(entity));
        }
    }
    auto const& field = entity.field_at(m_dice.below(entity.slot_count()));
    return m_actor.sees(m_house.schema(), entity, field) ? field_leaf(field, path + field.name())
                                                         : leaf(entity, path, steps);
}

std::string RandomFilterMaker::relation_leaf(Relation const& relation, std::string const& path)
{
    switch (m_dice.below(5)) {
    case 0: return fmt::format("{} {} null", path, m_dice.of(equalities));
    case 1: return fmt::format("{} : {}", path, filter_string(RandomHouse::random_text(m_dice)));
    case 2:
        if (relation.target->is_keyed)
            return fmt::format("{} {} \"{}\"", path, m_dice.of(equalities), m_dice.one_in(2) ? "won" : "lead");
        if (relation.target->plural == "users")
            return fmt::format("{} {} me()", path, m_dice.of(equalities));
        [[fallthrough]];
    case 3: return fmt::format("{} {} {}", path, m_dice.of(equalities), id_value(*relation.target));
    default:
        return fmt::format("{} {}IN ({}, {})", path, m_dice.one_in(2) ? "NOT " : "", id_value(*relation.target),
            id_value(*relation.target));
    }
}

std::string RandomFilterMaker::field_leaf(Field const& field, std::string const& path)
{
    if (m_dice.one_in(8))
        return fmt::format("{} {} null", path, m_dice.of(equalities));
    auto choice = [&] { return filter_string(m_dice.of(field.definition().choices).value); };
    switch (field.type()) {
    case FieldType::text:
    case FieldType::long_text:
    case FieldType::rich_text:
    case FieldType::email:
    case FieldType::phone:
    case FieldType::url: return text_leaf(path, field.type());
    case FieldType::whole:
    case FieldType::duration: return compared(path, &RandomFilterMaker::whole_value, true);
    case FieldType::number:
    case FieldType::percent:
    case FieldType::money: return compared(path, &RandomFilterMaker::decimal_value, true);
    case FieldType::day: return compared(path, &RandomFilterMaker::day_value, true);
    case FieldType::instant: return compared(path, &RandomFilterMaker::instant_value, true);
    case FieldType::flag:
        return m_dice.one_in(2) ? path : fmt::format("{} {} {}", path, m_dice.of(equalities), m_dice.one_in(2));
    case FieldType::choice:
        return m_dice.one_in(2)
            ? fmt::format("{} {} {}", path, m_dice.of(equalities), choice())
            : fmt::format("{} {}IN ({}, {})", path, m_dice.one_in(2) ? "NOT " : "", choice(), choice());
    case FieldType::choices:
        return m_dice.one_in(2)
            ? fmt::format("{} {} {}", path, m_dice.one_in(2) ? ":" : "!=", choice())
            : fmt::format("{} {}IN ({}, {})", path, m_dice.one_in(2) ? "NOT " : "", choice(), choice());
    case FieldType::currency: return fmt::format("{} {} \"EUR\"", path, m_dice.of(equalities));
    case FieldType::link:
        return fmt::format("{} {} {}", path, m_dice.of(equalities), id_value(*m_house.schema().target_of(field)));
    case FieldType::links: return fmt::format("{} : {}", path, filter_string(RandomHouse::random_text(m_dice)));
    case FieldType::any_link:
        return fmt::format("{} {} {}", path, m_dice.of(equalities), id_value(*m_house.schema().find("offers")));
    case FieldType::file: return fmt::format("{} : {}", path, filter_string(RandomHouse::random_text(m_dice)));
    case FieldType::address: {
        static constexpr std::string_view parts[] = { "street", "city", "region", "country" };
        if (m_dice.one_in(3))
            return fmt::format("{} : {}", path, filter_string(RandomHouse::random_text(m_dice)));
        auto const part = fmt::format("{}.{}", path, m_dice.of(parts));
        return m_dice.one_in(5) ? fmt::format("{} {} null", part, m_dice.of(equalities))
                                : text_leaf(part, FieldType::text);
    }
    case FieldType::json: break;
    }
    return path + " != null";
}

std::string RandomFilterMaker::text_leaf(std::string const& path, FieldType type)
{
    auto const is_long = type == FieldType::long_text || type == FieldType::rich_text;
    auto const wanted = filter_string(text_of(type));
    if (is_long || m_dice.one_in(3))
        return fmt::format("{} : {}", path, m_dice.one_in(12) ? "\"\"" : wanted);
    switch (m_dice.below(3)) {
    case 0: return fmt::format("{} {} {}", path, m_dice.of(equalities), wanted);
    case 1: return fmt::format("{} {} {}", path, m_dice.of(orders), wanted);
    default:
        return fmt::format(
            "{} {}IN ({}, {})", path, m_dice.one_in(2) ? "NOT " : "", wanted, filter_string(text_of(type)));
    }
}

std::string RandomFilterMaker::compared(
    std::string const& path, std::string (RandomFilterMaker::*value)(), bool has_order)
{
    auto const first = (this->*value)();
    switch (m_dice.below(has_order ? 4 : 2)) {
    case 0: return fmt::format("{} {} {}", path, m_dice.of(equalities), first);
    case 1: return fmt::format("{} {}IN ({}, {})", path, m_dice.one_in(2) ? "NOT " : "", first, (this->*value)());
    case 2: return fmt::format("{} {} {}", path, m_dice.of(orders), first);
    default: // a range
        return fmt::format("{} {} {} AND {} {} {}", path, m_dice.one_in(2) ? ">" : ">=", first, path,
            m_dice.one_in(2) ? "<" : "<=", (this->*value)());
    }
}

std::string RandomFilterMaker::whole_value()
{
    return m_dice.one_in(4) ? decimal_value() : std::to_string(RandomHouse::random_whole(m_dice));
}

std::string RandomFilterMaker::decimal_value()
{
    auto const number = RandomHouse::random_decimal(m_dice);
    return m_dice.one_in(4) ? "\"" + number + "\"" : number;
}

std::string RandomFilterMaker::spans(bool of_instants)
{
    static constexpr std::string_view units[] = { "days", "weeks", "months", "hours", "minutes" };
    auto text = std::string {};
    for (auto i = m_dice.below(3); i > 0; --i)
        text += fmt::format(
            " {} {}({})", m_dice.one_in(2) ? "+" : "-", units[m_dice.below(of_instants ? 5 : 3)], m_dice.between(0, 9));
    return text;
}

std::string RandomFilterMaker::day_value()
{
    static constexpr std::string_view periods[] = { "week", "month", "quarter", "year" };
    auto const day = RandomHouse::random_day(m_dice).to_string();
    switch (m_dice.below(5)) {
    case 0: return day + spans(false);
    case 1: return "\"" + day + "\"";
    case 2: return "today()" + spans(false);
    case 3: return fmt::format("days({})", m_dice.between(-40, 40)) + spans(false);
    default:
        return fmt::format("{}_of_{}({}){}", m_dice.one_in(2) ? "start" : "end", m_dice.of(periods),
            m_dice.one_in(2) ? "" : std::to_string(m_dice.between(-2, 2)), spans(false));
    }
}

std::string RandomFilterMaker::instant_value()
{
    auto const instant = RandomHouse::random_instant(m_dice).to_string();
    switch (m_dice.below(4)) {
    case 0: return instant + spans(true);
    case 1: return "\"" + instant + "\"";
    case 2: return "now()" + spans(true);
    default: return day_value();
    }
}

std::string RandomFilterMaker::id_value(EntityInfo const& entity)
{
    return m_dice.one_in(10) ? "\"7\"" : "\"" + m_dice.of(m_house.ids_of(entity)).to_string() + "\"";
}

std::string RandomFilterMaker::text_of(FieldType type)
{
    switch (type) {
    case FieldType::email: return RandomHouse::random_email(m_dice);
    case FieldType::phone: return RandomHouse::random_phone(m_dice);
    case FieldType::url: return m_dice.one_in(2) ? "https://acme.test/a" : "acme";
    default: return RandomHouse::random_text(m_dice);
    }
}

}
