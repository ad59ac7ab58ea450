#include "db/write_scope.h"

#include "base/check.h"

#include <utility>

namespace kontor::db {

namespace {

thread_local WriteScope::Phase t_phase = WriteScope::Phase::none;

}

WriteScope::WriteScope(Phase phase) : m_outer(std::exchange(t_phase, phase)) { }

WriteScope::~WriteScope() { t_phase = m_outer; }

void WriteScope::refuse_write()
{
    check(t_phase != Phase::closure, "A write was opened inside a write; hand its Transaction on instead.");
    check(t_phase != Phase::after_commit, "A write was opened in after_commit, where it would wait for itself.");
}

void WriteScope::refuse_read()
{
    check(t_phase != Phase::closure, "A read was opened inside a write; use the Transaction's connection instead.");
}

}
