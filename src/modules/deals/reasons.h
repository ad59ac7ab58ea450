#pragma once

#include "model/field.h"

#include <initializer_list>

// Why deals end, as the deal keeps it and as the actions ask for it.
namespace kontor::deals {

inline std::initializer_list<ChoiceDeclaration> const won_reasons = {
    { "price", { "Price", "Цена" } },
    { "quality", { "Quality", "Качество" } },
    { "functionality", { "Functionality", "Функциональность" } },
    { "benefit", { "Benefit", "Выгода" } },
    { "term", { "Term", "Срок" } },
    { "information", { "Information", "Информированность" } },
    { "relationship", { "Relationship", "Отношения" } },
    { "service", { "Service", "Сервис" } },
};

inline std::initializer_list<ChoiceDeclaration> const lost_reasons = {
    { "price", { "Price", "Цена" }, "orange" },
    { "quality", { "Quality", "Качество" }, "violet" },
    { "functionality", { "Functionality", "Функциональность" }, "blue" },
    { "term", { "Term", "Срок" }, "cyan" },
    { "conditions", { "Conditions", "Условия" }, "teal" },
    { "relationship", { "Relationship", "Отношения" }, "pink" },
    { "incumbent_stayed", { "The incumbent stayed", "Остались у прежнего поставщика" }, "indigo" },
    { "no_budget", { "No budget", "Нет бюджета" }, "yellow" },
    { "no_decision", { "No decision", "Нет решения" } },
    { "not_qualified", { "Not qualified", "Не наш клиент" } },
    { "we_withdrew", { "We withdrew", "Отказались мы" } },
    { "unknown", { "Unknown", "Неизвестно" } },
};

}
