#pragma once

#include "app/demo/dice.h"
#include "base/language.h"

#include <span>
#include <string>
#include <string_view>

namespace kontor::demo {

// What people write about their days. Texts hold names in braces: {contact}, {account}, {product}, {town}, {number}.
struct Meeting {
    std::string_view kind;    // of an activity
    std::string_view purpose; // of an activity; may be empty
    Label subject;
    Label outcome;           // when it is over
    std::string_view result; // of an activity; may be empty
    int minutes;
};
std::span<Meeting const> calls_and_meetings();
std::span<Meeting const> tasks();
std::span<Label const> agendas();
std::span<Label const> notes();
std::span<Label const> questions_to_colleague(); // comments that mention somebody
std::span<Label const> comments();
std::span<Label const> deal_names();
std::span<Label const> needs();
std::span<Label const> values_for_client();
std::span<Label const> loss_notes();
struct Question {
    Label subject;
    Label text;
    bool is_spam = false;
};
std::span<Question const> enquiries();
std::span<Label const> company_stories();
std::span<std::string_view const> rivals(Language);

struct Names {
    std::string_view contact {}, account {}, product {}, town {}, number {};
};
// The text in the language, with the names in their places.
std::string told(Label, Language, Names const&);

}
