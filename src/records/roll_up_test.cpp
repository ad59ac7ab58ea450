#include "base/problem.h"
#include "records/input_fixture.h"
#include "records/roll_up.h"
#include "records/writer.h"
#include "tests/support/random_house.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <atomic>
#include <map>
#include <set>
#include <thread>

// ENGINE.md 2: what a parent adds up over its children stays right whoever writes at the same time. Books have sheets
// and sheets have postings, so that what is added up is added up again.
namespace kontor::records {

namespace {

using test::Dice;

struct Book : Entity {
    Book() : Entity { "book", "books", {} } { }
    Text name { *this, "name" };
    Number total { *this, "total",
        { .computed = true, .roll_up = { RollUpFunction::sum, "sheets", "book", "total" } } };
    Whole sheet_count { *this, "sheet_count",
        { .computed = true, .roll_up = { RollUpFunction::count, "sheets", "book" } } };
    DayField last_due_on { *this, "last_due_on",
        { .computed = true, .roll_up = { RollUpFunction::max, "sheets", "book", "last_due_on" } } };
};
Book const book;

struct Sheet : Entity {
    Sheet() : Entity { "sheet", "sheets", {} } { }
    Text name { *this, "name" };
    Link book { *this, "book", "book", { .indexed = true, .on_delete = OnDelete::cascade } };
    Number total { *this, "total",
        { .computed = true, .roll_up = { RollUpFunction::sum, "postings", "sheet", "amount" } } };
    Number paid { *this, "paid",
        { .computed = true, .roll_up = { RollUpFunction::sum, "postings", "sheet", "amount", "is_paid" } } };
    Whole posting_count { *this, "posting_count",
        { .computed = true, .roll_up = { RollUpFunction::count, "postings", "sheet" } } };
    DayField first_due_on { *this, "first_due_on",
        { .computed = true, .roll_up = { RollUpFunction::min, "postings", "sheet", "due_on" } } };
    DayField last_due_on { *this, "last_due_on",
        { .computed = true, .roll_up = { RollUpFunction::max, "postings", "sheet", "due_on" } } };
};
Sheet const sheet;

struct Posting : Entity {
    Posting() : Entity { "posting", "postings", { .title = "text" } } { }
    Text text { *this, "text" };
    Link sheet { *this, "sheet", "sheet", { .indexed = true, .on_delete = OnDelete::cascade } };
    Number amount { *this, "amount" };
    DayField due_on { *this, "due_on" };
    Flag is_paid { *this, "is_paid" };
};
Posting const posting;

class Ledger {
public:
    Ledger() : m_database(db::dialect_for_tests(), { .runs_closures_twice = true, .syncs_to_disk = false })
    {
        for (auto const* entity : { static_cast<Entity const*>(&input_fixture::user), static_cast<Entity const*>(&book),
                 static_cast<Entity const*>(&sheet), static_cast<Entity const*>(&posting) })
            m_registry.add(*entity);
        m_store = std::make_unique<Store>(
            *m_database, m_registry, m_clock, StoreOptions { .data_folder = m_folder.path().string() });
        m_store->migrate();
    }

    db::FreshDatabase& database() { return m_database; }
    [[nodiscard]] EntityInfo const& info(Entity const& entity) const { return m_store->schema()->of(entity); }

    // Nothing when it was refused: another thread was faster.
    std::optional<Id> write(std::function<Record(Transaction&)> const& work)
    {
        auto id = Id {};
        try {
            m_store->write(Actor::system(), [&](Transaction& transaction) { id = work(transaction).id; });
        } catch (Problem const&) {
            return {};
        } catch (std::exception const& error) {
            ADD_FAILURE() << error.what();
            return {};
        }
        return id;
    }

