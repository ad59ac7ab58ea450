#pragma once

#include <cstdint>
#include <functional>

struct sqlite3;

namespace kontor::db {

class SqliteConnection;

// Empties the write-ahead log into the database, between two groups and on the writer's connection: no COMMIT pays for
// it, and no two connections ever do it at once. A reader with an old snapshot makes it stop early; nobody waits for
// it.
class Checkpointer {
public:
    struct Limits {
        int frames_between_tries = 2'000;                   // 8 MB
        std::int64_t truncate_over_bytes = 128LL << 20;     // the log is cut to nothing, unless somebody reads from it
        std::int64_t end_reader_over_bytes = 1'024LL << 20; // the oldest reader is ended: it is what keeps the log
    };

    Checkpointer(SqliteConnection& writer, Limits, std::function<void()> end_oldest_reader);
    Checkpointer(Checkpointer const&) = delete;
    Checkpointer& operator=(Checkpointer const&) = delete;

    void between_groups();

private:
    static int on_commit(void* self, sqlite3*, char const* schema, int frames);

    SqliteConnection& m_writer;
    Limits m_limits;
    std::function<void()> m_end_oldest_reader;
    std::int64_t m_frame_bytes;
    int m_frames = 0;   // in the log, after the latest commit
    int m_tried_at = 0; // the frames there were at the latest try
};

}
