#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::contracts {

// A legal entity of ours: it signs contracts and sends invoices.
struct OurCompany : Entity {
    OurCompany();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    Text legal_name { *this, "legal_name", { .label = { "Legal name", "Полное наименование" }, .searchable = true } };
    Text tax_number { *this, "tax_number", { .label = { "Tax number", "ИНН" }, .exact = true, .max = 40 } };
    Text registration_number { *this, "registration_number",
        { .label = { "Registration number", "Регистрационный номер" }, .exact = true, .max = 40 } };
    AddressField address { *this, "address", { .label = { "Address", "Адрес" } } };
    FileField logo { *this, "logo", { .label = { "Logo", "Логотип" } } };
    Links signatories { *this, "signatories", "user", { .label = { "Who signs", "Подписанты" } } };
    Text invoice_prefix { *this, "invoice_prefix",
        { .label = { "Prefix of invoices", "Префикс счетов" },
            .help = { "Before the number: A of A-IN-2026-0001.", "Перед номером: А в А-СЧ-2026-0001." },
            .exact = true,
            .max = 10 } };
    Flag is_default { *this, "is_default",
        { .label = { "Used where nobody chooses", "По умолчанию" }, .default_value = "false" } };
    Timeline timeline { *this };
    Documents documents { *this };
};

inline OurCompany const our_company;

}
