#include "base/problem.h"
#include "modules/accounts/account.h"
#include "modules/catalog/pricing.h"
#include "modules/catalog/product.h"
#include "modules/catalog/rules.h"
#include "records/input.h"
#include "records/report.h"

#include <fmt/format.h>

namespace kontor::catalog {

using records::ReportCall;
using records::ReportTable;

namespace {

Id demanded(ReportCall& call, std::string_view name, std::string_view collection)
{
    auto const id = Id::parse(call.text(name));
    auto const* entity = call.reading.schema.find(collection);
    if (!id || records::Reader { call.reading }.visible(*entity, { *id }).empty())
        throw Problem::bad_parameter(name, "There is no such record.");
    return *id;
}

// Which price holds for this client, product, quantity and day, and why: a row for each step towards it.
ReportTable price_report(ReportCall& call)
{
    auto& reading = call.reading;
    auto question = PriceQuestion {};
    question.product = demanded(call, "product", "products");
    if (!call.text("account").empty())
        question.account = demanded(call, "account", "accounts");
    auto const quantity
        = call.text("quantity").empty() ? Decimal::from_whole(1) : Decimal::parse(call.text("quantity"));
    if (!quantity || *quantity <= Decimal {})
        throw Problem::bad_parameter("quantity", "The quantity is a number above zero.");
    question.quantity = *quantity;
    auto const day = call.text("day").empty() ? reading.actor.zone.day_of(reading.now) : Day::parse(call.text("day"));
    if (!day)
        throw Problem::bad_parameter("day", "A day is written 2026-11-23.");
    question.day = *day;
    question.currency = call.text("currency").empty() ? reading.workspace.currency : call.text("currency");
    auto const digits = records::currency_digits(question.currency);
    if (!digits)
        throw Problem::bad_parameter("currency", "There is no such currency.");
    question.client_meets = [&](std::string const& filter) {
        auto const system = records::Actor::system();
        auto asked = records::Reading { reading.connection, system, reading.schema, reading.shared_schema, reading.now,
            reading.workspace, reading.registry, reading.secret };
        return !records::Reader { asked }
                    .records(reading.schema.of(accounts::account),
                        fmt::format("id = \"{}\" AND ({})", question.account.value, filter), "id", 1)
                    .empty();
    };
    auto const answer = price_for(reading.connection, question);
    auto table = ReportTable {};
    table.columns = { { "source", { "From", "Откуда" }, "text" }, { "name", { "Why", "Почему" }, "text" },
        { "price", { "Price", "Цена" }, "money" }, { "discount_percent", { "Discount", "Скидка" }, "percent" } };
    auto const parsed = parse_json(to_json(answer.steps));
    for (auto const& step : *std::get<Json>(parsed).as_array()) {
        auto cells = std::vector<Json> {};
        for (auto const& column : table.columns) {
            auto const* cell = step.find(column.name);
            cells.push_back(cell ? *cell : Json {});
        }
        table.rows.push_back({ std::move(cells) });
    }
    table.totals = { Json {}, Json {}, answer.price ? Json { answer.price->to_string(*digits) } : Json {},
        answer.discount_percent ? Json { answer.discount_percent->to_string() } : Json {} };
    table.chart_kind = "none";
    return table;
}

}

void add_price_report(Registry& registry)
{
    registry.report({ "price", { "Price and where it comes from", "Цена и откуда она" }, &product,
        { { .name = "account", .label = { "Account", "Клиент" }, .kind = "link" },
            { .name = "product", .label = { "Product", "Товар" }, .kind = "link" },
            { .name = "quantity", .label = { "Quantity", "Количество" }, .kind = "text", .default_value = "1" },
            { .name = "day", .label = { "Day", "День" }, .kind = "text" },
            { .name = "currency", .label = { "Currency", "Валюта" }, .kind = "text" } },
        price_report });
}

}
