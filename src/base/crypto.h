#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace kontor {

void start_crypto(); // once, before anything else here

// `byte_count` random bytes as unpadded base64url text.
std::string random_token(std::size_t byte_count);
std::string random_bytes(std::size_t byte_count);

std::string sha256(std::string_view bytes);     // 32 raw bytes
std::string sha256_hex(std::string_view bytes); // 64 lower-case digits
std::string hmac_sha256(std::string_view key, std::string_view bytes);
bool equal_in_constant_time(std::string_view, std::string_view);
std::string to_hex(std::string_view bytes);
std::string to_base64url(std::string_view bytes);
std::optional<std::string> from_base64url(std::string_view text);

// SHA-256 of bytes that come piece by piece (files).
class Sha256 {
public:
    Sha256();
    ~Sha256();
    Sha256(Sha256 const&) = delete;
    Sha256& operator=(Sha256 const&) = delete;
    void update(std::string_view bytes);
    std::string finish_hex();

private:
    struct State;
    State* m_state;
};

// Argon2id (RFC 9106) by libsodium; a cost of 19 MiB and 2 passes in production, the least allowed in tests.
enum class PasswordCost { production, test };
std::string hash_password(std::string_view password, PasswordCost);
bool verify_password(std::string_view hash, std::string_view password);

}
