#pragma once

#include "model/field.h"

#include <initializer_list>

// Choices that more than one entity offers.
namespace kontor::accounts {

// What somebody does when his company buys (position, deal_contact).
inline std::initializer_list<ChoiceDeclaration> const buying_roles = {
    { "decision_maker", { "Decision maker", "Лицо, принимающее решение" }, "red" },
    { "economic_buyer", { "Economic buyer", "Распорядитель бюджета" }, "orange" },
    { "champion", { "Champion", "Союзник" }, "green" },
    { "influencer", { "Influencer", "Влияет" }, "blue" },
    { "user", { "User", "Пользователь" }, "cyan" },
    { "gatekeeper", { "Gatekeeper", "Привратник" }, "grey" },
    { "blocker", { "Blocker", "Противник" }, "pink" },
    { "approver", { "Approver", "Согласующий" }, "violet" },
    { "legal", { "Legal", "Юрист" }, "grape" },
};

inline std::initializer_list<ChoiceDeclaration> const attitudes = {
    { "hostile", { "Hostile", "Враждебен" }, "red" },
    { "sceptic", { "Sceptic", "Скептик" }, "orange" },
    { "neutral", { "Neutral", "Нейтрален" }, "grey" },
    { "supporter", { "Supporter", "Сторонник" }, "teal" },
    { "advocate", { "Advocate", "Защитник" }, "green" },
};

// Of letters, offers and talks.
inline std::initializer_list<ChoiceDeclaration> const languages = {
    { "en", { "English", "Английский" } },
    { "ru", { "Russian", "Русский" } },
    { "de", { "German", "Немецкий" } },
    { "fr", { "French", "Французский" } },
    { "es", { "Spanish", "Испанский" } },
    { "it", { "Italian", "Итальянский" } },
    { "pl", { "Polish", "Польский" } },
    { "tr", { "Turkish", "Турецкий" } },
    { "kk", { "Kazakh", "Казахский" } },
    { "zh", { "Chinese", "Китайский" } },
};

}
