#pragma once

#include "base/crypto.h"
#include "http/message.h"
#include "records/store.h"

#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <vector>

namespace kontor::api {

// Who is asking: sessions (cookie or bearer), API tokens, passwords (API.md 2). Thread-safe.
class Sessions {
public:
    Sessions(records::Store& store, PasswordCost cost) : m_store(store), m_cost(cost) { }

    struct Found {
        records::Actor actor;
        Id session; // empty for an API token
        bool by_cookie = false;
        bool has_language = false; // the person has chosen one; else the browser may say (API.md 1)
    };
    // Nothing for a guest; throws Problem session_ended for a cookie or token that is no longer good.
    std::optional<Found> find(http::Request const&);

    struct SignedIn {
        Id user;
        std::string token; // the bearer form; the cookie carries the same
        Instant expires_at;
    };
    // Throws sign_in_failed in the same time whatever is wrong, and too_many_attempts.
    SignedIn sign_in(std::string_view email, std::string_view password, http::Request const&);
    // A session without a password: set-up and one-time links.
    SignedIn open(Id user, http::Request const&);

    // He has just given his password again: what only he himself may do is open for an hour.
    void prove(Id session);
    void end(Id session);
    void end_all(Id user, Id except = {});
    std::string list(Id user, Id current); // JSON
    bool end_own(Id user, Id session);

    void set_password(records::Transaction&, Id user, std::string const& password_hash);
    // Argon2id; outside of transactions, because it takes its time.
    [[nodiscard]] std::string hash(std::string_view password) const { return hash_password(password, m_cost); }
    bool has_password(Id user, std::string_view password);
    // As has_password, with the patience of signing in: a stolen session cannot be used for guessing.
    bool proves(records::Actor const&, std::string_view password);
    static void check_password(std::string_view password, std::string_view path); // 12 to 200 characters

    struct Token {
        Id id;
        std::string secret;
    };
    Token make_token(records::Transaction&, Id user, std::string_view name, std::vector<std::string> const& scopes,
        std::vector<std::string> const& entities, std::string_view expires_on);
    std::string list_tokens(Id user);
    bool end_token(Id user, Id token);

    // The person as an actor: role, department, subtree. Nothing when not active.
    std::optional<records::Actor> actor_of(Id user);
    std::optional<Id> user_by_email(std::string_view email);

    // Rights, roles or departments have changed: what is remembered is asked anew.
    void forget();

    [[nodiscard]] static std::string cookie_name(http::Request const&);
    [[nodiscard]] static std::string cookie(http::Request const&, std::string_view token);
    [[nodiscard]] static std::string cookie_end(http::Request const&);

private:
    struct Attempts {
        std::vector<std::int64_t> failed_at; // milliseconds
    };
    void demand_patience(std::string const& email, std::string const& address);
    void count_failure(std::string const& email, std::string const& address);

    records::Store& m_store;
    PasswordCost m_cost;
    std::mutex m_mutex;
    std::map<std::string, Attempts> m_attempts;
    struct Remembered {
        records::Actor actor;
        std::int64_t until;
        bool has_language;
    };
    std::optional<Remembered> person_of(Id user);
    std::map<Id, Remembered> m_actors;
};

}
