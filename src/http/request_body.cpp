#include "http/request_body.h"

#include <utility>

namespace kontor::http {

void RequestBody::begin(Place place)
{
    forget();
    m_place = place;
}

void RequestBody::append(std::string_view piece)
{
    m_size += piece.size();
    if (m_place == Place::nowhere)
        return;
    m_held += piece;
    count(piece.size());
}

void RequestBody::count(std::size_t bytes)
{
    m_counted += bytes;
    m_shared_count.fetch_add(bytes, std::memory_order_relaxed);
}

void RequestBody::forget()
{
    m_shared_count.fetch_sub(std::exchange(m_counted, 0), std::memory_order_relaxed);
    m_held = {};
    m_file.reset();
    m_size = 0;
    m_place = Place::nowhere;
}

std::string RequestBody::take_text() { return std::exchange(m_held, {}); }

void RequestBody::write(std::string const& spool_folder)
{
    if (!m_file)
        m_file.emplace(spool_folder);
    m_file->append(m_held);
    m_held.clear();
    m_shared_count.fetch_sub(std::exchange(m_counted, 0), std::memory_order_relaxed);
}

void RequestBody::finish(std::string const& spool_folder)
{
    write(spool_folder);
    m_file->close();
}

}