    Id add(Entity const& entity, Values const& values)
    {
        return write([&](Transaction& transaction) { return Writer::create(transaction, entity, values); }).value();
    }

private:
    FixedClock m_clock { *Instant::parse("2026-11-23T09:00:00Z") };
    Registry m_registry;
    test::TemporaryFolder m_folder;
    db::FreshDatabase m_database;
    std::unique_ptr<Store> m_store;
};

Values random_posting(Dice& dice, Id of_sheet)
{
    auto values = Values { { posting.sheet, of_sheet }, { posting.amount, Decimal { dice.between(-500'000, 500'000) } },
        { posting.is_paid, dice.one_in(2) } };
    if (!dice.one_in(4))
        values.set(posting.due_on, Day::parse("2026-11-23")->plus_days(dice.between(-20, 20)));
    return values;
}

// One thread's life: postings are made, changed, moved to another sheet, deleted and brought back; now and then a whole
// sheet goes, comes back or moves to another book.
void work(Ledger& ledger, std::uint64_t seed, std::vector<Id> const& books, std::vector<Id> const& sheets, int steps,
    std::atomic<int>& done)
{
    auto dice = Dice { seed };
    auto postings = std::vector<Id> {};
    auto const& postings_info = ledger.info(posting);
    auto const& sheets_info = ledger.info(sheet);
    for (auto step = 0; step < steps; ++step) {
        auto const of_sheet = dice.of(sheets);
        auto const of_book = dice.of(books);
        auto const values = random_posting(dice, of_sheet);
        auto const some = postings.empty() ? Id {} : dice.of(postings);
        auto const choice = postings.size() < 5 ? std::size_t { 0 } : dice.below(12);
        auto const written = ledger.write([&](Transaction& transaction) {
            switch (choice) {
            case 0:
            case 1:
            case 2: return Writer::create(transaction, posting, values);
            case 3:
            case 4: {
                auto edit = values;
                std::erase_if(edit.assignments, [](Assignment const& one) { return one.field == &posting.sheet; });
                return Writer::update(transaction, postings_info, some, edit);
            }
            case 5:
            case 6: return Writer::update(transaction, postings_info, some, { { posting.sheet, of_sheet } });
            case 7: return Writer::remove(transaction, postings_info, some);
            case 8: return Writer::restore(transaction, postings_info, some);
            case 9: return Writer::update(transaction, sheets_info, of_sheet, { { sheet.book, of_book } });
            case 10: return Writer::remove(transaction, sheets_info, of_sheet);
            default: return Writer::restore(transaction, sheets_info, of_sheet);
            }
        });
        done += written.has_value();
        if (written && choice < 3)
            postings.push_back(*written);
    }
}

// The same sums, written by hand: what they say and what is stored, where it differs.
std::vector<std::string> wrong_sums(Ledger& ledger)
{
    static constexpr std::string_view sheet_sums
        = "select s.id, s.total, cast(coalesce(sum(r.amount), 0) as bigint), s.paid, "
          "cast(coalesce(sum(case when r.is_paid = 1 then r.amount end), 0) as bigint), s.posting_count, count(r.id), "
          "s.first_due_on, min(r.due_on), s.last_due_on, max(r.due_on) from sheets s left join postings r on r.sheet = "
          "s.id "
          "and r.deleted_at is null group by s.id, s.total, s.paid, s.posting_count, s.first_due_on, s.last_due_on";
    static constexpr std::string_view book_sums
        = "select b.id, b.total, cast(coalesce(sum(s.total), 0) as bigint), b.sheet_count, count(s.id), b.last_due_on, "
          "max(s.last_due_on) from books b left join sheets s on s.book = b.id and s.deleted_at is null "
          "group by b.id, b.total, b.sheet_count, b.last_due_on";
    auto wrong = std::vector<std::string> {};
    ledger.database()->read([&](db::Connection& connection) {
        for (auto sql : { sheet_sums, book_sums }) {
            auto found = connection.query(sql);
            auto shown = [&](int column) {
                return found->is_null(column) ? std::string { "0" } // nothing was added up yet
                    : found->is_whole(column) ? std::to_string(found->whole(column))
                                              : std::string { found->text(column) };
            };
            while (found->next())
                for (auto column = 1; column < found->column_count(); column += 2)
                    if (shown(column) != shown(column + 1))
                        wrong.push_back(fmt::format("{} {}: {} is kept and {} is right in column {}",
                            sql == sheet_sums ? "sheet" : "book", found->whole(0), shown(column), shown(column + 1),
                            column));
        }
    });
    return wrong;
}

}

TEST(roll_ups, stay_right_while_several_people_write)
{
    auto ledger = Ledger {};
    auto const seed = test::random_seed();
    auto books = std::vector<Id> {}, sheets = std::vector<Id> {};
    for (auto i = 0; i < 2; ++i)
        books.push_back(ledger.add(book, { { book.name, fmt::format("Book {}", i) } }));
    for (auto i = 0; i < 4; ++i)
        sheets.push_back(
            ledger.add(sheet, { { sheet.name, fmt::format("Sheet {}", i) }, { sheet.book, books[i % 2] } }));
    auto done = std::atomic<int> { 0 };
    auto const steps = db::postgres_for_tests() ? 80 : 250; // a server takes its time over each
    {
        auto people = std::vector<std::jthread> {};
        for (auto person = std::uint64_t { 0 }; person < 4; ++person)
            people.emplace_back([&, person] { work(ledger, seed + person, books, sheets, steps, done); });
    }
    EXPECT_GT(done, steps); // what is in the bin cannot be changed, and what is not there cannot come back
    EXPECT_EQ(wrong_sums(ledger), std::vector<std::string> {}) << "seed " << seed;
}

// The control: a sum that somebody else wrote is noticed.
TEST(roll_ups, that_are_wrong_are_noticed)
{
    auto ledger = Ledger {};
    auto const of_book = ledger.add(book, { { book.name, "Book" } });
    auto const of_sheet = ledger.add(sheet, { { sheet.name, "Sheet" }, { sheet.book, of_book } });
    ledger.add(posting, { { posting.sheet, of_sheet }, { posting.amount, Decimal { 5 } } });
    EXPECT_EQ(wrong_sums(ledger), std::vector<std::string> {});
    ledger.database().run("update sheets set total = total + 1");
    EXPECT_EQ(wrong_sums(ledger).size(), 2U); // the sheet's, and its book's
}

// Two people at two sheets of one book: the book adds up both, although neither sees the other's sheet before it is
// committed.
TEST(roll_ups, of_roll_ups_count_what_two_people_write_at_once)
{
    auto ledger = Ledger {};
    auto const of_book = ledger.add(book, { { book.name, "Book" } });
    auto sheets = std::vector<Id> {};
    for (auto i = 0; i < 2; ++i)
        sheets.push_back(ledger.add(sheet, { { sheet.name, "Sheet" }, { sheet.book, of_book } }));
    {
        auto people = std::vector<std::jthread> {};
        for (auto of_sheet : sheets)
            people.emplace_back([&ledger, of_sheet] {
                for (auto i = 0; i < 100; ++i)
                    ledger.add(posting, { { posting.sheet, of_sheet }, { posting.amount, Decimal::from_whole(1) } });
            });
    }
    EXPECT_EQ(ledger.database().whole("select total from books"), 200 * Decimal::one);
    EXPECT_EQ(wrong_sums(ledger), std::vector<std::string> {});
}

}
