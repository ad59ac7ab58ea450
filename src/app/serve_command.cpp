#include "app/commands.h"

#include "api/session_api.h"
#include "app/demo/demo.h"
#include "app/duties.h"
#include "app/folder_lock.h"
#include "base/version.h"

#include <fmt/format.h>

#include <csignal>
#include <cstdio>
#include <pthread.h>

namespace kontor {

namespace {

constexpr std::string_view demo_email = "demo@kontor.example";
constexpr std::string_view demo_manager = "anna.voronova@kontor.example";
constexpr std::string_view demo_password = "kontor demo 2026";

void prepare_demo(Application& application)
{
    if (!api::has_administrator(application.store())) {
        auto workspace = application.store().workspace();
        workspace.name = "Kontor demo";
        api::furnish_workspace(
            application.store(), application.sessions(), workspace, "Demo Administrator", demo_email, demo_password);
    }
    if (!demo::has_business_records(application.store())) {
        auto bar = ProgressBar { "Furnishing the demo workspace" };
        demo::furnish(application.store(), {}, [&](std::int64_t done, std::int64_t total) { bar.show(done, total); });
    }
    // The demo's account manager signs in with the same password: her day is the one to look at.
    if (auto const manager = application.sessions().user_by_email(demo_manager)) {
        auto const hash = application.sessions().hash(demo_password);
        application.store().write(records::Actor::system(), [&](records::Transaction& transaction) {
            application.sessions().set_password(transaction, *manager, hash);
        });
    }
}

}

int serve(Application& application, CommandOptions const& options)
{
    // Signals are taken by this thread alone, so that no other one is interrupted in the middle of its work.
    auto signals = sigset_t {};
    sigemptyset(&signals);
    sigaddset(&signals, SIGTERM);
    sigaddset(&signals, SIGINT);
    sigaddset(&signals, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
    auto const lock = FolderLock { application.config().data };
    api::sow(application.store());
    if (options.demo)
        prepare_demo(application);
    auto duties = jobs::Duties { application.store() };
    register_duties(duties);
    auto const port = application.serve();
    duties.start();
    auto const address = application.config().public_url.empty()
        ? fmt::format("http://{}:{}", application.config().listen_address, port)
        : application.config().public_url;
    fmt::print("Kontor {} is ready at {}\n", version, address);
    if (options.demo)
        fmt::print(
            "Sign in as {} (administrator: {}) with the password \"{}\"\n", demo_manager, demo_email, demo_password);
    else if (auto const link = application.setup_link(); !link.empty())
        fmt::print("Open this link once to create the administrator: {}\n", link);
    std::fflush(stdout);
    for (;;) {
        auto signal = 0;
        sigwait(&signals, &signal);
        if (signal != SIGHUP)
            break;
    }
    duties.stop();
    application.stop();
    return 0;
}

}
