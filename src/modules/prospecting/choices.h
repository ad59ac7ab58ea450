#pragma once

#include "model/field.h"

#include <initializer_list>

// What the enquiry keeps and its actions ask for.
namespace kontor::prospecting {

inline std::initializer_list<ChoiceDeclaration> const dismiss_reasons = {
    { "spam", { "Spam", "Спам" } },
    { "not_our_offer", { "Not our offer", "Не наш профиль" } },
    { "too_small", { "Too small", "Слишком мало" } },
    { "private_person", { "Private person", "Частное лицо" } },
    { "duplicate", { "Duplicate", "Повтор" } },
    { "no_answer", { "No answer", "Не отвечает" } },
    { "supplier", { "A supplier", "Поставщик" } },
    { "competitor", { "A competitor", "Конкурент" } },
};

}
