#include "db/sqlite/checkpointer.h"

#include "db/sqlite/connection.h"

#include <sqlite3.h>
#include <utility>

namespace kontor::db {

namespace {

constexpr int frame_header_bytes = 24;

std::int64_t frame_bytes(SqliteConnection& connection)
{
    auto const rows = connection.query("PRAGMA page_size");
    rows->next();
    return rows->whole(0) + frame_header_bytes;
}

}

Checkpointer::Checkpointer(SqliteConnection& writer, Limits limits, std::function<void()> end_oldest_reader)
    : m_writer(writer)
    , m_limits(limits)
    , m_end_oldest_reader(std::move(end_oldest_reader))
    , m_frame_bytes(frame_bytes(writer))
{
    sqlite3_wal_hook(writer.handle(), on_commit, this);
}

void Checkpointer::between_groups()
{
    if (m_frames < m_tried_at) // the log began anew
        m_tried_at = 0;
    if (m_frames - m_tried_at < m_limits.frames_between_tries)
        return;
    m_tried_at = m_frames;

    auto* const handle = m_writer.handle();
    auto const bytes = m_frames * m_frame_bytes;
    if (bytes > m_limits.end_reader_over_bytes)
        m_end_oldest_reader();
    if (bytes <= m_limits.truncate_over_bytes) {
        sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
        return;
    }
    // With the writer's usual patience every write would stand still for as long as somebody reads (3,037 ms were
    // measured).
    sqlite3_busy_timeout(handle, 0);
    if (sqlite3_wal_checkpoint_v2(handle, nullptr, SQLITE_CHECKPOINT_TRUNCATE, nullptr, nullptr) == SQLITE_OK)
        m_frames = m_tried_at = 0;
    sqlite3_busy_timeout(handle, SqliteConnection::lock_wait_ms);
}

int Checkpointer::on_commit(void* self, sqlite3*, char const*, int frames)
{
    static_cast<Checkpointer*>(self)->m_frames = frames;
    return SQLITE_OK;
}

}
