#include "modules/billing/credit.h"

#include "modules/accounts/account.h"
#include "modules/billing/account_money.h"
#include "records/input.h"
#include "records/validation.h"

#include <fmt/format.h>

namespace kontor::billing {

std::optional<CreditRefusal> credit_refusal(
    records::Transaction& transaction, Record const& account, Decimal worth, Language language)
{
    // Locked: of two orders at once the second one is measured with the first.
    auto const client = records::load_locked(transaction, account.entity(), account.id);
    if (!client)
        return {};
    if (client->get(accounts::account.credit_hold).value_or(false))
        return CreditRefusal { "credit_hold",
            std::string { Label { "Nothing goes out to this client until finance lifts the hold.",
                "Отгрузка остановлена: разрешить может финансовая служба." }
                              .in(language) } };
    auto stopped = transaction.connection().query("select \"number\" from \"invoices\" where \"account\" = ?1 and "
                                                  "\"stops_deliveries\" = 1 and \"deleted_at\" is null order by \"id\"",
        { account.id.value });
    if (stopped->next()) {
        auto const number = std::string { stopped->text(0) };
        return CreditRefusal { "credit_hold",
            language == Language::ru ? fmt::format("Отгрузка остановлена, пока не оплачен счёт {}.", number)
                                     : fmt::format("Nothing goes out until invoice {} is paid.", number) };
    }
    auto const* limit = std::get_if<Decimal>(&client->value(*account.entity().find("credit_limit_base")));
    if (!limit)
        return {};
    auto const used = client->get(account_money.credit_used).value_or(Decimal {});
    auto const would_be = checked_add(used, worth);
    if (would_be && *would_be <= *limit)
        return {};
    auto const currency = transaction.store().workspace().currency;
    auto const beyond = would_be ? checked_subtract(*would_be, *limit) : std::nullopt;
    auto const by = beyond ? beyond->to_string(records::currency_digits(currency).value_or(2)) : std::string { "…" };
    return CreditRefusal { "credit_exceeded",
        language == Language::ru ? fmt::format("Заказ превышает кредитный лимит на {} {}.", by, currency)
                                 : fmt::format("This order passes the credit limit by {} {}.", by, currency) };
}

bool keeps_credit_limits(Schema const& schema, records::Actor const& actor)
{
    return actor.access(schema, schema.of(accounts::account), accounts::account.credit_limit)
        == records::FieldAccess::write;
}

}
