#pragma once

#include "model/entity.h"
#include "model/record.h"
#include "model/registry.h"
#include "records/store.h"

#include <string_view>
#include <vector>

// Papers with lines that add up: offers, orders, invoices. Lines keep four decimals, the paper is rounded once.
namespace kontor::catalog {

// What a paper of this kind has beside its lines.
struct Priced {
    explicit Priced(Entity&);
    CurrencyField currency;
    Link price_list;
    Link payment_term;
    Money net_amount;                 // the lines, rounded once to the digits of the currency, half to even
    Money discount_amount;            // what the discounts of the lines took off, rounded once
    Money tax_amount;                 // by rate, each rounded once
    Money total;                      // net and tax
    Percent largest_discount_percent; // of its lines
    JsonField tax_by_rate;            // [{"percent":"19","net":"100.00","tax":"19.00"}]
};

struct PricedLine {
    explicit PricedLine(Entity&);
    Link product;
    Text description;
    Number quantity;
    Link unit;
    Money list_price; // what the price lists say
    Money price;      // of one unit, before the discount
    Flag is_price_fixed;
    Percent discount_percent;
    Text discount_reason;
    Money gross_amount; // quantity and price
    Money amount;       // less the discount: four decimals
    Link tax_class;
    Percent tax_percent;
    CurrencyField currency;
    JsonField price_steps;
};

// What we pay for what we sell: sensitive, of a line and of the paper.
struct LineCost {
    explicit LineCost(Entity&);
    Money cost;
    Money cost_amount;
    Percent margin_percent;
};
struct Margin {
    explicit Margin(Entity&);
    Money cost_amount;
    Money margin_amount;
    Percent margin_percent;
    Percent lowest_margin_percent; // of a line
};

struct PricedPaper {
    Entity const& paper;
    Priced const& money;
    Link const& account;
    DayField const& day; // prices and tax rates of this day hold
    Entity const& line;
    PricedLine const& fields;
    Link const& parent;                        // of the line
    std::vector<std::string_view> open_states; // of the paper, in which its lines may change
    Margin const* margin = nullptr;
    LineCost const* cost = nullptr;
    std::string_view counted {}; // a filter over the lines: which of them count; empty: all
    bool demands_discount_reason = false;
};

// Registers what keeps such papers right: prices from the price lists, amounts, totals; refuses zero and negative
// quantities, other currencies, amounts beyond all measure, and changes of lines once the paper is out of its hands.
void keep_priced(Registry&, PricedPaper const&);

// Adds the paper up again; for writes that no rule of its lines sees.
void total_up(records::Transaction&, PricedPaper const&, Id paper);

// Asks the price lists and discount rules again for each line whose price nobody named.
void reprice(records::Transaction&, PricedPaper const&, Record const& paper);

// The lines' values that make the same line in another paper: product, words, quantity, price, discount, tax.
Values copied_line(PricedLine const& from, Record const& line, PricedLine const& to);

}
