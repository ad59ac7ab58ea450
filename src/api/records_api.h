#pragma once

#include "api/call.h"

// Records over HTTP (API.md 3, 5, 6, 8): lists, single records, batches, actions, timelines.
namespace kontor::api {

http::Response list_records(Call const&);
http::Response query_records(Call const&); // the same with the parameters in a body
http::Response aggregate_records(Call const&);
http::Response get_record(Call const&);
http::Response create_record(Call const&);
http::Response update_record(Call const&);
http::Response delete_record(Call const&);
http::Response restore_record(Call const&);
http::Response run_action(Call const&);

http::Response get_timeline(Call const&);
http::Response get_history(Call const&);
http::Response revert_record(Call const&);
http::Response undo_change(Call const&);
http::Response list_comments(Call const&);
http::Response add_comment(Call const&);

// The record as a GET would answer it, for writes.
Answer record_answer(records::Transaction&, EntityInfo const&, Id, records::ListQuery const&, int status = 200);

// `fields`, `include` and `bin` of the query string.
records::ListQuery shape_of(Call const&);

}
