#pragma once

#include "model/field.h"

#include <initializer_list>

// What an activity is and what it can come to, as it keeps it and as its actions ask for it.
namespace kontor::conversations {

inline std::initializer_list<ChoiceDeclaration> const kinds = {
    { "call", { "Call", "Звонок" }, "blue" },
    { "meeting", { "Meeting", "Встреча" }, "violet" },
    { "task", { "Task", "Задача" }, "grey" },
    { "visit", { "Visit", "Визит" }, "teal" },
    { "letter", { "Letter", "Письмо" }, "cyan" },
    { "presentation", { "Presentation", "Презентация" }, "orange" },
    { "negotiation", { "Negotiation", "Переговоры" }, "indigo" },
    { "lunch", { "Lunch", "Обед" }, "yellow" },
    { "executive_meeting", { "Executive meeting", "Встреча руководителей" }, "red" },
};

inline std::initializer_list<ChoiceDeclaration> const results = {
    { "reached", { "Reached", "Дозвонились" }, "green" },
    { "not_reached", { "Not reached", "Не дозвонились" }, "orange" },
    { "agreed", { "Agreed", "Договорились" }, "green" },
    { "refused", { "Refused", "Отказ" }, "red" },
    { "postponed", { "Postponed", "Отложено" }, "yellow" },
};

}
