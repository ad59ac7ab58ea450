#pragma once

#include "model/entity.h"

namespace kontor::catalog {

// What a client's papers begin with.
struct AccountTerms : Extension {
    AccountTerms() : Extension("account") { }

    Link payment_term { *this, "payment_term", "payment_term", { .label = { "Payment term", "Условия оплаты" } } };
    Link price_list { *this, "price_list", "price_list",
        { .label = { "Price list", "Прайс-лист" },
            .help
            = { "Empty: the one of his segment, else that for everybody.", "Пусто: прайс-лист сегмента, иначе общий." },
            .on_delete = OnDelete::clear } };
};

inline AccountTerms const account_terms;

}
