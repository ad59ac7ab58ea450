#pragma once

#include "records/reader.h"
#include "records/sql.h"

#include <functional>
#include <optional>
#include <string>
#include <vector>

namespace kontor::records {

// One item of `group_by`: how rows are told apart in SQL, how the key is shown, and which filter selects the group
// again.
class GroupKey {
public:
    // "stage", "month(closes_on)", "owner.department"; `position` among the keys of the call keeps their joins apart.
    GroupKey(Reading&, EntityInfo const&, std::string text, std::size_t position = 0);

    [[nodiscard]] std::string const& name() const { return m_text; }
    // The expression over t (and its join); days and instants whose buckets SQL cannot tell alike on both databases
    // come finer and are brought together by `bucket`.
    void append_expression(Sql&) const;
    void append_join(Sql&) const;
    // The group that a value of the expression belongs to; empty for none.
    [[nodiscard]] std::string bucket(db::Value const&) const;
    // Titles of linked groups; call once with all groups before to_json.
    void look_up(std::vector<std::string> const& groups);
    void append_json(std::string& out, std::string const& group) const;
    // Nothing for the hidden group.
    [[nodiscard]] std::optional<std::string> filter(std::string const& group) const;
    // Order of groups: declared order for choices, rank for ordered links, else by key; none last.
    [[nodiscard]] bool comes_before(std::string const& first, std::string const& second) const;

private:
    enum class Kind { plain, choice, flag, link, day, instant } m_kind = Kind::plain;
    // Through links and choices a record is in each of its groups.
    enum class Many { no, links, choices } m_many = Many::no;
    std::string m_text;
    std::string m_function; // day week month quarter year, empty without a bucket
    std::string m_path;     // the field's path in filters
    Reading& m_reading;
    Field const* m_field = nullptr;
    EntityInfo const* m_target = nullptr; // link
    Field const* m_via = nullptr;         // owner.department: through the link "owner"
    EntityInfo const* m_via_target = nullptr;
    std::string m_alias = "t";
    struct Title {
        bool is_binned;
        std::string json;
        std::int64_t rank;
        std::string title;
    };
    std::vector<std::pair<std::string, Title>> m_titles;
    [[nodiscard]] Title const* title_of(std::string const& group) const;
    void append_value(Sql&) const;
    void append_links_join(Sql&) const;
    void append_choices_join(Sql&) const;
    [[nodiscard]] std::string value_column() const; // quoted, over its alias
    [[nodiscard]] bool hides_its_way() const;       // some of the records that the path leads through are not visible
    EntityInfo const* m_holder = nullptr;
};

inline constexpr std::string_view hidden_group = "hidden";

// The first and the last day of "2026-12", "2026-W49", "2026-Q4", "2026", "2026-12-05".
std::pair<Day, Day> days_of_bucket(std::string_view bucket);
std::string bucket_of(std::string_view function, Day);

}
