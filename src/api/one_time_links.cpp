#include "api/one_time_links.h"

#include "base/crypto.h"

#include <fmt/format.h>

namespace kontor::api {

namespace {

constexpr std::int64_t good_for_ms = 7LL * 86'400'000;

}

std::string make_one_time_link(records::Transaction& transaction, Id user)
{
    auto const secret = random_token(24);
    auto const now = transaction.now().milliseconds;
    auto& connection = transaction.connection();
    connection.execute("delete from \"kontor_credential\" where \"member\" = ?1 and \"kind\" = 'link'", { user.value });
    connection.execute("insert into \"kontor_credential\" (\"id\", \"member\", \"kind\", \"secret\", \"created_at\", "
                       "\"expires_at\") values (?1, ?2, 'link', ?3, ?4, ?5)",
        { transaction.next_id().value, user.value, sha256_hex(secret), now, now + good_for_ms });
    return secret;
}

std::string welcome_address(std::string_view public_url, std::string_view secret)
{
    return fmt::format("{}/welcome?token={}", public_url, secret);
}

std::optional<OneTimeLink> find_one_time_link(db::Connection& connection, std::string_view secret, Instant now)
{
    auto rows = connection.query(
        "select u.\"id\", u.\"name\", u.\"email\", u.\"status\", c.\"expires_at\" from \"kontor_credential\" c join "
        "\"users\" u on u.\"id\" = c.\"member\" where c.\"kind\" = 'link' and c.\"secret\" = ?1 and c.\"expires_at\" > "
        "?2 and u.\"deleted_at\" is null and u.\"status\" in ('invited', 'active')",
        { sha256_hex(secret), now.milliseconds });
    if (!rows->next())
        return {};
    return OneTimeLink { Id { rows->whole(0) }, std::string { rows->text(1) },
        rows->is_null(2) ? std::string {} : std::string { rows->text(2) }, rows->text(3) == "invited",
        Instant { rows->whole(4) } };
}

bool use_one_time_link(records::Transaction& transaction, std::string_view secret)
{
    return transaction.connection().execute(
               "delete from \"kontor_credential\" where \"kind\" = 'link' and \"secret\" = ?1", { sha256_hex(secret) })
        == 1;
}

}
