#include "base/config.h"

#include "base/crypto.h"

#include <cstdlib>
#include <fstream>
#include <gmock/gmock.h>

namespace kontor {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

// A folder of its own for each test, gone with it.
class ConfigTest : public testing::Test {
protected:
    ~ConfigTest() override { std::filesystem::remove_all(m_folder); }

    std::filesystem::path write(std::string_view text)
    {
        auto const file = m_folder / "kontor.toml";
        std::ofstream { file } << text;
        return file;
    }

    // The sentence that stops the program; the folder's name is cut out of it.
    std::string refusal(Config::Texts const& flags, Config::Texts const& environment, std::string_view toml = "")
    {
        try {
            static_cast<void>(Config::load(flags, environment, write(toml)));
        } catch (std::runtime_error const& error) {
            std::string sentence = error.what();
            if (auto const at = sentence.find(m_folder.string()); at != std::string::npos)
                sentence.erase(at, m_folder.string().size() + 1);
            return sentence;
        }
        return "";
    }

    std::filesystem::path m_folder = [] {
        auto folder = std::filesystem::temp_directory_path() / ("kontor-config-" + random_token(9));
        std::filesystem::create_directories(folder);
        return folder;
    }();
};

TEST_F(ConfigTest, needs_nothing)
{
    auto const config = Config::load({ { "data", m_folder.string() } }, {});
    EXPECT_EQ(config.database, "");
    EXPECT_EQ(config.listen_address, "127.0.0.1");
    EXPECT_EQ(config.listen_port, 8080);
    EXPECT_EQ(config.public_url, "");
    EXPECT_FALSE(config.demo);
    EXPECT_EQ(config.log_level, log::Level::info);
    EXPECT_THAT(config.trusted_proxies, IsEmpty());
    EXPECT_THAT(config.cors_origins, IsEmpty());
    EXPECT_EQ(config.worker_threads, 16);
    EXPECT_EQ(Config {}.data, "kontor-data");
}

TEST_F(ConfigTest, reads_everything_from_the_file_in_the_data_folder)
{
    write(R"(
        database = "postgresql://kontor@db/kontor"
        listen = "[::1]:9090"
        public_url = "https://CRM.Example.com:443/"
        demo = true
        log_level = "warning"
        trusted_proxies = ["10.0.0.0/8", "::1"]
        cors_origins = ["https://shop.example.com", "http://localhost:5173"]
        worker_threads = 32
    )");
    auto const config = Config::load({}, { { "KONTOR_DATA", m_folder.string() } });
    EXPECT_EQ(config.data, m_folder);
    EXPECT_EQ(config.database, "postgresql://kontor@db/kontor");
    EXPECT_EQ(config.listen_address, "::1");
    EXPECT_EQ(config.listen_port, 9090);
    EXPECT_EQ(config.public_url, "https://crm.example.com");
    EXPECT_TRUE(config.demo);
    EXPECT_EQ(config.log_level, log::Level::warning);
    EXPECT_THAT(config.trusted_proxies, ElementsAre("10.0.0.0/8", "::1"));
    EXPECT_THAT(config.cors_origins, ElementsAre("https://shop.example.com", "http://localhost:5173"));
    EXPECT_EQ(config.worker_threads, 32);
}

TEST_F(ConfigTest, lets_flags_win_over_the_environment_and_that_over_the_file)
{
    auto const file = write("listen = \"127.0.0.1:1\"\nworker_threads = 1\nlog_level = \"off\"\n");
    auto const config = Config::load(
        { { "listen", "localhost:3" } }, { { "KONTOR_LISTEN", "0.0.0.0:2" }, { "KONTOR_WORKER_THREADS", "2" } }, file);
    EXPECT_EQ(config.listen_port, 3);
    EXPECT_EQ(config.listen_address, "127.0.0.1");
    EXPECT_EQ(config.worker_threads, 2);
    EXPECT_EQ(config.log_level, log::Level::off);
}

TEST_F(ConfigTest, takes_the_file_that_the_environment_names)
{
    auto const file = write("worker_threads = 7");
    EXPECT_EQ(Config::load({}, { { "KONTOR_CONFIG", file.string() } }).worker_threads, 7);
    EXPECT_THROW(Config::load({}, {}, m_folder / "missing.toml"), std::runtime_error);
}

TEST_F(ConfigTest, takes_lists_from_the_environment)
{
    auto const config = Config::load(
        {}, { { "KONTOR_TRUSTED_PROXIES", " 10.0.0.1, fd00::/8 ,," }, { "KONTOR_DEMO", "1" } }, write(""));
    EXPECT_THAT(config.trusted_proxies, ElementsAre("10.0.0.1", "fd00::/8"));
    EXPECT_TRUE(config.demo);
}

TEST_F(ConfigTest, names_a_setting_that_does_not_exist)
{
    EXPECT_EQ(refusal({ { "lsten", "x" } }, {}), "There is no setting \"lsten\" (--lsten). Did you mean \"listen\"?");
    EXPECT_EQ(refusal({}, { { "KONTOR_PUBLICURL", "x" } }),
        "There is no setting \"publicurl\" (KONTOR_PUBLICURL). Did you mean \"public_url\"?");
    EXPECT_EQ(refusal({}, {}, "\n\ncolour = \"red\""), "There is no setting \"colour\" (kontor.toml, line 3).");
    EXPECT_EQ(refusal({}, {}, "[http]\nlisten = \"x\""), "There is no setting \"http\" (kontor.toml, line 1).");
    EXPECT_EQ(refusal({}, { { "KONTOR_TEST_DATABASE", "x" }, { "KONTOR_SHARED_DATA", "x" }, { "PATH", "x" } }), "");
}

TEST_F(ConfigTest, says_what_a_setting_must_be)
{
    EXPECT_EQ(refusal({ { "listen", "8080" } }, {}),
        "The setting \"listen\" (--listen) must be an address and a port, as in 127.0.0.1:8080 or [::1]:8080, not "
        "\"8080\".");
    EXPECT_EQ(refusal({}, { { "KONTOR_WORKER_THREADS", "many" } }),
        "The setting \"worker_threads\" (KONTOR_WORKER_THREADS) must be a number from 1 to 256, not \"many\".");
    EXPECT_EQ(refusal({}, {}, "demo = \"yes\""), "The setting \"demo\" (kontor.toml, line 1) must be true or false.");
    EXPECT_EQ(refusal({}, {}, "demo = tru"), "The settings in kontor.toml are not valid TOML at line 1, column 11.");
    // A password stays out of the sentence.
    EXPECT_EQ(refusal({ { "database", "mysql://root:secret@db" } }, {}),
        "The setting \"database\" (--database) must be \"sqlite:PATH\" or \"postgresql://...\".");
}

TEST_F(ConfigTest, refuses_values_that_cannot_work)
{
    using Wrong = std::pair<std::string, std::string>;
    for (auto const& [name, value] :
        { Wrong { "listen", "127.0.0.1:65536" }, Wrong { "listen", "127.0.0.1:" }, Wrong { "listen", "::1:80" },
            Wrong { "listen", "crm.example.com:80" }, Wrong { "listen", "[127.0.0.1]:80" },
            Wrong { "public_url", "crm.example.com" }, Wrong { "public_url", "https://crm.example.com/kontor" },
            Wrong { "public_url", "https://" }, Wrong { "public_url", "https://ana@crm.example.com" },
            Wrong { "public_url", "https://x:0" }, Wrong { "demo", "yes" }, Wrong { "log_level", "loud" },
            Wrong { "trusted_proxies", "10.0.0.0/33" }, Wrong { "trusted_proxies", "proxy" },
            Wrong { "cors_origins", "*" }, Wrong { "cors_origins", "https://a.test,b.test" },
            Wrong { "worker_threads", "0" }, Wrong { "worker_threads", "257" }, Wrong { "worker_threads", "1e2" },
            Wrong { "database", "sqlite:" }, Wrong { "data", "" } })
        EXPECT_NE(refusal({ { name, value } }, {}), "") << name << " = " << value;
    for (auto const& [name, value] : { Wrong { "listen", "0.0.0.0:0" }, Wrong { "public_url", "http://[::1]:8080" },
             Wrong { "public_url", "" }, Wrong { "trusted_proxies", "" }, Wrong { "trusted_proxies", "::/0" },
             Wrong { "database", "sqlite:/var/lib/kontor/kontor.db" } })
        EXPECT_EQ(refusal({ { name, value } }, {}), "") << name << " = " << value;
}

TEST(KontorEnvironment, holds_only_what_is_meant_for_kontor)
{
    ::setenv("KONTOR_TEST_NOTHING", "a=b", 1);
    auto const variables = kontor_environment();
    ::unsetenv("KONTOR_TEST_NOTHING");
    EXPECT_EQ(variables.at("KONTOR_TEST_NOTHING"), "a=b");
    EXPECT_FALSE(variables.contains("PATH"));
}

}
}
