#pragma once

#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <utility>

namespace kontor::api {

// What the doors count for GET /metrics (API.md 15; Prometheus text format 0.0.4). Labels are templates of routes,
// never a person or a client. Thread-safe.
class Metrics {
public:
    void answered(std::string_view method, std::string_view route, int status, std::chrono::microseconds took);
    void sign_in_failed() { m_sign_in_failures.fetch_add(1, std::memory_order_relaxed); }

    void append(std::string& text) const;

private:
    static constexpr std::array<double, 10> bounds
        = { 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5, 10 }; // seconds
    struct Histogram {
        std::array<std::uint64_t, bounds.size() + 1> counts {};
        std::uint64_t total = 0;
        double seconds = 0;
    };

    mutable std::mutex m_mutex;
    std::map<std::pair<std::string, int>, std::uint64_t> m_answers; // "GET /api/v1/{entities}", status
    std::map<std::string, Histogram> m_times;                       // by the same
    std::atomic<std::uint64_t> m_sign_in_failures = 0;
};

// One family of the text format: its help and type once, then its samples.
class MetricFamily {
public:
    MetricFamily(std::string& text, std::string_view name, std::string_view type, std::string_view help);
    MetricFamily& sample(double value, std::string_view labels = {}, std::string_view suffix = {});

private:
    std::string& m_text;
    std::string m_name;
};

}
