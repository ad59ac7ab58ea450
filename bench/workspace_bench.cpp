// The numbers of DESIGN.md, section 13, over workspaces of many accounts: what Kontor needs beside what the database
// alone needs for the same rows. bench/RESULTS.md is written from what this prints. The floor of a list returns every
// column that Kontor's answer is made of, in the same order with the same ties; it makes no JSON.
//   kontor_bench_workspace [ACCOUNTS ...]
// With KONTOR_BENCH_POSTGRES set to an address, also on PostgreSQL: its schema "kontor" is taken away before and after.
// Up to 100,000 accounts come through the ordinary import; a million is ten times as many with other names and ids.

#include "app/application.h"
#include "modules/accounts/contact.h"

#include "measure.h"
#include "order_rows.h"
#include "read_rows.h"
#include "workspace_data.h"
#include "write_rows.h"

#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>
#include <vector>

#include <fcntl.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

namespace {

using namespace kontor;
using namespace kontor::bench;

std::string program() { return (std::filesystem::read_symlink("/proc/self/exe").parent_path() / "kontor").string(); }

pid_t start_program(std::vector<std::string> words, int output)
{
    auto arguments = std::vector<char*> {};
    for (auto& word : words)
        arguments.push_back(word.data());
    arguments.push_back(nullptr);
    auto const process = ::fork();
    if (process == 0) {
        ::dup2(output, STDOUT_FILENO);
        ::execv(arguments[0], arguments.data());
        ::_exit(127);
    }
    return process;
}

bool run(std::vector<std::string> words)
{
    auto const process = start_program(std::move(words), STDERR_FILENO);
    auto status = 0;
    ::waitpid(process, &status, 0);
    return status == 0;
}

std::int64_t resident_megabytes(pid_t process)
{
    auto file = std::ifstream { fmt::format("/proc/{}/status", process) };
    for (auto word = std::string {}; file >> word;)
        if (word == "VmRSS:") {
            auto kilobytes = std::int64_t { 0 };
            file >> kilobytes;
            return kilobytes / 1'024;
        }
    return 0;
}

std::string in_words(std::int64_t count)
{
    return count >= 1'000'000 ? fmt::format("{} M", count / 1'000'000) : fmt::format("{} k", count / 1'000);
}

class Bench {
public:
    Bench(std::int64_t accounts, std::string postgres_url)
        : m_accounts(accounts)
        , m_url(std::move(postgres_url))
        , m_size(in_words(accounts) + (m_url.empty() ? "" : ", PostgreSQL"))
        , m_folder(std::filesystem::temp_directory_path() / fmt::format("kontor-bench-{}", ::getpid()))
    {
        std::filesystem::remove_all(m_folder);
        std::filesystem::create_directories(m_folder);
        m_config.data = m_folder;
        m_config.database = m_url;
        m_config.log_level = log::Level::warning;
    }
    ~Bench()
    {
        std::filesystem::remove_all(m_folder);
        if (!m_url.empty())
            PostgresFloor { m_url }.script("drop schema if exists kontor cascade");
    }
    Bench(Bench const&) = delete;
    Bench& operator=(Bench const&) = delete;

    void run_all()
    {
        if (!m_url.empty())
            PostgresFloor { m_url }.script("drop schema if exists kontor cascade");
        {
            auto application = Application { m_config };
            m_house = furnish(application);
        }
        if (!import(command("import")))
            return print_not_measured(m_size, "the import failed");
        {
            auto application = Application { m_config };
            add_members(application, { m_house.users[1], m_house.users[7], m_house.users[9] }, accounts_helped_with);
            multiply(application);
        }
        if (m_accounts > imported_max && !run(command("check")))
            return print_not_measured(m_size, "kontor check found faults");
        if (is_sqlite())
            start_and_memory();
        auto application = Application { m_config };
        auto const floor = open_floor();
        auto rows = ReadRows { application, *floor, m_house, m_size, is_sqlite() };
        rows.lists();
        rows.counts_and_sums();
        rows.searches(fmt::format("{} and {} people", m_size, in_words(2 * m_accounts)));
        if (is_sqlite()) {
            auto const memory = resident_megabytes(::getpid());
            auto const limit = m_accounts >= 1'000'000 ? 250 : 200;
            print({ "memory after these questions, " + m_size, fmt::format("{} MB", memory), "", "",
                fmt::format("{} MB", limit), memory <= limit });
        }
        if (m_accounts == imported_max) {
            auto orders = OrderRows { application, *floor, is_sqlite() };
            orders.furnish();
            orders.measure(rows, m_size);
            orders.account_page(m_size);
            if (is_sqlite())
                orders.offer_of_a_thousand_lines();
        }
        if (is_sqlite()) {
            creates(application, m_folder / "kontor.sqlite", m_size);
            write_accounts(m_folder / "more.csv", 100'000, m_house);
            people_beside_an_import(application, m_folder / "more.csv", m_size);
        }
    }

private:
    static constexpr std::int64_t imported_max = 100'000, contacts_imported = 10'000;
    static constexpr auto accounts_helped_with = 300;

    [[nodiscard]] bool is_sqlite() const { return m_url.empty(); }

    [[nodiscard]] std::vector<std::string> command(std::string const& name) const
    {
        auto words = std::vector<std::string> { program(), name, "--data", m_folder.string() };
        if (!m_url.empty())
            words.insert(words.end(), { "--database", m_url });
        return words;
    }

    [[nodiscard]] std::unique_ptr<Floor> open_floor() const
    {
        if (is_sqlite())
            return std::make_unique<SqliteFloor>(m_folder / "kontor.sqlite");
        return std::make_unique<PostgresFloor>(m_url);
    }

    // PostgreSQL's reads are measured and not its import: a tenth of the accounts is imported there.
    [[nodiscard]] std::int64_t imported() const
    {
        return is_sqlite() ? std::min(m_accounts, imported_max) : std::min<std::int64_t>(m_accounts, 10'000);
    }

    bool import(std::vector<std::string> const& words)
    {
        write_accounts(m_folder / "accounts.csv", imported(), m_house);
        write_contacts(m_folder / "contacts.csv", contacts_imported, m_house);
        auto const of = [&](std::string const& plural) {
            auto all = words;
            all.insert(all.begin() + 2, { plural, (m_folder / (plural + ".csv")).string() });
            return all;
        };
        auto is_done = false;
        auto const ours = cpu_seconds_of([&] { is_done = run(of("accounts")); });
        if (is_done && is_sqlite() && m_accounts <= imported_max) {
            auto const floor = cpu_seconds_of_rows_by_hand(m_folder, imported());
            auto const count = static_cast<double>(imported());
            print({ fmt::format("CSV import of {} accounts", m_size), rate(count / ours), rate(count / floor),
                ratio(floor / ours), "0.20", floor / ours >= 0.2 });
        }
        return is_done && run(of("contacts"));
    }

    void multiply(Application& application)
    {
        auto const floor = open_floor();
        auto const schema = application.store().schema();
        auto copies = Multiplication { *floor, is_sqlite() };
        copies.begin();
        if (auto const times = m_accounts / imported(); times > 1)
            copies.multiply_named(schema->of(accounts::account), static_cast<int>(times - 1));
        if (auto const times = 2 * m_accounts / contacts_imported; times > 1)
            copies.multiply_named(schema->of(accounts::contact), static_cast<int>(times - 1));
        copies.end();
    }

    // From the command to the sentence that says ready, and what it holds then.
    void start_and_memory()
    {
        auto best = 1e9;
        auto memory = std::int64_t { 0 };
        for (auto i = 0; i < 5; ++i) {
            int ends[2];
            if (::pipe(ends) != 0)
                std::abort();
            auto process = pid_t {};
            auto words = command("serve");
            words.insert(words.end(), { "--listen", "127.0.0.1:0" });
            best = std::min(best, seconds_of([&] {
                process = start_program(words, ends[1]);
                auto letter = char { 0 };
                while (letter != '\n' && ::read(ends[0], &letter, 1) == 1) { }
            }) * 1'000);
            memory = resident_megabytes(process);
            ::kill(process, SIGTERM);
            ::waitpid(process, nullptr, 0);
            ::close(ends[0]), ::close(ends[1]);
        }
        print({ "start, " + m_size, ms(best), "", "", "300 ms", best <= 300 });
        auto const limit = m_accounts >= 1'000'000 ? 250 : 30;
        print({ "memory when started, " + m_size, fmt::format("{} MB", memory), "", "", fmt::format("{} MB", limit),
            memory <= limit });
    }

    std::int64_t m_accounts;
    std::string m_url, m_size;
    std::filesystem::path m_folder;
    Config m_config;
    House m_house;
};

}

int main(int count, char** words)
{
    auto sizes = std::vector<std::string>(words + 1, words + count);
    if (sizes.empty())
        sizes = { "10000" };
    auto const* url = std::getenv("KONTOR_BENCH_POSTGRES");
    fmt::print("| what | Kontor | the database alone | ratio | limit | |\n| --- | --- | --- | --- | --- | --- |\n");
    for (auto const& size : sizes)
        Bench { std::atoll(size.c_str()), "" }.run_all();
    if (!url)
        print_not_measured("PostgreSQL", "no address was given");
    for (auto const& size : sizes)
        if (url)
            Bench { std::atoll(size.c_str()), url }.run_all();
    return 0;
}
