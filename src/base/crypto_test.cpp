#include "base/crypto.h"

#include <gtest/gtest.h>
#include <set>

namespace kontor {
namespace {

class Crypto : public testing::Test {
protected:
    static void SetUpTestSuite() { start_crypto(); }
};

TEST_F(Crypto, gives_another_token_each_time)
{
    std::set<std::string> tokens;
    for (auto i = 0; i < 100; ++i)
        tokens.insert(random_token(32));
    EXPECT_EQ(tokens.size(), 100u);
    EXPECT_EQ(tokens.begin()->size(), 43u);
    EXPECT_EQ(from_base64url(*tokens.begin())->size(), 32u);
    EXPECT_EQ(random_bytes(0), "");
    EXPECT_EQ(random_bytes(16).size(), 16u);
}

TEST_F(Crypto, hashes_as_fips_180_does)
{
    EXPECT_EQ(sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    EXPECT_EQ(sha256_hex("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(to_hex(sha256("abc")), sha256_hex("abc"));
    Sha256 pieces;
    pieces.update("a");
    pieces.update("");
    pieces.update("bc");
    EXPECT_EQ(pieces.finish_hex(), sha256_hex("abc"));
}

TEST_F(Crypto, signs_as_rfc_4231_does)
{
    EXPECT_EQ(to_hex(hmac_sha256("Jefe", "what do ya want for nothing?")),
        "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    EXPECT_EQ(to_hex(hmac_sha256(std::string(131, '\xaa'), "Test Using Larger Than Block-Size Key - Hash Key First")),
        "60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54");
}

TEST_F(Crypto, compares_secrets)
{
    EXPECT_TRUE(equal_in_constant_time("secret", "secret"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secreT"));
    EXPECT_FALSE(equal_in_constant_time("secret", "secre"));
    EXPECT_TRUE(equal_in_constant_time("", ""));
}

TEST_F(Crypto, writes_bytes_as_rfc_4648_does)
{
    EXPECT_EQ(to_base64url("foobar"), "Zm9vYmFy");
    EXPECT_EQ(to_base64url("fooba"), "Zm9vYmE");
    EXPECT_EQ(to_base64url(""), "");
    EXPECT_EQ(to_base64url("\xFB\xFF"), "-_8");
    EXPECT_EQ(from_base64url("-_8"), "\xFB\xFF");
    EXPECT_EQ(from_base64url(""), "");
    for (auto text : { "Zm9vYmE=", "Zm9v YmE", "Zm9vYm+", "Z", "Zm9vYmF", "ё" })
        EXPECT_FALSE(from_base64url(text)) << text;
}

TEST_F(Crypto, knows_a_password_by_its_hash)
{
    auto const hash = hash_password("correct horse battery", PasswordCost::test);
    EXPECT_TRUE(hash.starts_with("$argon2id$"));
    EXPECT_NE(hash, hash_password("correct horse battery", PasswordCost::test));
    EXPECT_TRUE(verify_password(hash, "correct horse battery"));
    EXPECT_FALSE(verify_password(hash, "correct horse batterz"));
    EXPECT_FALSE(verify_password(hash, ""));
    EXPECT_FALSE(verify_password("", "correct horse battery"));
    EXPECT_FALSE(verify_password("$argon2id$", "correct horse battery"));
}

TEST_F(Crypto, spends_19_mib_and_two_passes_in_production)
{
    auto const hash = hash_password("correct horse battery", PasswordCost::production);
    EXPECT_TRUE(hash.starts_with("$argon2id$v=19$m=19456,t=2,p=1$")) << hash;
    EXPECT_TRUE(verify_password(hash, "correct horse battery"));
}

}
}
