#pragma once

#include "base/log.h"

#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace kontor {

// What the person who runs Kontor can set.
struct Config {
    std::filesystem::path data = "kontor-data";
    std::string database; // "sqlite:PATH" or "postgresql://..."; empty: the SQLite file in the data folder
    std::string listen_address = "127.0.0.1"; // an IP address
    std::uint16_t listen_port = 8080;         // 0: any free one
    std::string public_url;                   // an origin, without a slash at the end; empty: what it listens on
    bool demo = false;
    log::Level log_level = log::Level::info;
    std::vector<std::string> trusted_proxies; // addresses and networks, "10.0.0.0/8"
    std::vector<std::string> cors_origins;    // as browsers write them: lower case, no default port
    int worker_threads = 16;

    using Texts = std::map<std::string, std::string, std::less<>>;

    // Flags ("listen", "public_url": the settings' names) win over the environment ("KONTOR_LISTEN"), which wins over
    // the TOML file. Without a file it is $KONTOR_CONFIG, or kontor.toml in the data folder if there is one. Throws
    // std::runtime_error with a sentence that names the setting and where it came from, when it is unknown or wrong.
    static Config load(
        Texts const& flags, Texts const& environment, std::optional<std::filesystem::path> const& toml_file = {});
};

// The variables of this process that begin with KONTOR_.
Config::Texts kontor_environment();

}
