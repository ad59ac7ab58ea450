#include "http/stream_sink.h"

#include <fmt/format.h>

#include <iterator>
#include <utility>

namespace kontor::http {

namespace {

constexpr std::size_t enough_to_send = 16 * 1024;
constexpr std::chrono::seconds longest_gathering { 1 };

}

StreamSink::StreamSink(int socket, std::string head, Form form, Packing packing, std::chrono::milliseconds stall)
    : m_socket(socket)
    , m_prefix(std::move(head))
    , m_form(form)
    , m_pace(stall)
    , m_last_sent(std::chrono::steady_clock::now())
{
    if (packing == Packing::gzip)
        m_gzip.emplace();
}

bool StreamSink::write(std::string_view piece)
{
    if (m_is_broken)
        return false;
    if (m_gzip)
        m_gzip->add(piece, m_gathered);
    else
        m_gathered += piece;
    if (m_gathered.size() < enough_to_send && std::chrono::steady_clock::now() - m_last_sent < longest_gathering)
        return true;
    return send({});
}

bool StreamSink::finish()
{
    if (m_is_broken)
        return false;
    if (m_gzip)
        m_gzip->finish(m_gathered);
    return send(m_form == Form::chunked ? "0\r\n\r\n" : "");
}

bool StreamSink::send(std::string_view end)
{
    if (!m_gathered.empty() && m_form == Form::chunked) {
        fmt::format_to(std::back_inserter(m_prefix), "{:x}\r\n", m_gathered.size());
        m_gathered += "\r\n";
    }
    m_gathered += end;
    m_has_begun = m_has_begun || !m_gathered.empty() || !m_prefix.empty();
    Outgoing outgoing { m_prefix, m_gathered };
    m_is_broken = !send_patiently(m_socket, outgoing, m_pace);
    m_prefix.clear();
    m_gathered.clear();
    m_last_sent = std::chrono::steady_clock::now();
    return !m_is_broken;
}

}
