#include "api/metrics.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::api {

MetricFamily::MetricFamily(std::string& text, std::string_view name, std::string_view type, std::string_view help)
    : m_text(text)
    , m_name(name)
{
    m_text += fmt::format("# HELP {} {}\n# TYPE {} {}\n", name, help, name, type);
}

MetricFamily& MetricFamily::sample(double value, std::string_view labels, std::string_view suffix)
{
    m_text += m_name;
    m_text += suffix;
    if (!labels.empty())
        m_text += fmt::format("{{{}}}", labels);
    m_text += fmt::format(" {}\n", value);
    return *this;
}

void Metrics::answered(std::string_view method, std::string_view route, int status, std::chrono::microseconds took)
{
    auto const name = fmt::format(R"(method="{}",route="{}")", method, route);
    auto const seconds = static_cast<double>(took.count()) / 1e6;
    auto const bucket = static_cast<std::size_t>(std::ranges::lower_bound(bounds, seconds) - bounds.begin());
    auto const lock = std::scoped_lock { m_mutex };
    ++m_answers[{ name, status }];
    auto& histogram = m_times[name];
    ++histogram.counts[bucket];
    ++histogram.total;
    histogram.seconds += seconds;
}

void Metrics::append(std::string& text) const
{
    auto const lock = std::scoped_lock { m_mutex };
    auto requests = MetricFamily { text, "kontor_http_requests_total", "counter", "Requests answered." };
    for (auto const& [key, count] : m_answers)
        requests.sample(static_cast<double>(count), fmt::format(R"({},status="{}")", key.first, key.second));
    auto times = MetricFamily { text, "kontor_http_request_seconds", "histogram",
        "Time from the whole request to its answer, without sending it." };
    for (auto const& [name, histogram] : m_times) {
        auto below = std::uint64_t { 0 };
        for (std::size_t i = 0; i < bounds.size(); ++i) {
            below += histogram.counts[i];
            times.sample(static_cast<double>(below), fmt::format(R"({},le="{}")", name, bounds[i]), "_bucket");
        }
        times.sample(static_cast<double>(histogram.total), name + R"(,le="+Inf")", "_bucket");
        times.sample(histogram.seconds, name, "_sum");
        times.sample(static_cast<double>(histogram.total), name, "_count");
    }
    MetricFamily { text, "kontor_sign_in_failures_total", "counter", "Sign-ins that were refused." }.sample(
        static_cast<double>(m_sign_in_failures.load(std::memory_order_relaxed)));
}

}
