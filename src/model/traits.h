#pragma once

#include "model/entity.h"

// A trait adds a whole capability in one word: declare it as a member of the entity.
namespace kontor {

// Somebody answers for the record; levels of rights count from its owner and the owner's department.
struct Owned {
    explicit Owned(Entity&, bool required = true);
    Link owner;
    Link department; // of the owner, stamped by the engine
};

// The account's owner and team count as the record's own (the field `account` must be declared).
struct OfAccount {
    explicit OfAccount(Entity&);
};

struct Timeline {
    explicit Timeline(Entity&);
};
struct Documents {
    explicit Documents(Entity&);
};
struct Commented {
    explicit Commented(Entity&);
};
struct Tagged {
    explicit Tagged(Entity&);
    Links tags;
};

// The record is a line of a parent: it shares its rights and bin, and is written with it.
struct LinesOf {
    LinesOf(Entity&, std::string_view parent_singular, std::string_view relation_name, Label parent_label = {});
    Link parent;   // named as the parent entity
    Whole line_no; // from 1, kept by the engine
};

// Which states there are and who may go where; states move by actions and by writing the field, with the same rules.
// Without moves any state may follow any other.
struct Lifecycle {
    Lifecycle(Entity&, std::initializer_list<ChoiceDeclaration> states, std::initializer_list<Move> moves,
        std::string_view first, Label label = {});
    Choice status;
    InstantField status_changed_at;
};

}
