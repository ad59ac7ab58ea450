#include "tests/support/test_crm.h"

#include <fmt/format.h>

#include <filesystem>

// One-time links: invitation and forgotten password. And what a guest cannot do.
namespace kontor::test {

namespace {

std::string token_in(Answer const& answer)
{
    auto const link = answer.at("link");
    auto const found = link.find("/welcome?token=");
    EXPECT_NE(found, std::string::npos) << answer.text;
    return found == std::string::npos ? "" : link.substr(found + 15);
}

std::string with_password(std::string const& token, std::string_view password)
{
    return fmt::format(R"({{"token":"{}","password":"{}"}})", token, password);
}

}

STORY(an_invitation_opens_the_house_once)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    auto& guest = crm.as("guest");
    auto const role = adam.get("/users/" + crm.id_of("ana")).at("role.id");
    auto const nina
        = adam.create("users", fmt::format(R"({{"name":"Nina","email":"nina@kontor.test","role":"{}"}})", role));
    auto const token = token_in(adam.post("/users/" + nina + "/invite"));
    EXPECT_EQ(adam.get("/users/" + nina).at("status"), "invited");

    auto const shown = guest.post("/welcome", fmt::format(R"({{"token":"{}"}})", token));
    EXPECT_EQ(shown.at("name"), "Nina");
    EXPECT_EQ(shown.at("purpose"), "invitation");
    EXPECT_EQ(guest.post("/welcome/password", with_password(token, "short")).problem("password"), "too_short");
    EXPECT_EQ(guest.post("/session", R"({"email":"nina@kontor.test","password":"a long password"})").status, 401);

    auto const signed_in = guest.post("/welcome/password", with_password(token, "a long password"));
    EXPECT_EQ(signed_in.status, 200) << signed_in.text;
    EXPECT_EQ(signed_in.at("user.title"), "Nina");
    EXPECT_EQ(adam.get("/users/" + nina).at("status"), "active");
    EXPECT_EQ(guest.post("/session", R"({"email":"nina@kontor.test","password":"a long password"})").status, 200);

    EXPECT_EQ(guest.post("/welcome/password", with_password(token, "another password")).problem("token"), "link_ended");
    EXPECT_EQ(guest.post("/welcome", R"({"token":"never given"})").problem("token"), "link_ended");
}

STORY(a_reset_link_ends_the_sessions_and_the_link_before_it_and_dies_with_the_account)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    auto& guest = crm.as("guest");
    auto& ana = crm.as("ana");
    EXPECT_EQ(ana.get("/session").status, 200);
    auto const door = "/users/" + crm.id_of("ana") + "/reset_password";
    auto const first = token_in(adam.post(door));
    auto const second = token_in(adam.post(door));
    EXPECT_EQ(guest.post("/welcome", fmt::format(R"({{"token":"{}"}})", first)).problem("token"), "link_ended");
    EXPECT_EQ(guest.post("/welcome", fmt::format(R"({{"token":"{}"}})", second)).at("purpose"), "password_reset");
    EXPECT_EQ(ana.get("/session").status, 200) << "handing out a link ends nothing";
    EXPECT_EQ(guest.post("/welcome/password", with_password(second, "a new password")).status, 200);
    EXPECT_EQ(ana.get("/session").status, 401);
    EXPECT_EQ(guest.post("/session", R"({"email":"ana@kontor.test","password":"a long password"})").status, 401);

    auto const third = token_in(adam.post(door));
    EXPECT_EQ(adam.post("/users/" + crm.id_of("ana") + "/deactivate").status, 200);
    EXPECT_EQ(guest.post("/welcome/password", with_password(third, "a third password")).problem("token"), "link_ended");
    EXPECT_EQ(adam.post(door).at("code"), "deactivated");
}

STORY(only_administrators_change_administrators)
{
    auto crm = TestCrm {};
    auto& adam = crm.as("adam");
    auto const role = adam.create("roles",
        R"({"name":"Personnel","grants":{"users":{"read":"all","create":"all","update":"all"},"roles":{"read":"all"}}})");
    adam.patch("/users/" + crm.id_of("eva"), fmt::format(R"({{"role":"{}"}})", role));
    auto& eva = crm.as("eva");
    auto const administrator = adam.get("/users/" + crm.id_of("adam")).at("role.id");

    EXPECT_EQ(eva.patch("/users/" + crm.id_of("ana"), R"({"phone":"+49 30 1234567"})").status, 200);
    auto const make_administrator = fmt::format(R"({{"role":"{}"}})", administrator);
    EXPECT_EQ(eva.patch("/users/" + crm.id_of("eva"), make_administrator).problem("role"), "administrators_only");
    EXPECT_EQ(eva.patch("/users/" + crm.id_of("adam"), R"({"email":"eva2@kontor.test"})").problem("role"),
        "administrators_only");
    EXPECT_EQ(eva.post("/users/" + crm.id_of("adam") + "/reset_password").status, 403);
    EXPECT_EQ(eva.post("/users/" + crm.id_of("ana") + "/reset_password").status, 200);
}

STORY(a_guests_upload_is_refused_before_it_reaches_the_disk)
{
    auto crm = TestCrm {};
    auto client = HttpClient { crm.port() };
    client.send_raw("POST /api/v1/files HTTP/1.1\r\nHost: a\r\nContent-Type: application/octet-stream\r\n"
                    "Content-Length: 900000000\r\n\r\n");
    EXPECT_EQ(client.receive().status, 401);
    EXPECT_TRUE(std::filesystem::is_empty(crm.application().files().spool_folder()));
}

}
