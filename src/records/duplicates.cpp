#include "records/duplicates.h"

#include "base/fold.h"
#include "base/utf8.h"
#include "records/read_count.h"
#include "records/search_index.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace kontor::records {

namespace {

std::string text_in(Record const& record, Field const& field)
{
    auto const* text = std::get_if<std::string>(&record.value(field));
    return text ? *text : std::string {};
}

// Legal forms say nothing about who somebody is.
std::string bare_name(std::string_view name)
{
    static constexpr std::string_view forms[] = { "ооо", "ао", "пао", "зао", "ип", "gmbh", "ag", "ltd", "limited",
        "plc", "llc", "inc", "corp", "corporation", "co", "sa", "spa", "bv", "kg" };
    auto bare = std::string {};
    for (auto const& word : words_of(fold(name)))
        if (std::ranges::find(forms, word) == std::end(forms))
            bare += (bare.empty() ? "" : " ") + word;
    return bare;
}

bool identifies(Field const& field)
{
    return field.type() == FieldType::email || field.type() == FieldType::phone || field.name() == "tax_number"
        || field.name() == "registration_number" || field.name() == "vat_number" || field.name() == "lei"
        || field.name() == "website" || field.definition().unique;
}

void consider(std::vector<DuplicateCandidate>& candidates, Record const& record, std::int64_t score, std::string field,
    std::string message)
{
    auto found = std::ranges::find(candidates, record.id, &DuplicateCandidate::id);
    if (found == candidates.end()) {
        candidates.push_back({ record.id, text_in(record, record.entity().title()), {}, {} });
        found = candidates.end() - 1;
    }
    // Independent signs add up like chances: 1 - (1 - a)(1 - b).
    auto const rest = (Decimal::one - found->score.ten_thousandths) * (Decimal::one - score) / Decimal::one;
    found->score.ten_thousandths = Decimal::one - rest;
    found->reasons.push_back({ std::move(field), std::move(message) });
}

}

std::vector<DuplicateCandidate> likely_duplicates(Reading& reading, EntityInfo const& entity, Values const& values)
{
    auto candidates = std::vector<DuplicateCandidate> {};
    auto reader = Reader { reading };
    for (auto const& assignment : values.assignments) {
        auto const& field = *assignment.field;
        auto const* text = std::get_if<std::string>(&assignment.value);
        if (!text || text->empty() || !identifies(field))
            continue;
        for (auto const& record :
            reader.records(entity, fmt::format("{} = {}", field.name(), filter_string(*text)), "id", 10))
            consider(candidates, record, 8'500, field.name(), fmt::format("The same {}.", field.definition().label.en));
    }
    auto const& title = entity.title();
    auto const* assignment = values.find(title);
    auto const* name = assignment ? std::get_if<std::string>(&assignment->value) : nullptr;
    if (name) {
        auto const wanted = bare_name(*name);
        auto ids = std::vector<Id> {};
        auto const question = wanted.empty() ? fold(*name) : wanted;
        for (auto const& hit : find_hits(reading, std::array { &entity }, question, 30))
            ids.push_back(hit.id);
        for (auto id : reader.visible(entity, ids)) {
            auto const record = load(reading.connection, reading.shared_schema, entity, id);
            if (!record)
                continue;
            auto const there = bare_name(text_in(*record, title));
            auto const longest
                = static_cast<std::int64_t>(std::max(count_code_points(wanted), count_code_points(there)));
            if (there == wanted) {
                consider(candidates, *record, 7'500, title.name(), "The same name.");
                continue;
            }
            auto const distance = edit_distance(wanted, there, 3);
            if (longest >= 5 && distance <= 3 && distance * 5 <= longest)
                consider(candidates, *record, 7'000 - distance * 1'000, title.name(), "A very similar name.");
        }
    }
    std::ranges::sort(candidates, [](auto const& first, auto const& second) {
        return first.score != second.score ? second.score < first.score : first.id < second.id;
    });
    if (candidates.size() > 10)
        candidates.resize(10);
    return candidates;
}

std::string likely_duplicates_json(Reading& reading, EntityInfo const& entity, Values const& values)
{
    auto out = std::string {};
    auto json = JsonWriter { out };
    json.begin_object().key("candidates").begin_array();
    for (auto const& candidate : likely_duplicates(reading, entity, values)) {
        count_row(reading.actor, entity.plural, candidate.id);
        json.begin_object()
            .key("record")
            .begin_object()
            .member("id", candidate.id)
            .member("title", candidate.title)
            .end_object();
        json.member("score", candidate.score.to_string(2)).key("reasons").begin_array();
        for (auto const& reason : candidate.reasons)
            json.begin_object().member("field", reason.field).member("message", reason.message).end_object();
        json.end_array().end_object();
    }
    json.end_array().end_object();
    return out;
}

}
