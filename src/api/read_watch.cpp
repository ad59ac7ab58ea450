#include "api/read_watch.h"

#include "base/log.h"
#include "base/problem.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace kontor::api {

namespace {

using records::Consequence;
using records::ReadTotals;

constexpr std::int64_t hour_ms = 3'600'000;

records::ReadLimits limits_of(records::Actor const& actor)
{
    auto const& role = *actor.role;
    auto const limits = records::ReadLimits { role.daily_rows, role.daily_contacts, role.daily_exports };
    return actor.is_in_notice ? limits.in_notice() : limits;
}

}

std::shared_ptr<ReadWatch::Person> ReadWatch::person(records::Actor const& actor)
{
    auto found = std::shared_ptr<Person> {};
    {
        auto const lock = std::scoped_lock { m_mutex };
        auto& place = m_people[actor.user];
        if (!place)
            place = std::make_shared<Person>();
        found = place;
    }
    auto const lock = std::scoped_lock { found->mutex };
    if (found->day == actor.today)
        return found;
    // Yesterday's news is written down under its own day first.
    if (found->has_news) {
        m_store.write(
            records::Actor::system(),
            [&](records::Transaction& transaction) {
                records::write_read_news(transaction, actor.user, found->day, found->news);
            },
            db::Lane::background);
    }
    found->records.clear();
    found->doors.clear();
    found->news = {};
    found->has_news = false;
    found->raised = Consequence::none;
    found->has_passed_exports = false;
    found->is_explained = false;
    m_store.database().read([&](db::Connection& connection) {
        found->past = records::load_read_past(connection, actor.user, actor.today);
        found->is_explained = m_is_explained(connection, actor.user, actor.today);
    });
    found->accounts = found->past.accounts_today;
    found->contacts = found->past.contacts_today;
    found->totals = found->past.today;
    found->day = actor.today;
    return found;
}

records::ClientBook ReadWatch::book()
{
    auto const now = m_store.clock().now().milliseconds;
    {
        auto const lock = std::scoped_lock { m_mutex };
        if (m_book_at != 0 && now - m_book_at < hour_ms)
            return m_book;
        m_book_at = now;
    }
    auto counted = records::ClientBook {};
    m_store.database().read([&](db::Connection& connection) { counted = records::count_book(connection); });
    auto const lock = std::scoped_lock { m_mutex };
    return m_book = counted;
}

records::ReadVerdict ReadWatch::weigh(
    Person& person, records::Actor const& actor, std::string_view door, ReadTotals const& totals)
{
    auto weeks = person.past.weeks;
    weeks.fresh += totals.fresh;
    auto const verdict = records::judge(totals, weeks, person.past.usual, limits_of(actor), book());
    if (verdict.consequence > person.raised) {
        person.raised = verdict.consequence;
        person.raised_at = m_store.clock().now().milliseconds;
        auto const lock = std::scoped_lock { m_mutex };
        m_alarms.push_back({ actor.user, person.day, std::string { door }, verdict, totals });
        m_wake.notify_all();
    }
    return verdict;
}

void ReadWatch::demand(Person& person, records::Actor const& actor, records::ReadVerdict const& verdict) const
{
    // What was once reached holds for the day: a refused answer does not count, so the next one would seem to fit.
    auto const consequence = std::max(verdict.consequence, person.raised);
    if (person.is_explained || consequence < Consequence::step_up)
        return;
    auto const language = actor.language;
    if (consequence == Consequence::block)
        throw Problem::refused("reading_stopped",
            std::string { Label {
                "You have read far more clients today than usual, so reading has been stopped. The head of your "
                "department has been told and can let you go on.",
                "Сегодня просмотрено намного больше клиентов, чем обычно, поэтому чтение остановлено. Руководитель "
                "отдела извещён и может снять остановку." }
                              .in(language) });
    if (actor.proven_at > person.raised_at)
        return;
    throw Problem::refused("step_up_required",
        std::string { Label { "You have read more clients today than usual. Enter your password to go on.",
            "Сегодня просмотрено больше клиентов, чем обычно. Чтобы продолжить, введите пароль." }
                          .in(language) });
}

void ReadWatch::admit(
    records::Actor const& actor, std::string_view door, records::ReadCount const& count, bool is_change)
{
    if (count.records.empty() && count.accounts.empty() && count.contacts.empty())
        return;
    auto const reader = person(actor);
    auto const lock = std::scoped_lock { reader->mutex };
    auto const is_new = [](std::unordered_set<std::int64_t> const& told) {
        return [&told](std::int64_t id) { return !told.contains(id); };
    };
    auto totals = reader->totals;
    totals.rows += std::ranges::count_if(count.records, is_new(reader->records));
    auto const tell = [&](std::unordered_set<std::int64_t> const& named, std::unordered_set<std::int64_t> const& told,
                          std::int64_t& distinct) {
        for (auto const id : named)
            if (!told.contains(id)) {
                ++distinct;
                totals.fresh += reader->past.known.contains(id) ? 0 : 1;
            }
    };
    tell(count.accounts, reader->accounts, totals.accounts);
    tell(count.contacts, reader->contacts, totals.contacts);
    auto const verdict = weigh(*reader, actor, door, totals);
    if (!is_change)
        demand(*reader, actor, verdict);

    auto& news = reader->news;
    news.rows += totals.rows - reader->totals.rows;
    news.fresh += totals.fresh - reader->totals.fresh;
    reader->totals = totals;
    reader->has_news = true;
    reader->records.insert(count.records.begin(), count.records.end());
    for (auto const id : count.accounts)
        if (reader->accounts.insert(id).second)
            news.accounts.insert(id);
    for (auto const id : count.contacts)
        if (reader->contacts.insert(id).second)
            news.contacts.insert(id);
    auto& here = reader->doors.try_emplace(std::string { door }).first->second;
    here.accounts.insert(count.accounts.begin(), count.accounts.end());
    here.contacts.insert(count.contacts.begin(), count.contacts.end());
    auto& told = news.doors.try_emplace(std::string { door }).first->second;
    told.rows += static_cast<std::int64_t>(count.records.size());
    told.accounts = static_cast<std::int64_t>(here.accounts.size());
    told.contacts = static_cast<std::int64_t>(here.contacts.size());
}

