#include "base/crypto.h"

#include "base/check.h"

#include <array>
#include <new>
#include <sodium.h>

namespace kontor {

namespace {

unsigned char const* bytes_of(std::string_view text) { return reinterpret_cast<unsigned char const*>(text.data()); }

unsigned char* bytes_of(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}

void start_crypto() { check(sodium_init() >= 0, "libsodium cannot start: the system gives no random bytes."); }

std::string random_token(std::size_t byte_count) { return to_base64url(random_bytes(byte_count)); }

std::string random_bytes(std::size_t byte_count)
{
    std::string bytes(byte_count, '\0');
    randombytes_buf(bytes.data(), bytes.size());
    return bytes;
}

std::string sha256(std::string_view bytes)
{
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256(bytes_of(hash), bytes_of(bytes), bytes.size());
    return hash;
}

std::string sha256_hex(std::string_view bytes) { return to_hex(sha256(bytes)); }

std::string hmac_sha256(std::string_view key, std::string_view bytes)
{
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(bytes), bytes.size());
    std::string code(crypto_auth_hmacsha256_BYTES, '\0');
    crypto_auth_hmacsha256_final(&state, bytes_of(code));
    return code;
}

bool equal_in_constant_time(std::string_view first, std::string_view second)
{
    return first.size() == second.size() && sodium_memcmp(first.data(), second.data(), first.size()) == 0;
}

std::string to_hex(std::string_view bytes)
{
    constexpr std::string_view digits = "0123456789abcdef";
    std::string text;
    text.reserve(bytes.size() * 2);
    for (auto c : bytes) {
        auto const byte = static_cast<unsigned char>(c);
        text += digits[byte >> 4];
        text += digits[byte & 0xF];
    }
    return text;
}

std::string to_base64url(std::string_view bytes)
{
    constexpr auto variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_ENCODED_LEN(bytes.size(), variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes_of(bytes), bytes.size(), variant);
    text.pop_back(); // the zero byte that libsodium puts at the end
    return text;
}

std::optional<std::string> from_base64url(std::string_view text)
{
    std::string bytes(text.size(), '\0');
    std::size_t size = 0;
    char const* stop = nullptr;
    auto const fault = sodium_base642bin(bytes_of(bytes), bytes.size(), text.data(), text.size(), nullptr, &size, &stop,
        sodium_base64_VARIANT_URLSAFE_NO_PADDING);
    if (fault != 0 || stop != text.data() + text.size())
        return {};
    bytes.resize(size);
    return bytes;
}

struct Sha256::State {
    crypto_hash_sha256_state state;
};

Sha256::Sha256() : m_state(new State) { crypto_hash_sha256_init(&m_state->state); }

Sha256::~Sha256() { delete m_state; }

void Sha256::update(std::string_view bytes)
{
    crypto_hash_sha256_update(&m_state->state, bytes_of(bytes), bytes.size());
}

std::string Sha256::finish_hex()
{
    std::string hash(crypto_hash_sha256_BYTES, '\0');
    crypto_hash_sha256_final(&m_state->state, bytes_of(hash));
    return to_hex(hash);
}

std::string hash_password(std::string_view password, PasswordCost cost)
{
    struct Effort {
        unsigned long long passes;
        std::size_t memory;
    };
    constexpr Effort production { 2, 19 * 1024 * 1024 };
    constexpr Effort least { crypto_pwhash_argon2id_OPSLIMIT_MIN, crypto_pwhash_argon2id_MEMLIMIT_MIN };
    auto const& effort = cost == PasswordCost::production ? production : least;
    std::array<char, crypto_pwhash_argon2id_STRBYTES> hash {};
    auto const fault
        = crypto_pwhash_argon2id_str(hash.data(), password.data(), password.size(), effort.passes, effort.memory);
    if (fault != 0)
        throw std::bad_alloc {}; // the only way in which libsodium fails here
    return hash.data();
}

bool verify_password(std::string_view hash, std::string_view password)
{
    std::string const terminated { hash };
    return crypto_pwhash_argon2id_str_verify(terminated.c_str(), password.data(), password.size()) == 0;
}

}
