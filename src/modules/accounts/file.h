#pragma once

#include "model/entity.h"
#include "model/traits.h"

namespace kontor::accounts {

// A stored document. The bytes lie in the data folder under their hash; what is computed here is written by the upload.
struct File : Entity {
    File();

    Text name { *this, "name", { .label = { "Name", "Название" }, .required = true, .searchable = true } };
    AnyLink about { *this, "about", { .label = { "About", "О чём" } } };
    Link account { *this, "account", "account",
        { .label = { "Account", "Клиент" }, .computed = true, .indexed = true, .on_delete = OnDelete::cascade } };
    Choice kind { *this, "kind",
        {
            { "contract", { "Contract", "Договор" } },
            { "specification", { "Specification", "Спецификация" } },
            { "presentation", { "Presentation", "Презентация" } },
            { "price_list", { "Price list", "Прайс-лист" } },
            { "certificate", { "Certificate", "Сертификат" } },
            { "photo", { "Photo", "Фото" } },
            { "scan", { "Scan", "Скан" } },
            { "recording", { "Recording", "Запись" } },
            { "power_of_attorney", { "Power of attorney", "Доверенность" } },
            { "act", { "Act", "Акт" } },
            { "other", { "Other", "Прочее" } },
        },
        { .label = { "Kind", "Вид" }, .default_value = "other", .open_choices = true } };
    Text content_hash { *this, "content_hash",
        { .label = { "Checksum", "Контрольная сумма" }, .computed = true, .exact = true, .indexed = true } };
    Whole size_bytes { *this, "size_bytes", { .label = { "Size", "Размер" }, .computed = true } };
    Text media_type { *this, "media_type", { .label = { "Media type", "Тип файла" }, .computed = true } };
    Owned owned { *this, false };
    OfAccount of_account { *this };
};

inline File const file;

}
