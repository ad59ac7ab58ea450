#pragma once

#include "model/entity.h"
#include "model/record.h"
#include "model/registry.h"
#include "records/store.h"

#include <optional>
#include <string_view>

// Records about other records (notes, files, activities) belong to the account of what they are about: by it rights
// reach them and the account's timeline shows them.
namespace kontor::accounts {

// The account that a record of any collection belongs to; an account belongs to itself.
std::optional<Id> account_of(records::Transaction&, std::string_view collection, Id record);

// Keeps `account` as that of `about`.
void keep_account_of(Registry&, Entity const&, AnyLink const& about, Link const& account);

// What is about this record follows it to its new account.
void follow_to_account(records::Transaction&, Id record, std::optional<Id> account);

// The first line of a text, short enough for a title.
void keep_first_line(Registry&, Entity const&, RichText const& text, Text const& title);

}
