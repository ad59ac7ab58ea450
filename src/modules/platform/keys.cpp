#include "modules/platform/keys.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "records/change.h"
#include "records/sql.h"

#include <algorithm>
#include <array>

namespace kontor::platform {

namespace {

constexpr std::size_t key_length_max = 60;

// From а to я, as passports write them; the hard and the soft sign are silent.
constexpr std::array<std::string_view, 32> latin_letters = { "a", "b", "v", "g", "d", "e", "zh", "z", "i", "y", "k",
    "l", "m", "n", "o", "p", "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya" };

// The Cyrillic small letter at `at` of a folded text, two bytes of UTF-8; nothing for anything else.
std::string_view latin_for(std::string_view text, std::size_t at)
{
    if (at + 1 >= text.size())
        return {};
    auto const first = static_cast<unsigned char>(text[at]), second = static_cast<unsigned char>(text[at + 1]);
    auto const code_point = (first & 0x1Fu) << 6 | (second & 0x3Fu);
    if ((first & 0xE0u) != 0xC0u || code_point < 0x430 || code_point > 0x44F)
        return {};
    return latin_letters[code_point - 0x430];
}

bool is_used(records::Change& change, Text const& key, Link const* scope, std::string const& candidate)
{
    auto sql = records::Sql { change.transaction().connection().dialect() };
    sql.add("select 1 from ").name(change.entity().plural).add(" t where t.\"deleted_at\" is null and ");
    sql.column("t", key.name()).add(" = ").bind(candidate).add(" and t.\"id\" <> ").bind(change.after.id.value);
    if (scope) {
        auto const parent = change.get(*scope);
        sql.add(" and ").column("t", scope->name()).add(" = ").bind(parent.value_or(Id {}).value);
    }
    return sql.query(change.transaction().connection())->next();
}

std::string free_key(records::Change& change, Text const& name, Text const& key, Link const* scope)
{
    auto const wanted = key_from(change.get(name).value_or(""));
    auto candidate = wanted;
    for (auto count = 2; is_used(change, key, scope, candidate); ++count)
        candidate = wanted.substr(0, key_length_max - 6) + "_" + std::to_string(count);
    return candidate;
}

}

bool is_key(std::string_view text)
{
    if (text.empty() || text.size() > key_length_max || text[0] < 'a' || text[0] > 'z')
        return false;
    return std::ranges::all_of(
        text, [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_'; });
}

std::string key_from(std::string_view name)
{
    auto const folded = fold(name);
    auto key = std::string {};
    for (std::size_t i = 0; i < folded.size(); ++i) {
        auto const c = folded[i];
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            key += c;
        } else if (static_cast<unsigned char>(c) >= 0x80) {
            key += latin_for(folded, i);
        } else if (!key.empty() && key.back() != '_') {
            key += '_';
        }
    }
    key.resize(std::min(key.size(), key_length_max));
    while (key.ends_with('_'))
        key.pop_back();
    if (key.empty() || key[0] < 'a' || key[0] > 'z')
        key = "key_" + key.substr(0, key_length_max - 4);
    while (key.ends_with('_'))
        key.pop_back();
    return key;
}

void keep_key(Registry& registry, Entity const& entity, Text const& name, Text const& key, Link const* scope)
{
    registry.rule(entity, Moment::before_save, "keep_key", [&name, &key, scope](records::Change& change) {
        if (change.lacks(key)) {
            change.set(key, free_key(change, name, key, scope));
            return;
        }
        auto const text = *change.get(key);
        if (!change.changes(key) && !(scope && change.changes(*scope)))
            return;
        if (!is_key(text))
            change.reject(key, "bad_format",
                Label { "A key begins with a letter and has only small Latin letters, digits and _.",
                    "Ключ начинается с буквы и состоит из строчных латинских букв, цифр и _." });
        else if (scope && is_used(change, key, scope, text))
            change.reject(key, "not_unique", Label { "This key is already used.", "Этот ключ уже занят." });
    });
}

}