void ReadWatch::admit_export(records::Actor const& actor, std::string_view door)
{
    auto const reader = person(actor);
    auto const lock = std::scoped_lock { reader->mutex };
    auto const limit = limits_of(actor).exports;
    auto const exports = reader->totals.exports + 1;
    if (limit && exports > *limit) {
        if (!std::exchange(reader->has_passed_exports, true)) {
            auto const verdict
                = records::ReadVerdict { Consequence::block, records::ReadMeasure::exports, exports, 0, *limit + 1 };
            auto const alarms = std::scoped_lock { m_mutex };
            m_alarms.push_back({ actor.user, reader->day, std::string { door }, verdict, reader->totals });
            m_wake.notify_all();
        }
        if (!reader->is_explained)
            throw Problem::refused("export_limit_reached",
                fmt::format(
                    fmt::runtime(
                        Label { "Your role may export {} times a day. The head of your department has been told "
                                "and can allow more.",
                            "Выгрузок в день по вашей роли: {}. Руководитель отдела извещён и может разрешить больше." }
                            .in(actor.language)),
                    *limit));
    }
    reader->totals.exports = exports;
    reader->has_news = true;
    ++reader->news.doors.try_emplace(std::string { door }).first->second.exports;
}

void ReadWatch::settle()
{
    auto const one_at_a_time = std::scoped_lock { m_settling };
    raise_alarms();
    auto people = std::map<Id, std::shared_ptr<Person>> {};
    {
        auto const lock = std::scoped_lock { m_mutex };
        people = m_people;
    }
    for (auto const& [id, reader] : people) {
        write_down(id, *reader);
        ask_whether_explained(id, *reader);
    }
}

// Raising an alarm again does nothing, so all of them wait until the last one is written.
void ReadWatch::raise_alarms()
{
    auto alarms = std::vector<Alarm> {};
    {
        auto const lock = std::scoped_lock { m_mutex };
        alarms = m_alarms;
    }
    for (auto const& alarm : alarms)
        m_store.write(
            records::Actor::system(), [&](records::Transaction& transaction) { m_raise(transaction, alarm); },
            db::Lane::background);
    auto const lock = std::scoped_lock { m_mutex };
    m_alarms.erase(m_alarms.begin(), m_alarms.begin() + static_cast<std::ptrdiff_t>(alarms.size()));
}

void ReadWatch::write_down(Id id, Person& reader)
{
    auto news = records::ReadNews {};
    auto day = Day {};
    {
        auto const lock = std::scoped_lock { reader.mutex };
        if (!std::exchange(reader.has_news, false))
            return;
        std::swap(news, reader.news);
        day = reader.day;
    }
    try {
        m_store.write(
            records::Actor::system(),
            [&](records::Transaction& transaction) { records::write_read_news(transaction, id, day, news); },
            db::Lane::background);
    } catch (std::exception const&) {
        auto const lock = std::scoped_lock { reader.mutex };
        if (reader.day == day) {
            reader.news.take_back(news);
            reader.has_news = true;
        }
        throw;
    }
}

void ReadWatch::ask_whether_explained(Id id, Person& reader)
{
    auto day = Day {};
    {
        auto const lock = std::scoped_lock { reader.mutex };
        if (reader.is_explained || (reader.raised < Consequence::step_up && !reader.has_passed_exports))
            return;
        day = reader.day;
    }
    auto is_explained = false;
    m_store.database().read([&](db::Connection& connection) { is_explained = m_is_explained(connection, id, day); });
    auto const lock = std::scoped_lock { reader.mutex };
    reader.is_explained = is_explained && reader.day == day;
}

void ReadWatch::settle_or_say()
{
    try {
        settle();
    } catch (std::exception const& error) {
        log::error(fmt::format("What was read could not be written down: {}", error.what()));
    }
}

void ReadWatch::start()
{
    m_thread = std::thread { [this] {
        auto lock = std::unique_lock { m_mutex };
        while (!m_is_stopping) {
            m_wake.wait_for(lock, std::chrono::seconds { 1 });
            if (m_is_stopping)
                break;
            lock.unlock();
            settle_or_say();
            lock.lock();
        }
    } };
}

void ReadWatch::stop()
{
    {
        auto const lock = std::scoped_lock { m_mutex };
        m_is_stopping = true;
    }
    m_wake.notify_all();
    if (!m_thread.joinable())
        return;
    m_thread.join();
    settle_or_say();
}

}
