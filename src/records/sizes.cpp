#include "records/sizes.h"

#include "records/store.h"

#include <memory>

namespace kontor::records {

namespace {

constexpr auto remembered_for = std::chrono::seconds { 60 };
constexpr std::size_t remembered_max = 10'000;

}

SizeMemory& SizeMemory::of(Reading const& reading)
{
    static std::mutex mutex;
    static std::unordered_map<std::string, std::unique_ptr<SizeMemory>> memories; // by the secret of the workspace
    auto const lock = std::scoped_lock { mutex };
    auto& memory = memories[reading.secret];
    if (!memory)
        memory = std::make_unique<SizeMemory>();
    return *memory;
}

std::int64_t SizeMemory::size_of(std::string const& name, std::function<std::int64_t()> const& count)
{
    auto const now = std::chrono::steady_clock::now();
    {
        auto const lock = std::scoped_lock { m_mutex };
        if (auto const found = m_sizes.find(name); found != m_sizes.end() && now < found->second.until)
            return found->second.count;
    }
    // Outside of the lock: two may count the same at once, and nobody waits for a slow database.
    auto const counted = count();
    auto const lock = std::scoped_lock { m_mutex };
    if (m_sizes.size() >= remembered_max)
        m_sizes.clear();
    m_sizes[name] = { counted, now + remembered_for };
    return counted;
}

}
