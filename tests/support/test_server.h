#pragma once

#include "http/server.h"
#include "tests/support/temporary_folder.h"

#include <chrono>
#include <functional>
#include <map>
#include <memory>
#include <string>
#include <utility>

namespace kontor::test {

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
