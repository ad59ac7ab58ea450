#pragma once

#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_stream_socket.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

#include <chrono>

// Asio's types bound to io_context: its default executor can hold any executor, and pays for that at every step.
namespace kontor::http {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;
template<typename Result> using Async = asio::awaitable<Result, Executor>;
inline constexpr asio::use_awaitable_t<Executor> use_async {};

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Timer
    = asio::basic_waitable_timer<std::chrono::steady_clock, asio::wait_traits<std::chrono::steady_clock>, Executor>;

}
