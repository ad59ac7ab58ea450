#pragma once

#include "records/reader.h"

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

// What is put into the holes of rendered rows: one query for all rows of a page, with the same rights as any other
// read.

struct AnyTarget {
    std::string entity; // collection; empty where there is only one
    Id id;
    auto operator<=>(AnyTarget const&) const = default;
};

class FilledValues {
public:
    explicit FilledValues(std::string otherwise) : m_otherwise(std::move(otherwise)) { }
    void set(AnyTarget target, std::string text) { m_texts[std::move(target)] = std::move(text); }
    [[nodiscard]] std::string const& text_of(AnyTarget const& target) const
    {
        auto found = m_texts.find(target);
        return found == m_texts.end() ? m_otherwise : found->second;
    }

private:
    std::map<AnyTarget, std::string> m_texts;
    std::string m_otherwise;
};

// A many-to-many field of these records: [{"id","title",...}].
FilledValues fill_links(Reading&, EntityInfo const&, Field const&, std::vector<AnyTarget> const& records);
// Links to any: {"entity","id","title"} or {"hidden":true}.
FilledValues fill_any_titles(Reading&, std::vector<AnyTarget> const& targets);
// Included to-one records: ,"record":{...} inside the link's object, nothing for a hidden one.
FilledValues fill_records(Reading&, EntityInfo const& target, std::vector<std::string> const& fields,
    std::vector<std::string> const& nested, std::vector<AnyTarget> const& targets);
// Included to-many relations: ,"contacts":[...] and ,"contacts_more":true when cut.
FilledValues fill_relation(Reading&, EntityInfo const&, Relation const&, std::vector<std::string> const& fields,
    std::vector<std::string> const& nested, std::vector<AnyTarget> const& records, std::size_t limit);
// ,"can":{"update":true,"delete":false,"actions":[...]}
FilledValues fill_can(Reading&, EntityInfo const&, std::vector<AnyTarget> const& records);

}
