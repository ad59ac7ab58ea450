#pragma once

#include "records/filter_binding.h"

#include <variant>

namespace kontor::records {

// The times of the filter language: literals, functions and spans, settled by the reader's clock and zone (API.md 4.3).
class FilterTimes {
public:
    explicit FilterTimes(BindingContext const& context) : m_context(context) { }

    // Throw Problem with the column of what does not fit.
    [[nodiscard]] Day day(FilterValue const&) const;
    [[nodiscard]] std::variant<Day, Instant> moment(FilterValue const&) const;

private:
    [[nodiscard]] Day today() const { return m_context.actor.zone.day_of(m_context.now); }
    [[nodiscard]] std::variant<Day, Instant> call(FilterCall const&, SourceSpan) const;

    BindingContext const& m_context;
};

}
