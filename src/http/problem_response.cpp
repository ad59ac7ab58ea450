#include "http/problem_response.h"

namespace kontor::http {

Response to_response(Problem const& problem, std::string_view request_id)
{
    Response response;
    response.status = problem.status();
    response.body = problem.to_json(request_id);
    response.with_header("Content-Type", "application/problem+json");
    response.with_header("Cache-Control", "no-store");
    if (problem.retry_after_seconds())
        response.with_header("Retry-After", std::to_string(*problem.retry_after_seconds()));
    if (problem.allow())
        response.with_header("Allow", *problem.allow());
    return response;
}

}
