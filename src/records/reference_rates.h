#pragma once

#include <string>
#include <string_view>

// Reference rates as the European Central Bank publishes them (eurofxref-daily.xml, eurofxref-hist.xml: a
// gesmes:Envelope of Cube elements by day and currency, units of the currency for one euro).
namespace kontor::records {

[[nodiscard]] bool is_reference_rates(std::string_view beginning_of_file);

// The same as rows of exchange_rates: currency,rated_on,units,rate,in_currency,source. What is published with five
// places is written for ten or a hundred euros, so that four places hold it exactly. Throws Problem when it is no such
// document.
std::string reference_rates_as_csv(std::string const& xml);

}
