#include "records/statement_shape.h"

#include <algorithm>
#include <charconv>
#include <functional>
#include <string>
#include <unordered_map>

namespace kontor::records {

namespace {

constexpr std::size_t shapes_kept = 4'000;

struct SqlToken {
    enum class Kind { word, name, parameter, sign } kind; // names are words in double quotes
    std::string_view text;
};

bool is_name_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (c & 0x80) != 0; }
bool is_name_digit(char c) { return c >= '0' && c <= '9'; }

std::size_t behind(std::string_view sql, char quote, std::size_t at)
{
    auto const end = sql.find(quote, at);
    return end == std::string_view::npos ? sql.size() : end + 1;
}

std::vector<SqlToken> tokens_of(std::string_view sql)
{
    auto tokens = std::vector<SqlToken> {};
    for (auto at = std::size_t { 0 }; at < sql.size();) {
        auto const c = sql[at];
        auto end = at + 1;
        if (c == '\'') {
            end = behind(sql, '\'', at + 1);
            tokens.push_back({ SqlToken::Kind::sign, "'" });
        } else if (c == '"') {
            end = behind(sql, '"', at + 1);
            tokens.push_back({ SqlToken::Kind::name, sql.substr(at + 1, end - at - 2) });
        } else if (c == '?' || is_name_letter(c) || is_name_digit(c)) {
            while (end < sql.size() && (is_name_letter(sql[end]) || is_name_digit(sql[end])))
                ++end;
            if (!is_name_digit(c))
                tokens.push_back(
                    { c == '?' ? SqlToken::Kind::parameter : SqlToken::Kind::word, sql.substr(at, end - at) });
            else
                tokens.push_back({ SqlToken::Kind::sign, sql.substr(at, end - at) });
        } else if (c != ' ' && c != '\n' && c != '\t')
            tokens.push_back({ SqlToken::Kind::sign, sql.substr(at, 1) });
        at = end;
    }
    return tokens;
}

bool says(SqlToken const& token, std::string_view word)
{
    return token.kind == SqlToken::Kind::word && std::ranges::equal(token.text, word, [](char one, char other) {
        return (one >= 'A' && one <= 'Z' ? one - 'A' + 'a' : one) == other;
    });
}

int number_of(SqlToken const& parameter)
{
    auto number = 0;
    std::from_chars(parameter.text.data() + 1, parameter.text.data() + parameter.text.size(), number);
    return number - 1;
}

class ShapeReader {
public:
    explicit ShapeReader(std::string_view sql) : m_tokens(tokens_of(sql)) { }

    StatementShape read()
    {
        for (std::size_t i = 0; i < m_tokens.size(); ++i) {
            auto const& token = m_tokens[i];
            if (token.kind == SqlToken::Kind::word || token.kind == SqlToken::Kind::name)
                m_shape.words.push_back(table_key(token.text));
            if ((says(token, "from") || says(token, "join")) && is_name(i + 1))
                m_shape.tables.push_back(table_key(m_tokens[i + 1].text));
        }
        std::ranges::sort(m_shape.words);
        m_shape.words.erase(std::ranges::unique(m_shape.words).begin(), m_shape.words.end());
        read_kind();
        using Kind = StatementShape::Kind;
        if (m_shape.kind == Kind::select || m_shape.kind == Kind::change || m_shape.kind == Kind::lock)
            m_shape.id_parameter = find_id_parameter();
        return std::move(m_shape);
    }

private:
    [[nodiscard]] bool is_name(std::size_t i) const
    {
        return i < m_tokens.size()
            && (m_tokens[i].kind == SqlToken::Kind::name || m_tokens[i].kind == SqlToken::Kind::word);
    }
    [[nodiscard]] bool is_sign(std::size_t i, std::string_view sign) const
    {
        return i < m_tokens.size() && m_tokens[i].kind == SqlToken::Kind::sign && m_tokens[i].text == sign;
    }
    [[nodiscard]] bool has(std::string_view word) const
    {
        return std::ranges::any_of(m_tokens, [&](SqlToken const& token) { return says(token, word); });
    }

