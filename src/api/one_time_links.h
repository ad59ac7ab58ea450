#pragma once

#include "records/store.h"

#include <optional>
#include <string>
#include <string_view>

// Links by which a person sets a password: an invitation or a reset. One per person, good once and for a week, kept
// only as a hash. A link dies with the account: it opens nothing for people who were deactivated or deleted.
namespace kontor::api {

struct OneTimeLink {
    Id user;
    std::string name;
    std::string email;
    bool is_invitation = false; // the person has never signed in
    Instant expires_at;
};

// Ends the person's earlier link. Returns the secret, which is nowhere else.
std::string make_one_time_link(records::Transaction&, Id user);
// `https://crm.acme.test/welcome?token=...`
std::string welcome_address(std::string_view public_url, std::string_view secret);
// Nothing for a secret that was never given, is used, expired or dead.
std::optional<OneTimeLink> find_one_time_link(db::Connection&, std::string_view secret, Instant now);
// Ends the link; false when somebody was faster.
bool use_one_time_link(records::Transaction&, std::string_view secret);

}
