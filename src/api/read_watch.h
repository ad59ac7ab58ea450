#pragma once

#include "records/read_count.h"
#include "records/read_ledger.h"

#include <condition_variable>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace kontor::api {

// The alarm against carrying the client base out (RELIABILITY.md, P20; docs/decisions/0014). Every answer is counted
// for its reader before it leaves, by door. Who passes what is usual for him or what his role allows is reported to his
// head, asked for his password again, or stopped. Thread-safe.
class ReadWatch {
public:
    // A consequence that somebody has to hear of.
    struct Alarm {
        Id person;
        Day day;
        std::string door; // the one through which the last rows went
        records::ReadVerdict verdict;
        records::ReadTotals totals;
    };
    // Writes the alarm down and tells the head; once a person, day and consequence, whoever finds it first.
    using Raise = std::function<void(records::Transaction&, Alarm const&)>;
    // The head has looked at the alarm of that day and explained it: the person may go on.
    using IsExplained = std::function<bool(db::Connection&, Id person, Day)>;

    ReadWatch(records::Store& store, Raise raise, IsExplained is_explained)
        : m_store(store)
        , m_raise(std::move(raise))
        , m_is_explained(std::move(is_explained))
    {
    }
    ~ReadWatch() { stop(); }
    ReadWatch(ReadWatch const&) = delete;
    ReadWatch& operator=(ReadWatch const&) = delete;

    // Lets the answer go or throws Problem step_up_required or reading_stopped; a refused answer does not count. With
    // `is_change` the work is done already and its answer goes in any case.
    void admit(records::Actor const&, std::string_view door, records::ReadCount const&, bool is_change);
    // Asked before the first byte of an export; throws like admit, and export_limit_reached beyond the role's number.
    void admit_export(records::Actor const&, std::string_view door);

    void start();
    void stop();
    // Writes down what is new and raises what is due, on this thread.
    void settle();

private:
    struct Door {
        std::int64_t rows = 0;
        std::unordered_set<std::int64_t> accounts, contacts;
    };
    struct Person {
        std::mutex mutex;
        Day day {};
        records::ReadPast past; // before this process or this day began
        std::unordered_set<std::int64_t> records, accounts, contacts;
        std::map<std::string, Door, std::less<>> doors;
        records::ReadTotals totals;
        records::ReadNews news;
        records::Consequence raised = records::Consequence::none;
        std::int64_t raised_at = 0;      // milliseconds
        bool has_passed_exports = false; // told once; it stops exports, not reading
        bool is_explained = false;
        bool has_news = false;
    };

    std::shared_ptr<Person> person(records::Actor const&);
    records::ReadVerdict weigh(Person&, records::Actor const&, std::string_view door, records::ReadTotals const&);
    void demand(Person&, records::Actor const&, records::ReadVerdict const&) const;
    records::ClientBook book();
    void raise_alarms();
    void write_down(Id, Person&);
    void ask_whether_explained(Id, Person&);
    void settle_or_say();

    records::Store& m_store;
    Raise m_raise;
    IsExplained m_is_explained;
    std::mutex m_settling; // taken first
    std::mutex m_mutex;    // of everything below; never held while a person's is taken
    std::map<Id, std::shared_ptr<Person>> m_people;
    std::vector<Alarm> m_alarms;
    records::ClientBook m_book;
    std::int64_t m_book_at = 0;
    std::thread m_thread;
    std::condition_variable m_wake;
    bool m_is_stopping = false;
};

}
