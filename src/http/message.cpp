#include "http/message.h"

#include "base/check.h"

namespace kontor::http {

namespace {

template<typename Pairs> auto find_named(Pairs const& pairs, std::string_view name)
{
    auto found = pairs.begin();
    while (found != pairs.end() && found->first != name)
        ++found;
    return found;
}

}

std::string_view Request::header(std::string_view lower_case_name) const
{
    auto const found = find_named(headers, lower_case_name);
    return found == headers.end() ? std::string_view {} : std::string_view { found->second };
}

std::optional<std::string_view> Request::parameter(std::string_view name) const
{
    auto const found = find_named(query, name);
    if (found == query.end())
        return {};
    return found->second;
}

std::string const& Request::path_parameter(std::string_view name) const
{
    auto const found = find_named(path_parameters, name);
    check(found != path_parameters.end(), "a handler asked for a path parameter that its route does not have");
    return found->second;
}

Response Response::json(int status, std::string body)
{
    Response response;
    response.status = status;
    response.body = std::move(body);
    response.with_header("Content-Type", "application/json");
    return response;
}

}
