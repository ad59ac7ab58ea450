#include "records/read_ledger.h"

#include "records/read_count.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::records {

namespace {

constexpr int remembered_days = 28;
constexpr int compared_days = 84;
constexpr int kept_days = 366;

std::int64_t number_of(ReadCount::Subject subject) { return static_cast<std::int64_t>(subject); }

void note_seen(Transaction& transaction, Id person, Day today, ReadCount::Subject subject,
    std::unordered_set<std::int64_t> const& records)
{
    // Who comes back after four weeks meets the client anew: the first day starts again.
    auto const forgotten = today.plus_days(-remembered_days).to_string();
    for (auto const record : records)
        transaction.connection().execute(
            "insert into \"kontor_read_seen\" (\"id\", \"member\", \"subject\", \"record\", \"first_on\", \"last_on\") "
            "values (?1, ?2, ?3, ?4, ?5, ?5) on conflict (\"member\", \"subject\", \"record\") do update set "
            "\"first_on\" = case when \"kontor_read_seen\".\"last_on\" < ?6 then excluded.\"first_on\" else "
            "\"kontor_read_seen\".\"first_on\" end, \"last_on\" = excluded.\"last_on\"",
            { transaction.next_id().value, person.value, number_of(subject), record, today.to_string(), forgotten });
}

std::int64_t count_seen(db::Connection& connection, Id person, Day today, ReadCount::Subject subject)
{
    auto rows = connection.query("select count(*) from \"kontor_read_seen\" where \"member\" = ?1 and \"last_on\" = ?2 "
                                 "and \"subject\" = ?3",
        { person.value, today.to_string(), number_of(subject) });
    rows->next();
    return rows->whole(0);
}

void add_to_day(Transaction& transaction, Id person, Day today, std::string const& door, ReadTotals const& added)
{
    transaction.connection().execute(
        "insert into \"kontor_read_day\" (\"id\", \"member\", \"day\", \"door\", \"row_count\", \"accounts\", "
        "\"contacts\", \"fresh\", \"exports\") values (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9) "
        "on conflict (\"member\", \"day\", \"door\") do update set "
        "\"row_count\" = \"kontor_read_day\".\"row_count\" + excluded.\"row_count\", "
        "\"accounts\" = case when excluded.\"accounts\" > \"kontor_read_day\".\"accounts\" then excluded.\"accounts\" "
        "else \"kontor_read_day\".\"accounts\" end, "
        "\"contacts\" = case when excluded.\"contacts\" > \"kontor_read_day\".\"contacts\" then excluded.\"contacts\" "
        "else \"kontor_read_day\".\"contacts\" end, "
        "\"fresh\" = \"kontor_read_day\".\"fresh\" + excluded.\"fresh\", "
        "\"exports\" = \"kontor_read_day\".\"exports\" + excluded.\"exports\"",
        { transaction.next_id().value, person.value, today.to_string(), door, added.rows, added.accounts,
            added.contacts, added.fresh, added.exports });
}

}

void ReadNews::take_back(ReadNews const& unwritten)
{
    for (auto const& [door, told] : unwritten.doors) {
        auto& here = doors[door];
        here.rows += told.rows;
        here.exports += told.exports;
        here.accounts = std::max(here.accounts, told.accounts);
        here.contacts = std::max(here.contacts, told.contacts);
    }
    accounts.insert(unwritten.accounts.begin(), unwritten.accounts.end());
    contacts.insert(unwritten.contacts.begin(), unwritten.contacts.end());
    rows += unwritten.rows;
    fresh += unwritten.fresh;
}

ReadPast load_read_past(db::Connection& connection, Id person, Day today)
{
    auto past = ReadPast {};
    auto days = std::vector<ReadTotals> {}, days_before = std::vector<ReadTotals> {};
    {
        auto rows = connection.query(
            "select \"day\", \"row_count\", \"accounts\", \"contacts\", \"fresh\", \"exports\" from "
            "\"kontor_read_day\" where \"member\" = ?1 and \"door\" = '' and \"day\" > ?2 order by \"day\"",
            { person.value, today.plus_days(-remembered_days - compared_days).to_string() });
        auto const window = today.plus_days(-remembered_days).to_string();
        while (rows->next()) {
            auto const totals
                = ReadTotals { rows->whole(1), rows->whole(2), rows->whole(3), rows->whole(4), rows->whole(5) };
            auto const day = std::string { rows->text(0) };
            if (day == today.to_string())
                past.today = totals;
            else if (day <= window)
                days_before.push_back(totals);
            else {
                days.push_back(totals);
                past.weeks.fresh += totals.fresh;
            }
        }
    }
    past.usual = usual_of(days);
    if (auto const before = usual_of(days_before))
        past.weeks.usual_fresh = before->fresh;
    auto rows = connection.query("select \"subject\", \"record\", \"first_on\", \"last_on\" from \"kontor_read_seen\" "
                                 "where \"member\" = ?1 and \"last_on\" >= ?2",
        { person.value, today.plus_days(-remembered_days).to_string() });
    while (rows->next()) {
        if (rows->text(3) == today.to_string())
            (rows->whole(0) == number_of(ReadCount::Subject::account) ? past.accounts_today : past.contacts_today)
                .insert(rows->whole(1));
        if (rows->text(2) != today.to_string())
            past.known.insert(rows->whole(1));
    }
    return past;
}

void write_read_news(Transaction& transaction, Id person, Day today, ReadNews const& news)
{
    note_seen(transaction, person, today, ReadCount::Subject::account, news.accounts);
    note_seen(transaction, person, today, ReadCount::Subject::contact, news.contacts);
    auto whole = ReadTotals { .rows = news.rows, .fresh = news.fresh };
    for (auto const& [door, told] : news.doors) {
        add_to_day(transaction, person, today, door, { told.rows, told.accounts, told.contacts, 0, told.exports });
        whole.exports += told.exports;
    }
    whole.accounts = count_seen(transaction.connection(), person, today, ReadCount::Subject::account);
    whole.contacts = count_seen(transaction.connection(), person, today, ReadCount::Subject::contact);
    add_to_day(transaction, person, today, "", whole);
}

ClientBook count_book(db::Connection& connection)
{
    auto const count = [&](std::string_view collection) {
        auto rows = connection.query(
            fmt::format("select count(*) from {} where \"deleted_at\" is null", db::quote(collection)));
        rows->next();
        return rows->whole(0);
    };
    return { count("accounts"), count("contacts") };
}

std::size_t forget_old_reads(Transaction& transaction, Day today)
{
    auto const oldest = today.plus_days(-kept_days).to_string();
    auto& connection = transaction.connection();
    return static_cast<std::size_t>(connection.execute("delete from \"kontor_read_day\" where \"day\" < ?1", { oldest })
        + connection.execute("delete from \"kontor_read_seen\" where \"last_on\" < ?1", { oldest }));
}

}