    void read_kind()
    {
        using Kind = StatementShape::Kind;
        if (m_tokens.empty())
            return;
        auto const& first = m_tokens.front();
        if (says(first, "select")) {
            auto const calls_the_server = std::ranges::any_of(m_tokens, [](SqlToken const& token) {
                return token.kind == SqlToken::Kind::word && token.text.starts_with("pg_");
            });
            if (has("for") && (has("update") || has("share"))) {
                m_shape.kind = Kind::lock;
                m_shape.changed_table = m_shape.tables.empty() ? 0 : m_shape.tables.front();
            } else if (!m_shape.tables.empty() && !calls_the_server)
                m_shape.kind = Kind::select;
            return;
        }
        auto const table_at = says(first, "insert") || says(first, "delete") ? 2U : says(first, "update") ? 1U : 0U;
        if (table_at > 0 && is_name(table_at)) {
            m_shape.kind = Kind::change;
            m_shape.changed_table = table_key(m_tokens[table_at].text);
        } else if (says(first, "savepoint") || says(first, "release"))
            m_shape.kind = Kind::savepoint;
        else if (says(first, "rollback"))
            m_shape.kind = Kind::rollback;
    }

    // `where "id" = ?1`, with more conditions that must hold too: no more than one row is read or changed. For an
    // insert, the row that it adds.
    [[nodiscard]] int find_id_parameter() const
    {
        if (says(m_tokens.front(), "insert"))
            return inserted_id();
        if (m_shape.tables.size() > 1 || has("join") || has("or") || has("union") || has("in") || has("exists"))
            return -1;
        for (std::size_t i = 0; i + 3 < m_tokens.size(); ++i) {
            if (!says(m_tokens[i], "where"))
                continue;
            auto at = i + 1;
            if (is_sign(at + 1, "."))
                at += 2;
            auto const is_id = is_name(at) && m_tokens[at].text == "id" && is_sign(at + 1, "=")
                && at + 2 < m_tokens.size() && m_tokens[at + 2].kind == SqlToken::Kind::parameter;
            auto const is_whole
                = at + 3 == m_tokens.size() || says(m_tokens[at + 3], "and") || says(m_tokens[at + 3], "for");
            return is_id && is_whole ? number_of(m_tokens[at + 2]) : -1;
        }
        return -1;
    }

    [[nodiscard]] int inserted_id() const
    {
        if (has("conflict") || has("select"))
            return -1;
        if (!is_sign(3, "(") || !is_name(4) || m_tokens[4].text != "id")
            return -1;
        for (std::size_t i = 5; i + 2 < m_tokens.size(); ++i)
            if (says(m_tokens[i], "values"))
                return m_tokens[i + 2].kind == SqlToken::Kind::parameter ? number_of(m_tokens[i + 2]) : -1;
        return -1;
    }

    std::vector<SqlToken> m_tokens;
    StatementShape m_shape;
};

struct TextHash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view> {}(text); }
};

}

bool StatementShape::mentions(std::size_t table) const { return std::ranges::binary_search(words, table); }

std::size_t table_key(std::string_view table) { return std::hash<std::string_view> {}(table); }

std::shared_ptr<StatementShape const> shape_of(std::string_view sql)
{
    using Shapes = std::unordered_map<std::string, std::shared_ptr<StatementShape const>, TextHash, std::equal_to<>>;
    thread_local auto shapes = Shapes {};
    if (auto const found = shapes.find(sql); found != shapes.end())
        return found->second;
    if (shapes.size() >= shapes_kept)
        shapes.clear();
    auto shape = std::make_shared<StatementShape const>(ShapeReader { sql }.read());
    shapes.emplace(std::string { sql }, shape);
    return shape;
}

}
