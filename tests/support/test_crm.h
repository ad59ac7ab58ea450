#pragma once

#include "app/application.h"
#include "base/json.h"
#include "base/time.h"
#include "tests/support/http_client.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// A whole Kontor with its doors open, for stories: SQLite in a folder of its own, or a schema of its own on the server
// that KONTOR_TEST_POSTGRESQL names. Every write closure runs twice. The cast: ana and eva sell in team one, ben heads
// the department above both teams, carl sells in team two, adam administrates, dora is deactivated.
namespace kontor::test {

#define STORY(sentence) TEST(Story, sentence)

struct Answer {
    int status = 0;
    Headers headers;
    std::string text;
    Json json; // null when the body is no JSON

    [[nodiscard]] std::string at(std::string_view path) const; // "account.title", "items.0.id"; empty when absent
    [[nodiscard]] Json const* find(std::string_view path) const;
    [[nodiscard]] bool has(std::string_view path) const { return find(path) != nullptr; }
    [[nodiscard]] std::string problem(std::string_view field) const; // the code of that field's fault
    [[nodiscard]] std::string header(std::string_view lower_case_name) const;
    [[nodiscard]] std::size_t count(std::string_view path) const; // elements of an array
};

class Person {
public:
    Person(std::uint16_t port, std::string token) : m_client(port), m_token(std::move(token)) { }

    Answer get(std::string_view path);
    Answer post(std::string_view path, std::string_view body = "{}", Headers headers = {});
    Answer patch(std::string_view path, std::string_view body, Headers headers = {});
    Answer remove(std::string_view path, Headers headers = {});
    Answer send(std::string_view method, std::string_view path, Headers headers, std::string_view body);
    // Creates and gives the id; fails the test when it is refused.
    std::string create(std::string_view collection, std::string_view body);
    [[nodiscard]] std::string const& token() const { return m_token; }

private:
    HttpClient m_client;
    std::string m_token;
};

std::string encoded(std::string_view text); // for a query string

class TestCrm {
public:
    explicit TestCrm(Config = {}); // folder, port and database are its own
    ~TestCrm();
    TestCrm(TestCrm const&) = delete;
    TestCrm& operator=(TestCrm const&) = delete;

    Person& as(std::string_view name); // "ana", "ben", "guest", ...
    [[nodiscard]] std::string id_of(std::string_view name) const { return m_ids.at(std::string { name }); }
    [[nodiscard]] Application& application() { return *m_application; }
    [[nodiscard]] records::Store& store() { return m_application->store(); }
    [[nodiscard]] std::uint16_t port() const { return m_port; }
    [[nodiscard]] std::int64_t audit_count(std::string_view record_id);
    std::string wait_for_job(Person&, std::string const& id); // its state at the end

private:
    std::filesystem::path m_folder;
    std::string m_schema;
    std::unique_ptr<Application> m_application;
    std::uint16_t m_port = 0;
    std::map<std::string, std::string> m_ids;
    std::map<std::string, std::unique_ptr<Person>, std::less<>> m_people;
};

}
