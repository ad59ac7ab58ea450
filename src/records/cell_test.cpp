#include "records/input_fixture.h"

#include <gtest/gtest.h>

namespace kontor::records {

using namespace input_fixture;

namespace {

std::string read_cell_as_json(Field const& field, std::string_view cell, CellFormat const& format = {})
{
    auto faults = Faults {};
    auto value = Value {};
    if (read_cell(cell, field, *assemble(), format, "cell", value, faults))
        return as_json(field, value, 0);
    return faults.meaning.empty() ? "no fault told" : faults.meaning[0].code;
}

}

TEST(cells, decimals_follow_the_sign_of_the_mapping)
{
    auto const comma = CellFormat { .decimal = ',' };
    EXPECT_EQ(read_cell_as_json(account.weight, "1250.5"), "\"1250.5\"");
    EXPECT_EQ(read_cell_as_json(account.weight,
                  " 1 250\xC2\xA0"
                  "000,50 ",
                  comma),
        "\"1250000.5\"");
    EXPECT_EQ(read_cell_as_json(account.weight, "1'250.25"), "\"1250.25\"");
    EXPECT_EQ(read_cell_as_json(account.weight, "1.250.000,5", comma), "\"1250000.5\"");
    EXPECT_EQ(read_cell_as_json(account.weight, "1,250,000.5"), "\"1250000.5\"");
    EXPECT_EQ(read_cell_as_json(account.weight, "-0.50000000"), "\"-0.5\"");
    EXPECT_EQ(read_cell_as_json(account.discount, "12.5 %"), "\"12.5\"");
    EXPECT_EQ(read_cell_as_json(account.weight, "12.5 %"), "bad_decimal");
    EXPECT_EQ(read_cell_as_json(account.weight, "1,250"), "bad_decimal");
    EXPECT_EQ(read_cell_as_json(account.weight, "1.250", comma), "bad_decimal");
    EXPECT_EQ(read_cell_as_json(account.weight, "12 pieces"), "bad_decimal");
    EXPECT_EQ(read_cell_as_json(account.discount, "101"), "too_large");
    EXPECT_EQ(read_cell_as_json(account.employees, "1 200"), "1200");
    EXPECT_EQ(read_cell_as_json(account.employees, "0120.0"), "120");
    EXPECT_EQ(read_cell_as_json(account.employees, "12.5"), "bad_format");
}

TEST(cells, days_follow_the_format_of_the_mapping_or_iso)
{
    auto const american = CellFormat { .date = "M/D/YYYY" };
    auto const german = CellFormat { .date = "DD.MM.YYYY" };
    EXPECT_EQ(read_cell_as_json(account.founded_on, "3/7/2017", american), "\"2017-03-07\"");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "12/31/2017", american), "\"2017-12-31\"");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "2017-12-31", american), "\"2017-12-31\"");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "07.03.2017", german), "\"2017-03-07\"");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "31.12.98", CellFormat { .date = "DD.MM.YY" }), "\"1998-12-31\"");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "20171231", CellFormat { .date = "YYYYMMDD" }), "\"2017-12-31\"");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "31/12/2017", american), "no_such_day");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "30.02.2017", german), "no_such_day");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "soon", german), "bad_format");
    EXPECT_EQ(read_cell_as_json(account.founded_on, "07.03.2017 noon", german), "bad_format");
    EXPECT_EQ(read_cell_as_json(account.called_at, "2017-03-07 10:15:00"), "\"2017-03-07T10:15:00.000Z\"");
    EXPECT_EQ(read_cell_as_json(account.called_at, "07.03.2017", german), "\"2017-03-07T00:00:00.000Z\"");
}

TEST(cells, words_for_flags_and_choices)
{
    for (auto const* yes : { "true", "YES", "1", "Да" })
        EXPECT_EQ(read_cell_as_json(account.is_key, yes), "true") << yes;
    for (auto const* no : { "False", "no", "0", "нет" })
        EXPECT_EQ(read_cell_as_json(account.is_key, no), "false") << no;
    EXPECT_EQ(read_cell_as_json(account.is_key, "maybe"), "bad_format");
    EXPECT_EQ(read_cell_as_json(account.segment, "large"), "\"large\"");
    EXPECT_EQ(read_cell_as_json(account.segment, "КРУПНЫЙ"), "\"large\"");
    EXPECT_EQ(read_cell_as_json(account.segment, "huge"), "no_such_choice");
    EXPECT_EQ(read_cell_as_json(account.channels, "mail; visit ;"), R"(["mail","visit"])");
}

TEST(cells, an_empty_cell_is_empty_for_every_field)
{
    for (auto const* field : assemble()->of(account).fields)
        EXPECT_EQ(read_cell_as_json(*field, "  "), "null") << field->name();
}

TEST(cells, text_of_one_line_loses_its_breaks)
{
    EXPECT_EQ(read_cell_as_json(account.name, "Acme\r\nGmbH"), "\"Acme GmbH\"");
    EXPECT_EQ(read_cell_as_json(account.notes, "Acme\nGmbH"), "\"Acme\\nGmbH\"");
    EXPECT_EQ(read_cell_as_json(account.email, "nobody"), "bad_format");
    EXPECT_EQ(read_cell_as_json(account.parent, "17"), R"({"id":"17"})");
    EXPECT_EQ(read_cell_as_json(account.parent, "Acme"), "no_such_record");
}

TEST(wire, money_has_the_decimals_of_its_currency)
{
    EXPECT_EQ(as_json(account.revenue, Decimal { 1'250'000'0000 }, 2), "\"1250000.00\"");
    EXPECT_EQ(as_json(account.revenue, Decimal { 1'250'000'0000 }, 0), "\"1250000\"");
    EXPECT_EQ(as_json(account.revenue, Decimal { 12'345 }, 2), "\"1.2345\"");
    EXPECT_EQ(as_json(account.discount, Decimal { 12'5000 }, 2), "\"12.5\"");
}

TEST(wire, cells_come_back_as_they_went)
{
    auto round_trip = [](Field const& field, Value const& value) {
        auto faults = Faults {};
        auto back = Value {};
        auto const text = cell_text(field, value);
        EXPECT_TRUE(read_cell(without_spreadsheet_guard(text), field, *assemble(), {}, "cell", back, faults)) << text;
        EXPECT_EQ(back, value) << text;
    };
    round_trip(account.name, std::string { "=SUM(A1)" });
    round_trip(account.name, std::string { "'@home" });
    round_trip(account.phone, std::string { "+7 495 1234567" });
    round_trip(account.revenue, Decimal { -12'345 });
    round_trip(account.founded_on, *Day::parse("2026-11-23"));
    round_trip(account.called_at, Instant { 1'700'000'000'123 });
    round_trip(account.channels, std::vector<std::string> { "mail", "call" });
    round_trip(account.is_key, false);
    round_trip(account.parent, Id { 17 });
    auto address = Address {};
    address.city = "Oslo";
    round_trip(account.address, address);
    round_trip(account.settings, JsonText { R"({"a":[1]})" });
}

TEST(wire, text_that_looks_like_a_formula_is_guarded)
{
    EXPECT_EQ(cell_text(account.name, std::string { "=1+1" }), "'=1+1");
    EXPECT_EQ(cell_text(account.name, std::string { "'=1+1" }), "''=1+1");
    EXPECT_EQ(cell_text(account.name, std::string { "'tis" }), "'tis");
    EXPECT_EQ(cell_text(account.weight, Decimal { -10'000 }), "-1");
}

}
