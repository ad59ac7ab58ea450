#pragma once

#include "records/filter_binding.h"
#include "records/store.h"

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace kontor::records {

enum class Count { none, exact, estimate };
enum class Bin { without, only };

// A list as it was asked for (API.md 3.1); names are looked up by the reader.
struct ListQuery {
    std::string filter;
    std::string q;
    std::vector<std::string> fields; // empty: all readable ones
    std::vector<std::string> include;
    std::string order_by;
    int page_size = 50;
    std::string page_token;
    std::optional<std::int64_t> offset;
    Count count = Count::none;
    Bin bin = Bin::without;
};

struct ListAnswer {
    std::string json;            // {"items": [...], "next_page_token": ...}
    std::string next_page_token; // empty on the last page
    std::size_t row_count = 0;
};

struct AggregateQuery {
    std::string filter;
    std::string q;
    Bin bin = Bin::without;
    std::vector<std::string> group_by; // up to 3: "stage", "month(closes_on)", "owner.department"
    std::vector<std::string> sum, avg, min, max;
    std::string currency;
    std::string order_by;
    int limit = 200;
};

// The one way to read. Rights are added here and nowhere else.
class Reader {
public:
    explicit Reader(Reading& reading) : m_reading(reading) { }

    ListAnswer list(EntityInfo const&, ListQuery const&);
    // The record as JSON, or nothing when there is none or the reader may not see it. `fields` and `include` of the
    // query count.
    struct Single {
        std::string json;
        std::int64_t version = 0;
    };
    std::optional<Single> one(EntityInfo const&, Id, ListQuery const& = {});
    std::string aggregate(EntityInfo const&, AggregateQuery const&);

    // The ids among `candidates` that the reader may see, in their order.
    std::vector<Id> visible(EntityInfo const&, std::vector<Id> const& candidates);
    std::int64_t count(EntityInfo const&, std::string_view filter);
    // {"id","title"} as links are answered.
    std::string reference(EntityInfo const&, Id);

    // Rows of a filter as records, for reports and Today: rights hold, hidden fields are empty.
    std::vector<Record> records(
        EntityInfo const&, std::string_view filter, std::string_view order_by, std::size_t limit);

private:
    Reading& m_reading;
};

// The names of the entity's fields that the actor sees, in the order of the wire.
std::vector<Field const*> readable_fields(Schema const&, Actor const&, EntityInfo const&);

}
