#pragma once

namespace kontor::db {

// Says of the present thread that it is inside a write. A write there would wait for itself: on SQLite for the writer
// thread it runs on, on PostgreSQL for a connection or a lock. A read there would miss what the write has done so far.
class WriteScope {
public:
    enum class Phase { none, closure, after_commit };

    explicit WriteScope(Phase);
    ~WriteScope();
    WriteScope(WriteScope const&) = delete;
    WriteScope& operator=(WriteScope const&) = delete;

    // Throw Bug.
    static void refuse_write();
    static void refuse_read();

private:
    Phase m_outer;
};

}
