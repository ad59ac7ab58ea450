#include "base/rounding.h"
#include "modules/accounts/account.h"
#include "modules/catalog/account_terms.h"
#include "modules/catalog/payment_term.h"
#include "modules/catalog/price_list.h"
#include "modules/catalog/priced.h"
#include "modules/catalog/pricing.h"
#include "modules/catalog/product.h"
#include "modules/catalog/unit.h"
#include "records/change.h"
#include "records/filter_sql.h"
#include "records/input.h"
#include "records/lines.h"
#include "records/load_fields.h"
#include "records/roll_up.h"
#include "records/validation.h"
#include "records/writer.h"

#include <fmt/format.h>

#include <algorithm>

namespace kontor::catalog {

using records::Change;
using records::Transaction;
using records::Writer;

namespace {

constexpr auto one = Decimal::from_whole(1);
constexpr auto hundred = Decimal::from_whole(100);
// A thousand lines of this size still add up without leaving what a Decimal holds.
constexpr auto largest_amount = Decimal::from_whole(100'000'000'000);

std::string status_of(PricedPaper const& kept, Record const& paper)
{
    auto const* status = std::get_if<std::string>(&paper.value(*kept.paper.lifecycle_field));
    return status ? *status : std::string {};
}

bool is_open(PricedPaper const& kept, Record const& paper)
{
    return std::ranges::find(kept.open_states, status_of(kept, paper)) != kept.open_states.end();
}

bool changes_terms(Change& change, PricedPaper const& kept)
{
    auto const& line = kept.fields;
    auto const touches = [&](std::initializer_list<Field const*> fields) {
        return std::ranges::any_of(fields, [&](Field const* field) { return change.changes(*field); });
    };
    return change.is_creation()
        || touches({ &line.product, &line.description, &line.quantity, &line.unit, &line.price, &line.discount_percent,
            &line.tax_class, &kept.parent });
}

void reject_locked(Change& change, PricedPaper const& kept, Record const& paper)
{
    auto const& label = paper.entity().label_one;
    auto const* option = kept.paper.lifecycle_field->find_choice(status_of(kept, paper));
    auto const is_russian = change.actor().language == Language::ru;
    change.reject(kept.fields.product.name(), "locked",
        is_russian
            ? fmt::format("{}: состояние «{}», позиции больше не меняются.", label.ru, option ? option->label.ru : "")
            : fmt::format(
                "This {} is {} and its lines can no longer be changed.", label.en, option ? option->label.en : ""));
}

// Words, unit, tax and cost of a line come from its product unless somebody says otherwise.
void follow_product(Change& change, PricedPaper const& kept, std::optional<Record> const& sold)
{
    if (!sold || !change.changes(kept.fields.product))
        return;
    auto const& line = kept.fields;
    if (!change.names(line.description) || change.lacks(line.description))
        change.set(line.description, sold->get(product.name).value_or(""));
    auto const take = [&](Field const& field, Field const& from) {
        if (!change.names(field) || change.lacks(field))
            change.after.set_value(field, sold->value(from));
    };
    take(line.unit, product.unit);
    take(line.tax_class, product.tax_class);
    if (kept.cost && sold->get(product.currency) == change.get(line.currency))
        take(kept.cost->cost, product.cost);
}

// The steps of a price name each discount that came from the lists; one that is not among them was given by a person.
bool is_discount_by_hand(PricedPaper const& kept, Record const& line)
{
    if (line.get(kept.fields.discount_percent).value_or(Decimal {}) <= Decimal {})
        return false;
    auto const steps = line.get(kept.fields.price_steps);
    return !steps || steps->text.find("\"discount_percent\"") == std::string::npos;
}

// What the other lines of the paper are worth, for discounts that look at all of it; only where there are such.
void add_other_lines(Change& change, PricedPaper const& kept, Id paper, PriceQuestion& question)
{
    auto& connection = change.transaction().connection();
    if (!connection.query("select 1 from \"discount_rules\" where \"scope\" = 'document' and \"deleted_at\" is null")
             ->next())
        return;
    auto sql = records::Sql { connection.dialect() };
    sql.add("select cast(coalesce(sum(l.\"quantity\"), 0) as bigint), cast(coalesce(sum(l.\"gross_amount\"), 0) as "
            "bigint) from ")
        .name(kept.line.plural_name)
        .add(" l where ")
        .column("l", kept.parent.name())
        .add(" = ")
        .bind(paper.value)
        .add(" and l.\"deleted_at\" is null and l.\"id\" <> ")
        .bind(change.after.id.value);
    auto rows = sql.query(connection);
    rows->next();
    question.other_quantity = Decimal { rows->whole(0) };
    question.other_amount = Decimal { rows->whole(1) };
}

PriceQuestion question_for(Change& change, PricedPaper const& kept, Record const& paper, Id sold, Decimal quantity)
{
    auto& transaction = change.transaction();
    auto question = PriceQuestion {};
    question.account = paper.get(kept.account).value_or(Id {});
    question.product = sold;
    question.quantity = quantity;
    question.day = paper.get(kept.day).value_or(transaction.today());
    question.currency = change.get(kept.fields.currency).value_or("");
    question.tax_percent = change.get(kept.fields.tax_percent).value_or(Decimal {});
    question.agreed_list = paper.get(kept.money.price_list).value_or(Id {});
    if (auto const term = paper.get(kept.money.payment_term))
        if (auto const found = records::load(transaction, payment_term, *term))
            question.payment_days = found->get(payment_term.days);
    if (auto const* wanted = paper.entity().find("wanted_on"))
        if (auto const* day = std::get_if<Day>(&paper.value(*wanted)))
            question.days_ahead = std::int64_t { day->days } - question.day.days;
    question.client_meets = [&transaction, account = question.account](std::string const& filter) {
        return !records::load_where(transaction, transaction.schema().of(accounts::account),
            fmt::format("id = \"{}\" AND ({})", account.value, filter), 1)
                    .empty();
    };
    add_other_lines(change, kept, paper.id, question);
    return question;
}

// A price that nobody named comes from the price lists; it follows product and quantity until somebody names one.
void find_price(Change& change, PricedPaper const& kept, Record const& paper)
{
    auto const& line = kept.fields;
    if (change.names(line.price) && !change.lacks(line.price) && change.changes(line.price))
        change.set(line.is_price_fixed, true);
    if (change.lacks(line.price))
        change.set(line.is_price_fixed, false);
    auto const asks = change.is_creation() || change.changes(line.product) || change.changes(line.quantity)
        || change.changes(line.currency) || change.lacks(line.price);
    auto const sold = change.get(line.product);
    auto const quantity = change.get(line.quantity).value_or(Decimal {});
    if (!sold || !asks)
        return;
    auto& transaction = change.transaction();
    auto const answer = price_for(transaction.connection(), question_for(change, kept, paper, *sold, quantity));
    if (answer.list_price)
        change.set(line.list_price, *answer.list_price);
    else
        change.clear(line.list_price);
    if (change.get(line.is_price_fixed).value_or(false))
        return;
    if (!answer.price) {
        change.clear(line.price);
        return;
    }
    change.set(line.price, *answer.price);
    change.set(line.price_steps, JsonText { to_json(answer.steps) });
    auto const keeps_discount = !change.changes(line.product) && is_discount_by_hand(kept, change.before);
    if (!change.names(line.discount_percent) && !keeps_discount) {
        change.set(line.discount_percent, answer.discount_percent.value_or(Decimal {}));
        change.set(line.discount_reason, answer.discount_reason);
        if (answer.discount_reason.empty())
            change.clear(line.discount_reason);
    }
}

void check_quantity(Change& change, PricedPaper const& kept, std::optional<Record> const& sold)
{
    auto const& line = kept.fields;
    auto const quantity = change.get(line.quantity).value_or(Decimal {});
    if (quantity < Decimal {})
        change.reject(line.quantity, "negative",
            Label { "A quantity cannot be negative.", "Количество не может быть отрицательным." });
    else if (quantity == Decimal {})
        change.reject(line.quantity, "zero_quantity",
            Label { "Say how much; zero is nothing.", "Укажите количество больше нуля." });
    auto const step = sold ? sold->get(product.quantity_step) : std::nullopt;
    if (step && *step > Decimal {} && quantity > Decimal {} && change.changes(line.quantity)
        && quantity.ten_thousandths % step->ten_thousandths != 0) {
        auto const is_russian = change.actor().language == Language::ru;
        change.reject(line.quantity.name(), "quantity_step",
            is_russian ? fmt::format("Продаётся кратно {}.", step->to_string())
                       : fmt::format("Sold in steps of {}.", step->to_string()));
    }
}

void check_price(Change& change, PricedPaper const& kept)
{
    auto const& line = kept.fields;
    if (change.get(line.price).value_or(Decimal {}) < Decimal {})
        change.reject(
            line.price, "negative", Label { "A price cannot be negative.", "Цена не может быть отрицательной." });
    auto const off = change.get(line.discount_percent).value_or(Decimal {});
    if (off < Decimal {})
        change.reject(line.discount_percent, "negative",
            Label { "A discount cannot be negative.", "Скидка не может быть отрицательной." });
    if (off > hundred)
        change.reject(line.discount_percent, "discount_over_100",
            Label { "No discount is larger than 100 %.", "Скидка не бывает больше 100 %." });
    if (kept.demands_discount_reason && off > Decimal {} && change.names(line.discount_percent)
        && change.lacks(line.discount_reason))
        change.reject(line.discount_reason, "required_with_discount",
            Label { "Say why this discount is given.", "Укажите, за что скидка." });
}

void refuse_ended(Change& change, PricedPaper const& kept, std::optional<Record> const& sold, Record const& paper)
{
    if (!sold || !change.changes(kept.fields.product) || sold->get(product.lifecycle.status) != "ended")
        return;
    // An old paper may sell what was sold then.
    auto const ended = sold->get(product.ends_on);
    auto const day = paper.get(kept.day);
    if (ended && day && *day <= *ended)
        return;
    auto& transaction = change.transaction();
    auto const successor = sold->get(product.successor)
        ? records::load(transaction, product, *sold->get(product.successor))
        : std::nullopt;
    auto const name = sold->get(product.name).value_or("");
    auto const next = successor ? successor->get(product.name).value_or("") : std::string {};
    auto const is_russian = change.actor().language == Language::ru;
    auto sentence = is_russian ? fmt::format("«{}» больше не продаётся", name) : fmt::format("{} has ended", name);
    if (!next.empty())
        sentence += is_russian ? fmt::format("; предложите «{}»", next) : fmt::format("; offer {}", next);
    change.reject(kept.fields.product.name(), "sold_out_of_life", sentence + ".");
}

void work_out_amounts(Change& change, PricedPaper const& kept)
{
    auto const& line = kept.fields;
    auto const quantity = change.get(line.quantity).value_or(Decimal {});
    auto const price = change.get(line.price).value_or(Decimal {});
    auto const rest = checked_subtract(hundred, change.get(line.discount_percent).value_or(Decimal {}));
    auto const gross = proportion(quantity, price, one, one);
    auto const amount = rest ? proportion(quantity, price, *rest, hundred) : std::nullopt;
    auto const cost = kept.cost ? change.get(kept.cost->cost) : std::nullopt;
    auto const cost_amount = cost ? proportion(quantity, *cost, one, one) : Decimal {};
    if (!gross || !amount || !cost_amount || *gross > largest_amount || *cost_amount > largest_amount) {
        change.reject(line.quantity.name(), "too_large",
            std::string {
                Label { "A line is worth at most 100,000,000,000.", "Сумма позиции не больше 100 000 000 000." }.in(
                    change.actor().language) });
        return;
    }
    change.set(line.gross_amount, *gross);
    change.set(line.amount, *amount);
    if (!kept.cost)
        return;
    if (cost)
        change.set(kept.cost->cost_amount, *cost_amount);
    auto const margin = cost
        ? proportion(Decimal { amount->ten_thousandths - cost_amount->ten_thousandths }, hundred, one, *amount)
        : std::nullopt;
    if (margin)
        change.set(kept.cost->margin_percent, *margin);
    else
        change.clear(kept.cost->margin_percent);
}

void find_tax(Change& change, PricedPaper const& kept, Record const& paper)
{
    auto const& line = kept.fields;
    if (!change.is_creation() && !change.changes(line.tax_class) && !change.changes(kept.parent))
        return;
    auto const client = paper.get(kept.account) ? records::load_fields(change.transaction(), accounts::account,
                            *paper.get(kept.account), { &accounts::account.country })
                                                : std::nullopt;
    auto const country = client ? client->get(accounts::account.country).value_or("") : std::string {};
    auto const found = change.get(line.tax_class)
        ? tax_percent_for(change.transaction().connection(), *change.get(line.tax_class), country,
            paper.get(kept.day).value_or(change.transaction().today()))
        : std::nullopt;
    change.set(line.tax_percent, found.value_or(Decimal {}));
}

// What a line must know of its paper, and of what it sells.
std::optional<Record> paper_of(Change& change, PricedPaper const& kept)
{
    auto const id = change.get(kept.parent);
    if (!id)
        return {};
    return records::load_fields(change.transaction(), kept.paper, *id,
        { kept.paper.lifecycle_field, &kept.money.currency, &kept.account, &kept.day, &kept.money.price_list }, true);
}

std::optional<Record> product_of(Change& change, PricedPaper const& kept)
{
    auto const id = change.get(kept.fields.product);
    if (!id)
        return {};
    return records::load_fields(change.transaction(), product, *id,
        { &product.name, &product.unit, &product.tax_class, &product.currency, &product.cost, &product.quantity_step,
            &product.lifecycle.status, &product.ends_on, &product.successor },
        true);
}

void price_line(Change& change, PricedPaper const& kept)
{
    auto const paper = paper_of(change, kept);
    if (!paper)
        return; // "required" is said by the validation
    if (!is_open(kept, *paper) && changes_terms(change, kept)
        && !(change.is_creation() && records::is_being_created(change.transaction(), paper->id))) {
        reject_locked(change, kept, *paper);
        return;
    }
    change.set(kept.fields.currency, paper->get(kept.money.currency).value_or(""));
    auto const sold = product_of(change, kept);
    follow_product(change, kept, sold);
    check_quantity(change, kept, sold);
    refuse_ended(change, kept, sold, *paper);
    find_tax(change, kept, *paper);
    find_price(change, kept, *paper);
    check_price(change, kept);
    if (change.faults().empty())
        work_out_amounts(change, kept);
}

void refuse_removal_of_locked(Change& change, PricedPaper const& kept)
{
    auto const paper = change.find(kept.parent);
    if (paper && !is_open(kept, *paper))
        reject_locked(change, kept, *paper);
}

void total_up_of_line(Change& change, PricedPaper const& kept)
{
    auto& transaction = change.transaction();
    auto const now = change.after.get(kept.parent), before = change.before.get(kept.parent);
    if (before && before != now)
        total_up(transaction, kept, *before);
    // A new paper is added up once, when all its lines are there.
    if (now && !records::is_being_created(transaction, *now))
        total_up(transaction, kept, *now);
}

void total_up_new_paper(Change& change, PricedPaper const& kept)
{
    if (change.is_creation() && change.values && !change.values->lines.empty())
        total_up(change.transaction(), kept, change.after.id);
}

// What the client agreed once stands in each new paper.
void begin_with_terms(Change& change, PricedPaper const& kept)
{
    auto const account_id = change.get(kept.account);
    if (!change.is_creation() || !account_id)
        return;
    auto const client = records::load(change.transaction(), accounts::account, *account_id);
    if (!client)
        return;
    auto const take = [&](Field const& field, Field const& from) {
        if (!change.names(field) && !kontor::is_empty(client->value(from)))
            change.after.set_value(field, client->value(from));
    };
    take(kept.money.currency, accounts::account.currency);
    take(kept.money.payment_term, account_terms.payment_term);
    // A list in another currency helps nobody here.
    auto const agreed = client->get(account_terms.price_list)
        ? records::load(change.transaction(), price_list, *client->get(account_terms.price_list))
        : std::nullopt;
    if (agreed && agreed->get(price_list.currency) == change.get(kept.money.currency))
        take(kept.money.price_list, account_terms.price_list);
}

void refuse_other_currency(Change& change, PricedPaper const& kept)
{
    auto const list = change.find(kept.money.price_list);
    if (list && (change.changes(kept.money.price_list) || change.changes(kept.money.currency))
        && list->get(price_list.currency) != change.get(kept.money.currency)) {
        auto const code = change.get(kept.money.currency).value_or("");
        change.reject(kept.money.price_list.name(), "other_currency",
            change.actor().language == Language::ru ? fmt::format("Все суммы должны быть в {}.", code)
                                                    : fmt::format("All amounts must be in {}.", code));
    }
}

// Another currency, price list or client: what the lists say is asked again, what was named by hand
// stays.
void reprice_lines(Change& change, PricedPaper const& kept)
{
    if (!change.is_creation()
        && (change.changes(kept.money.currency) || change.changes(kept.money.price_list)
            || change.changes(kept.account)))
        reprice(change.transaction(), kept, change.after);
}

struct RateSum {
    Decimal percent, amount, gross, cost, largest_discount;
    std::optional<Decimal> lowest_margin; // nothing where no line has a cost
};

std::vector<RateSum> sums_by_rate(Transaction& transaction, PricedPaper const& kept, Id paper)
{
    auto const& entity = transaction.schema().of(kept.line);
    auto sql = records::Sql { transaction.connection().dialect() };
    sql.add("select c.\"tax_percent\", cast(sum(c.\"amount\") as bigint), cast(sum(c.\"gross_amount\") as bigint), ");
    sql.add(kept.cost ? "cast(sum(c.\"cost_amount\") as bigint), max(c.\"discount_percent\"), min(c.\"margin_percent\")"
                      : "0, max(c.\"discount_percent\"), null")
        .add(" from ")
        .name(entity.plural);
    sql.add(" c where ").column("c", kept.parent.name()).add(" = ").bind(paper.value);
    sql.add(" and c.\"deleted_at\" is null");
    if (!kept.counted.empty()) {
        auto const actor = records::Actor::system();
        auto const context = records::BindingContext { transaction.schema(), actor, transaction.now(), 1, true };
        sql.add(" and ");
        records::append_condition(
            sql, records::bind_filter(kept.counted, entity, context), "c", { transaction.schema(), actor, true });
    }
    sql.add(" group by c.\"tax_percent\" order by c.\"tax_percent\"");
    auto rows = sql.query(transaction.connection());
    auto sums = std::vector<RateSum> {};
    while (rows->next())
        sums.push_back({ Decimal { rows->whole(0) }, Decimal { rows->whole(1) }, Decimal { rows->whole(2) },
            Decimal { rows->whole(3) }, Decimal { rows->is_null(4) ? 0 : rows->whole(4) },
            rows->is_null(5) ? std::nullopt : std::optional { Decimal { rows->whole(5) } } });
    return sums;
}

}

void total_up(Transaction& transaction, PricedPaper const& kept, Id id)
{
    // The lock first and the sum in a new statement: the lines of whoever held it before are seen then.
    auto const& entity = transaction.schema().of(kept.paper);
    auto const before = records::load_locked(transaction, entity, id);
    if (!before)
        return;
    auto const digits = records::currency_digits(before->get(kept.money.currency).value_or("")).value_or(2);
    auto net = Decimal {}, gross = Decimal {}, cost = Decimal {}, tax = Decimal {}, largest_discount = Decimal {};
    auto lowest_margin = std::optional<Decimal> {};
    auto by_rate = std::string {};
    auto json = JsonWriter { by_rate };
    json.begin_array();
    for (auto const& sum : sums_by_rate(transaction, kept, id)) {
        // Lines are bounded, so that sums of theirs never leave the range.
        net.ten_thousandths += sum.amount.ten_thousandths;
        gross.ten_thousandths += sum.gross.ten_thousandths;
        cost.ten_thousandths += sum.cost.ten_thousandths;
        largest_discount = std::max(largest_discount, sum.largest_discount);
        if (sum.lowest_margin)
            lowest_margin = std::min(lowest_margin.value_or(*sum.lowest_margin), *sum.lowest_margin);
        auto const of_rate = proportion(sum.amount, sum.percent, one, hundred, digits);
        tax.ten_thousandths += of_rate.value_or(Decimal {}).ten_thousandths;
        json.begin_object()
            .member("percent", sum.percent.to_string())
            .member("net", rounded(sum.amount, digits).to_string(digits))
            .member("tax", of_rate.value_or(Decimal {}).to_string(digits))
            .end_object();
    }
    json.end_array();
    auto after = *before;
    auto const& money = kept.money;
    auto const net_amount = rounded(net, digits);
    after.set(money.net_amount, net_amount);
    after.set(money.discount_amount, rounded({ gross.ten_thousandths - net.ten_thousandths }, digits));
    after.set(money.tax_amount, tax);
    after.set(money.total, { net_amount.ten_thousandths + tax.ten_thousandths });
    after.set(money.largest_discount_percent, largest_discount);
    after.set(money.tax_by_rate, JsonText { by_rate });
    if (kept.margin) {
        auto const margin = Decimal { net.ten_thousandths - cost.ten_thousandths };
        after.set(kept.margin->cost_amount, rounded(cost, digits));
        after.set(kept.margin->margin_amount, rounded(margin, digits));
        if (auto const percent = proportion(margin, hundred, one, net))
            after.set(kept.margin->margin_percent, *percent);
        else
            after.clear(kept.margin->margin_percent);
        if (lowest_margin)
            after.set(kept.margin->lowest_margin_percent, *lowest_margin);
        else
            after.clear(kept.margin->lowest_margin_percent);
    }
    records::store_derived(transaction, *before, std::move(after));
}

void reprice(Transaction& transaction, PricedPaper const& kept, Record const& paper)
{
    for (auto const& found : records::load_linked(transaction, kept.line, kept.parent, paper.id)) {
        auto values = Values { { kept.fields.currency, paper.get(kept.money.currency) } };
        if (!found.get(kept.fields.is_price_fixed).value_or(false))
            values.assignments.emplace_back(kept.fields.price, Value {}, 0);
        Writer::update(transaction, found, values);
    }
}

Values copied_line(PricedLine const& from, Record const& line, PricedLine const& to)
{
    auto values = Values {};
    auto const take = [&](Field const& source, Field const& target) {
        if (!kontor::is_empty(line.value(source)))
            values.assignments.emplace_back(target, line.value(source), 0);
    };
    take(from.product, to.product);
    take(from.description, to.description);
    take(from.quantity, to.quantity);
    take(from.unit, to.unit);
    take(from.price, to.price);
    take(from.discount_percent, to.discount_percent);
    take(from.discount_reason, to.discount_reason);
    take(from.tax_class, to.tax_class);
    return values;
}

void keep_priced(Registry& registry, PricedPaper const& kept)
{
    registry.rule(kept.paper, Moment::before_save, "terms", [kept](Change& change) { begin_with_terms(change, kept); });
    registry.rule(kept.paper, Moment::before_save, "other_currency",
        [kept](Change& change) { refuse_other_currency(change, kept); });
    registry.rule(
        kept.paper, Moment::after_save, "totals", [kept](Change& change) { total_up_new_paper(change, kept); });
    registry.rule(kept.paper, Moment::after_save, "reprice", [kept](Change& change) { reprice_lines(change, kept); });
    registry.rule(kept.line, Moment::before_save, "price", [kept](Change& change) { price_line(change, kept); });
    registry.rule(
        kept.line, Moment::before_remove, "locked", [kept](Change& change) { refuse_removal_of_locked(change, kept); });
    registry.rule(kept.line, Moment::after_save, "totals", [kept](Change& change) { total_up_of_line(change, kept); });
    registry.rule(
        kept.line, Moment::after_remove, "totals", [kept](Change& change) { total_up_of_line(change, kept); });
}

}
