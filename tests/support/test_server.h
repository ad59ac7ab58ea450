#pragma once

#include "http/server.h"

#include <chrono>
#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <system_error>
#include <utility>

#include <stdlib.h>

namespace kontor::test {

// A folder of one test, gone with it.
class TemporaryFolder {
public:
    TemporaryFolder()
    {
        auto pattern = (std::filesystem::temp_directory_path() / "kontor-test-XXXXXX").string();
        if (!::mkdtemp(pattern.data()))
            throw std::runtime_error { "no temporary folder" };
        m_path = pattern;
    }
    ~TemporaryFolder()
    {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    TemporaryFolder(TemporaryFolder const&) = delete;
    TemporaryFolder& operator=(TemporaryFolder const&) = delete;

    [[nodiscard]] std::filesystem::path const& path() const { return m_path; }
    [[nodiscard]] std::size_t file_count() const
    {
        return static_cast<std::size_t>(std::distance(std::filesystem::directory_iterator { m_path }, {}));
    }

private:
    std::filesystem::path m_path;
};

// A running http::Server whose answers are given path by path. Everything is set before start().
struct TestServer {
    TemporaryFolder folder;
    http::Options options {
        .port = 0,
        .worker_threads = 4,
        .slow_threads = 2,
        .spool_folder = (folder.path() / "spool").string(),
    };
    std::map<std::string, http::Handler> handlers;
    std::map<std::string, http::RoutePlan> plans;
    http::Doorman doorman {};
    std::unique_ptr<http::Server> server {};

    TestServer& on(std::string path, http::Handler handler, http::RoutePlan plan = {})
    {
        handlers[path] = std::move(handler);
        plans[std::move(path)] = plan;
        return *this;
    }

    std::uint16_t start()
    {
        auto plan = [this](std::string_view, std::string_view path) {
            auto const found = plans.find(std::string { path });
            return found == plans.end() ? http::RoutePlan {} : found->second;
        };
        auto answer = [this](http::Request const& request) {
            auto const found = handlers.find(request.path);
            return found == handlers.end() ? http::Response::json(404, "{}") : found->second(request);
        };
        server = std::make_unique<http::Server>(options, plan, answer, doorman);
        server->start();
        return server->port();
    }
};

}
