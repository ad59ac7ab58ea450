#include "records/audit.h"

#include "base/check.h"
#include "base/crypto.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <optional>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

namespace kontor::records {

namespace {

constexpr std::size_t rows_in_a_batch = 1'000;

std::optional<std::string> read_key(std::filesystem::path const& path)
{
    auto file = std::ifstream { path };
    auto text = std::string {};
    if (!(file >> text) || text.empty())
        return {};
    return text;
}

class OpenFile {
public:
    OpenFile(std::filesystem::path const& path, int flags) : m_file(::open(path.c_str(), flags | O_CLOEXEC, 0600))
    {
        if (m_file < 0)
            fail(path);
    }
    ~OpenFile() { ::close(m_file); }
    OpenFile(OpenFile const&) = delete;
    OpenFile& operator=(OpenFile const&) = delete;

    void write(std::string_view text, std::filesystem::path const& path) const
    {
        if (::write(m_file, text.data(), text.size()) != static_cast<ssize_t>(text.size()))
            fail(path);
    }
    void sync(std::filesystem::path const& path) const
    {
        if (::fsync(m_file) != 0)
            fail(path);
    }

private:
    [[noreturn]] static void fail(std::filesystem::path const& path)
    {
        throw std::system_error { errno, std::generic_category(), "The key of the audit chain, " + path.string() };
    }
    int m_file;
};

// Whole or not at all, durable before anything is sealed with it, and never over one that is there: two servers that
// start on one folder agree on the first one's.
void make_key(std::filesystem::path const& path)
{
    std::filesystem::create_directories(path.parent_path());
    auto const draft = std::filesystem::path { path.string() + "." + random_token(8) };
    {
        auto const file = OpenFile { draft, O_WRONLY | O_CREAT | O_EXCL };
        file.write(random_token(32) + "\n", draft);
        file.sync(draft);
    }
    auto const has_linked = ::link(draft.c_str(), path.c_str()) == 0;
    auto const fault = errno;
    ::unlink(draft.c_str());
    if (!has_linked && fault != EEXIST)
        throw std::system_error { fault, std::generic_category(), "The key of the audit chain, " + path.string() };
    OpenFile { path.parent_path(), O_RDONLY | O_DIRECTORY }.sync(path);
}

// The key lies beside the database, not in it: who can write the tables alone cannot forge the chain.
std::string chain_key(Store& store)
{
    // Never the folder that somebody happens to work in: a key found there would be another workspace's.
    check(!store.options().data_folder.empty(), "the audit chain needs the data folder for its key");
    auto const path = std::filesystem::path { store.options().data_folder } / "audit.key";
    if (auto key = read_key(path))
        return *key;
    // An empty one is what a crash once left of a key that had sealed nothing.
    if (std::filesystem::exists(path))
        std::filesystem::remove(path);
    make_key(path);
    auto key = read_key(path);
    check(key.has_value(), "the key that was just written can be read");
    return *key;
}

constexpr std::string_view sealed_columns
    = "\"id\", \"change\", \"at\", \"actor\", \"via\", \"address\", \"request_id\", \"event\", \"entity\", \"record\", "
      "\"title\", \"account\", \"version\", \"changes\"";

std::string row_hash(db::Rows const& rows)
{
    // Length before value: no two rows have one text.
    auto text = std::string {};
    for (auto column = 0; column < 14; ++column) {
        auto const value = rows.is_null(column) ? std::string { "-" }
            : rows.is_whole(column)             ? std::to_string(rows.whole(column))
                                                : std::string { rows.text(column) };
        text += fmt::format("{}:{};", value.size(), value);
    }
    return sha256_hex(text);
}

// The root of a Merkle tree (RFC 9162 style: leaves and nodes are told apart by a prefix).
std::string merkle_root(std::vector<std::string> level)
{
    for (auto& leaf : level)
        leaf = sha256_hex("0" + leaf);
    while (level.size() > 1) {
        auto above = std::vector<std::string> {};
        for (std::size_t i = 0; i < level.size(); i += 2)
            above.push_back(i + 1 < level.size() ? sha256_hex("1" + level[i] + level[i + 1]) : level[i]);
        level = std::move(above);
    }
    return level.empty() ? sha256_hex("") : level.front();
}

std::string link(
    std::string_view key, std::string_view before, std::int64_t batch, std::size_t count, std::string_view root)
{
    return to_hex(hmac_sha256(key, fmt::format("{}\n{}\n{}\n{}", before, batch, count, root)));
}

}

std::size_t seal_audit(Store& store)
{
    auto const key = chain_key(store);
    auto sealed = std::size_t { 0 };
    auto const actor = Actor::system();
    store.write(
        actor,
        [&](Transaction& transaction) {
            sealed = 0;
            auto& connection = transaction.connection();
            // One at a time: two servers that sealed the same rows would each leave the other's batch short of them.
            if (connection.dialect() == db::Dialect::postgresql)
                connection.execute("lock table \"kontor_audit_batch\" in share row exclusive mode");
            auto ids = std::vector<std::int64_t> {};
            auto leaves = std::vector<std::string> {};
            {
                auto rows = connection.query(
                    fmt::format("select {} from \"kontor_audit\" where \"batch\" is null order by \"id\" limit {}",
                        sealed_columns, rows_in_a_batch));
                while (rows->next()) {
                    ids.push_back(rows->whole(0));
                    leaves.push_back(row_hash(*rows));
                }
            }
            if (ids.empty())
                return;
            auto before = std::string {};
            auto batch = transaction.next_id().value;
            {
                auto rows = connection.query(
                    "select \"chain\", \"id\" from \"kontor_audit_batch\" order by \"id\" desc limit 1");
                if (rows->next()) {
                    before = rows->text(0);
                    // The order of the ids is the order of the chain, also where the clocks of two servers differ.
                    batch = std::max(batch, rows->whole(1) + 1);
                }
            }
            for (std::size_t i = 0; i < ids.size(); ++i)
                connection.execute("update \"kontor_audit\" set \"batch\" = ?2, \"seal\" = ?3 where \"id\" = ?1",
                    { ids[i], batch, leaves[i] });
            auto const root = merkle_root(leaves);
            connection.execute("insert into \"kontor_audit_batch\" (\"id\", \"first_row\", \"last_row\", "
                               "\"row_count\", \"root\", \"chain\", \"sealed_at\") values (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
                { batch, ids.front(), ids.back(), static_cast<std::int64_t>(ids.size()), root,
                    link(key, before, batch, ids.size(), root), transaction.now().milliseconds });
            sealed = ids.size();
        },
        db::Lane::background);
    return sealed;
}

std::vector<std::string> verify_audit(Store& store)
{
    auto const key = chain_key(store);
    auto faults = std::vector<std::string> {};
    store.database().read([&](db::Connection& connection) {
        faults.clear();
        auto before = std::string {};
        auto batches
            = connection.query("select \"id\", \"row_count\", \"root\", \"chain\", \"first_row\", \"last_row\" from "
                               "\"kontor_audit_batch\" order by \"id\"");
        while (batches->next()) {
            auto const batch = batches->whole(0);
            auto leaves = std::vector<std::string> {};
            // Between the first and the last, so that only their part of the table is read.
            auto rows = connection.query(
                fmt::format("select {}, \"seal\" from \"kontor_audit\" where \"batch\" = ?1 and \"id\" >= ?2 and "
                            "\"id\" <= ?3 order by \"id\"",
                    sealed_columns),
                { batch, batches->whole(4), batches->whole(5) });
            while (rows->next()) {
                leaves.push_back(row_hash(*rows));
                if (leaves.back() != rows->text(14)) {
                    faults.push_back(fmt::format("Audit row {} was altered.", rows->whole(0)));
                    return;
                }
            }
            if (static_cast<std::int64_t>(leaves.size()) != batches->whole(1)) {
                faults.push_back(
                    fmt::format("Audit batch {} has {} rows instead of {}.", batch, leaves.size(), batches->whole(1)));
                return;
            }
            auto const root = merkle_root(leaves);
            if (root != batches->text(2) || link(key, before, batch, leaves.size(), root) != batches->text(3)) {
                faults.push_back(fmt::format("Audit batch {} does not fit the chain.", batch));
                return;
            }
            before = batches->text(3);
        }
    });
    return faults;
}

}
