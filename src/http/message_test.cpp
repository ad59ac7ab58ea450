#include "http/message.h"

#include "base/check.h"

#include <gtest/gtest.h>

namespace kontor::http {

TEST(message, a_header_is_found_by_its_lower_case_name_and_is_empty_when_absent)
{
    Request request;
    request.headers = { { "accept", "text/html" }, { "accept", "second" } };
    EXPECT_EQ(request.header("accept"), "text/html");
    EXPECT_EQ(request.header("cookie"), "");
}

TEST(message, an_absent_parameter_differs_from_an_empty_one)
{
    Request request;
    request.query = { { "q", "" } };
    EXPECT_EQ(request.parameter("q"), "");
    EXPECT_FALSE(request.parameter("filter").has_value());
}

TEST(message, asking_for_a_path_parameter_that_the_route_lacks_is_a_bug)
{
    Request request;
    request.path_parameters = { { "id", "7" } };
    EXPECT_EQ(request.path_parameter("id"), "7");
    EXPECT_THROW((void)request.path_parameter("entity"), Bug);
}

TEST(message, a_json_answer_says_that_it_is_json)
{
    auto const response = Response::json(201, "{}");
    EXPECT_EQ(response.status, 201);
    EXPECT_EQ(response.body, "{}");
    EXPECT_EQ(response.headers, (Headers { { "Content-Type", "application/json" } }));
}

}
