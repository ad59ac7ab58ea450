#include "jobs/duties.h"

#include "base/log.h"

#include <fmt/format.h>

#include <chrono>

namespace kontor::jobs {

namespace {

// A duty that finds something to do again and again has a fault; it must not run for ever.
constexpr int slices_max = 10'000;

constexpr auto between_looks = std::chrono::seconds { 5 };
constexpr auto looks_an_hour = std::chrono::hours { 1 } / between_looks;

}

void Duties::add(std::string name, Slice slice) { m_duties.push_back({ std::move(name), std::move(slice) }); }

void Duties::run_one(Duty const& duty)
{
    auto actor = records::Actor::system();
    auto const workspace = m_store.workspace();
    actor.language = workspace.language;
    if (auto const zone = TimeZone::find(workspace.time_zone))
        actor.zone = *zone;
    for (auto slice = 0; slice < slices_max; ++slice) {
        auto done = std::size_t { 0 };
        m_store.write(
            actor, [&](records::Transaction& transaction) { done = duty.slice(transaction); }, db::Lane::background);
        auto const lock = std::scoped_lock { m_mutex };
        if (done == 0 || m_is_stopping)
            return;
    }
    log::error(fmt::format("The duty \"{}\" does not come to an end.", duty.name));
}

void Duties::run()
{
    for (auto const& duty : m_duties) {
        try {
            run_one(duty);
        } catch (std::exception const& error) {
            log::error(fmt::format("The duty \"{}\" failed: {}", duty.name, error.what()));
        }
    }
}

void Duties::start()
{
    m_thread = std::thread { [this] {
        auto lock = std::unique_lock { m_mutex };
        while (!m_is_stopping) {
            auto const currency = m_store.workspace().currency;
            lock.unlock();
            run();
            lock.lock();
            // Amounts in a currency that the company no longer has do not wait for the hour.
            for (auto waited = 0; waited < looks_an_hour && m_store.workspace().currency == currency; ++waited)
                if (m_wake.wait_for(lock, between_looks, [&] { return m_is_stopping; }))
                    break;
        }
    } };
}

void Duties::stop()
{
    {
        auto const lock = std::scoped_lock { m_mutex };
        m_is_stopping = true;
    }
    m_wake.notify_all();
    if (m_thread.joinable())
        m_thread.join();
}

}
