#include "base/config.h"

#include "base/fold.h"
#include "base/utf8.h"

#include <algorithm>
#include <arpa/inet.h>
#include <array>
#include <charconv>
#include <fmt/format.h>
#include <stdexcept>
#include <toml++/toml.h>
#include <unistd.h>

namespace kontor {

namespace {

enum class Kind { text, flag, number, list };

struct Setting {
    std::string_view name;
    Kind kind;
    std::string_view expected;                // completes "... must be"
    bool (*apply)(Config&, std::string_view); // false when the value is wrong
};

std::vector<std::string> split(std::string_view list)
{
    std::vector<std::string> items;
    while (!list.empty()) {
        auto const comma = std::min(list.find(','), list.size());
        if (auto const item = trim(list.substr(0, comma)); !item.empty())
            items.emplace_back(item);
        list.remove_prefix(std::min(comma + 1, list.size()));
    }
    return items;
}

template<typename Number> bool read_number(std::string_view text, Number least, Number most, Number& number)
{
    auto const* const end = text.data() + text.size();
    Number read {};
    auto const [stop, fault] = std::from_chars(text.data(), end, read);
    if (fault != std::errc {} || stop != end || read < least || read > most)
        return false;
    number = read;
    return true;
}

bool is_address(std::string const& text, int family)
{
    std::array<unsigned char, sizeof(in6_addr)> bytes {};
    return inet_pton(family, text.c_str(), bytes.data()) == 1;
}

bool is_address(std::string const& text) { return is_address(text, AF_INET) || is_address(text, AF_INET6); }

bool apply_listen(Config& config, std::string_view text)
{
    auto const colon = text.rfind(':');
    if (colon == std::string_view::npos)
        return false;
    auto address = std::string { text.substr(0, colon) };
    if (address.starts_with('[') && address.ends_with(']')) {
        address = address.substr(1, address.size() - 2);
        if (!is_address(address, AF_INET6))
            return false;
    } else if (address == "localhost") {
        address = "127.0.0.1";
    } else if (!is_address(address, AF_INET)) {
        return false;
    }
    config.listen_address = address;
    return read_number<std::uint16_t>(text.substr(colon + 1), 0, 65'535, config.listen_port);
}

bool is_network(std::string_view text)
{
    auto const slash = text.find('/');
    auto const address = std::string { text.substr(0, slash) };
    if (slash == std::string_view::npos)
        return is_address(address);
    auto bits = 0;
    return is_address(address) && read_number(text.substr(slash + 1), 0, is_address(address, AF_INET) ? 32 : 128, bits);
}

// Scheme, host and port as a browser writes them in `Origin`; nothing when the text says more or less than that.
std::optional<std::string> to_origin(std::string_view text)
{
    auto origin = to_lower(text);
    if (origin.ends_with('/'))
        origin.pop_back();
    auto const is_secure = origin.starts_with("https://");
    if (!is_secure && !origin.starts_with("http://"))
        return {};
    auto const host_begin = origin.find("//") + 2;
    auto const port_begin = origin.find_last_of(":]");
    auto const has_port = port_begin != std::string::npos && port_begin >= host_begin && origin[port_begin] == ':';
    auto const host = origin.substr(host_begin, has_port ? port_begin - host_begin : std::string::npos);
    auto const is_v6
        = host.starts_with('[') && host.ends_with(']') && is_address(host.substr(1, host.size() - 2), AF_INET6);
    auto const is_name
        = !host.empty() && host.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789.-") == std::string::npos;
    if (!is_v6 && !is_name)
        return {};
    if (has_port) {
        std::uint16_t port = 0;
        if (!read_number<std::uint16_t>(origin.substr(port_begin + 1), 1, 65'535, port))
            return {};
        if (port == (is_secure ? 443 : 80))
            origin.resize(port_begin);
    }
    return origin;
}

bool apply_log_level(Config& config, std::string_view text)
{
    constexpr std::array<std::string_view, 5> names { "debug", "info", "warning", "error", "off" };
    auto const found = std::ranges::find(names, text);
    config.log_level = static_cast<log::Level>(found - names.begin());
    return found != names.end();
}

bool apply_demo(Config& config, std::string_view text)
{
    config.demo = text == "true" || text == "1";
    return config.demo || text == "false" || text == "0";
}

bool apply_cors_origins(Config& config, std::string_view text)
{
    config.cors_origins.clear();
    for (auto const& item : split(text)) {
        auto origin = to_origin(item);
        if (!origin)
            return false;
        config.cors_origins.push_back(std::move(*origin));
    }
    return true;
}

constexpr std::array settings {
    Setting { "data", Kind::text, "the path of a folder",
        [](Config& config, std::string_view text) {
            config.data = text;
            return !text.empty();
        } },
    Setting { "database", Kind::text, "\"sqlite:PATH\" or \"postgresql://...\"",
        [](Config& config, std::string_view text) {
            config.database = text;
            return text.empty() || (text.starts_with("sqlite:") && text.size() > 7) || text.starts_with("postgresql://")
                || text.starts_with("postgres://");
        } },
    Setting { "listen", Kind::text, "an address and a port, as in 127.0.0.1:8080 or [::1]:8080", apply_listen },
    Setting { "public_url", Kind::text, "an origin, as in https://crm.example.com",
        [](Config& config, std::string_view text) {
            auto origin = text.empty() ? std::string {} : to_origin(text);
            config.public_url = origin.value_or("");
            return origin.has_value();
        } },
    Setting { "demo", Kind::flag, "true or false", apply_demo },
    Setting { "log_level", Kind::text, "one of debug, info, warning, error, off", apply_log_level },
    Setting { "trusted_proxies", Kind::list, "addresses or networks, as in 10.0.0.0/8",
        [](Config& config, std::string_view text) {
            config.trusted_proxies = split(text);
            return std::ranges::all_of(config.trusted_proxies, is_network);
        } },
    Setting { "cors_origins", Kind::list, "origins, as in https://shop.example.com", apply_cors_origins },
    Setting { "worker_threads", Kind::number, "a number from 1 to 256",
        [](Config& config, std::string_view text) { return read_number(text, 1, 256, config.worker_threads); } },
};

Setting const* find_setting(std::string_view name)
{
    auto const found = std::ranges::find(settings, name, &Setting::name);
    return found == settings.end() ? nullptr : &*found;
}

[[noreturn]] void refuse_unknown(std::string_view name, std::string_view source)
{
    auto sentence = fmt::format("There is no setting \"{}\" ({}).", name, source);
    for (auto const& setting : settings) {
        if (edit_distance(name, setting.name, 2) <= 2) {
            sentence += fmt::format(" Did you mean \"{}\"?", setting.name);
            break;
        }
    }
    throw std::runtime_error(sentence);
}

[[noreturn]] void refuse_value(Setting const& setting, std::string_view source, std::string_view value)
{
    // A database URL may hold a password, and this sentence ends up in logs.
    auto const shown = setting.name == "database" || value.empty() ? "" : fmt::format(", not \"{}\"", value);
    throw std::runtime_error(
        fmt::format("The setting \"{}\" ({}) must be {}{}.", setting.name, source, setting.expected, shown));
}

struct Value {
    std::string text;
    std::string source; // as the person knows it: "--listen", "KONTOR_LISTEN", "kontor.toml, line 3"
};
using Values = std::map<std::string_view, Value>;

// The text that the same value would have in the environment; nothing when it is of another kind.
std::optional<std::string> text_of(toml::node const& node, Kind kind)
{
    if (kind == Kind::list && node.is_array()) {
        std::string list;
        for (auto const& item : *node.as_array()) {
            if (!item.is_string())
                return {};
            list += item.as_string()->get() + ",";
        }
        return list;
    }
    if (kind == Kind::text && node.is_string())
        return node.as_string()->get();
    if (kind == Kind::flag && node.is_boolean())
        return node.as_boolean()->get() ? "true" : "false";
    if (kind == Kind::number && node.is_integer())
        return std::to_string(node.as_integer()->get());
    return {};
}

void add_file(Values& values, std::filesystem::path const& file)
{
    auto const table = [&] {
        try {
            return toml::parse_file(file.string());
        } catch (toml::parse_error const& error) {
            auto const& at = error.source().begin;
            if (at.line == 0)
                throw std::runtime_error(fmt::format("The settings in {} cannot be read.", file.string()));
            throw std::runtime_error(fmt::format(
                "The settings in {} are not valid TOML at line {}, column {}.", file.string(), at.line, at.column));
        }
    }();
    for (auto const& [key, node] : table) {
        auto source = fmt::format("{}, line {}", file.string(), key.source().begin.line);
        auto const* setting = find_setting(key.str());
        if (!setting)
            refuse_unknown(key.str(), source);
        auto text = text_of(node, setting->kind);
        if (!text)
            refuse_value(*setting, source, "");
        values.insert_or_assign(setting->name, Value { std::move(*text), std::move(source) });
    }
}

constexpr std::string_view variable_prefix = "KONTOR_";

// Named like settings, but meant for others: where the file is, and what tests and benchmarks run on.
bool is_no_setting(std::string_view name)
{
    return name == "config" || name == "shared_data" || name.starts_with("test_") || name.starts_with("bench_");
}

void add_environment(Values& values, Config::Texts const& environment)
{
    for (auto const& [variable, text] : environment) {
        if (!variable.starts_with(variable_prefix))
            continue;
        auto const name = to_lower(std::string_view { variable }.substr(variable_prefix.size()));
        if (is_no_setting(name))
            continue;
        auto const* setting = find_setting(name);
        if (!setting)
            refuse_unknown(name, variable);
        values.insert_or_assign(setting->name, Value { text, variable });
    }
}

void add_flags(Values& values, Config::Texts const& flags)
{
    for (auto const& [name, text] : flags) {
        auto flag = "--" + name;
        std::ranges::replace(flag, '_', '-');
        auto const* setting = find_setting(name);
        if (!setting)
            refuse_unknown(name, flag);
        values.insert_or_assign(setting->name, Value { text, std::move(flag) });
    }
}

Config to_config(Values const& values)
{
    Config config;
    for (auto const& [name, value] : values) {
        auto const& setting = *find_setting(name);
        if (!setting.apply(config, value.text))
            refuse_value(setting, value.source, value.text);
    }
    return config;
}

}

Config Config::load(Texts const& flags, Texts const& environment, std::optional<std::filesystem::path> const& toml_file)
{
    Values said_here; // where the file is depends on the data folder, so what is said beside the file comes first
    add_environment(said_here, environment);
    add_flags(said_here, flags);

    auto file = toml_file;
    if (auto const found = environment.find("KONTOR_CONFIG"); !file && found != environment.end())
        file = found->second;
    if (!file) {
        auto const in_data = to_config(said_here).data / "kontor.toml";
        if (std::filesystem::exists(in_data))
            file = in_data;
    }
    Values values;
    if (file)
        add_file(values, *file);
    for (auto& [name, value] : said_here)
        values.insert_or_assign(name, std::move(value));
    return to_config(values);
}

Config::Texts kontor_environment()
{
    Config::Texts variables;
    for (auto const* const* entry = environ; *entry; ++entry) {
        auto const variable = std::string_view { *entry };
        auto const equals = variable.find('=');
        if (variable.starts_with(variable_prefix) && equals != std::string_view::npos)
            variables.emplace(variable.substr(0, equals), variable.substr(equals + 1));
    }
    return variables;
}

}
