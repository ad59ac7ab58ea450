#include "api/routes.h"

#include "api/admin_api.h"
#include "api/batch_api.h"
#include "api/files.h"
#include "api/insight_api.h"
#include "api/jobs_api.h"
#include "api/records_api.h"
#include "api/session_api.h"
#include "api/stream.h"

#include <fmt/format.h>

namespace kontor::api {

namespace {

using http::Policy;
using http::WorkLane;

constexpr std::uint64_t mebibyte = 1'048'576;

}

// The table of contents of the public contract. Fixed words come before collections, so that "/search" is never an
// entity.
std::vector<RouteEntry> public_routes()
{
    auto const plain = http::RoutePlan {};
    auto const large = http::RoutePlan { WorkLane::ordinary, 8 * mebibyte, false };
    auto const slow = http::RoutePlan { WorkLane::slow, mebibyte, false };
    auto const upload = http::RoutePlan { WorkLane::slow, 2'048 * mebibyte, true };
    auto const alone = [](http::Response (*handler)(Call const&)) {
        return [handler](Call const& call, Rooms&) { return handler(call); };
    };
    return {
        { "GET", "/session", Policy::signed_in, plain, who_am_i },
        { "POST", "/session/password", Policy::signed_in, { WorkLane::sign_in, mebibyte, false }, change_password },
        { "POST", "/session/step_up", Policy::signed_in, { WorkLane::sign_in, mebibyte, false }, step_up },
        { "GET", "/sessions", Policy::signed_in, plain, list_sessions },
        { "DELETE", "/sessions/{id}", Policy::signed_in, plain, end_session },
        { "GET", "/tokens", Policy::signed_in, plain, list_tokens },
        { "POST", "/tokens", Policy::signed_in, plain, create_token },
        { "DELETE", "/tokens/{id}", Policy::signed_in, plain, delete_token },

        { "GET", "/meta", Policy::signed_in, plain, get_meta },
        { "POST", "/meta/entities", Policy::signed_in, plain, create_entity },
        { "GET", "/meta/entities", Policy::signed_in, plain, list_objects },
        { "GET", "/meta/{entities}", Policy::signed_in, plain, get_meta_of },
        { "PATCH", "/meta/{entities}", Policy::signed_in, plain, update_entity },
        { "DELETE", "/meta/{entities}", Policy::signed_in, plain, delete_entity },
        { "POST", "/meta/{entities}/restore", Policy::signed_in, plain, restore_entity },
        { "GET", "/meta/{entities}/fields", Policy::signed_in, plain, list_fields },
        { "POST", "/meta/{entities}/fields", Policy::signed_in, slow, create_field },
        { "PATCH", "/meta/{entities}/fields/{name}", Policy::signed_in, slow, update_field },
        { "DELETE", "/meta/{entities}/fields/{name}", Policy::signed_in, plain, delete_field },
        { "POST", "/meta/{entities}/fields/{name}/restore", Policy::signed_in, slow, restore_field },
        { "GET", "/openapi.json", Policy::signed_in, plain, get_openapi },
        { "GET", "/workspace", Policy::signed_in, plain, get_workspace },
        { "PATCH", "/workspace", Policy::administrator, plain, update_workspace },
        { "GET", "/preferences", Policy::signed_in, plain, get_preferences },
        { "PATCH", "/preferences", Policy::signed_in, plain, update_preferences },
        { "GET", "/audit", Policy::signed_in, plain, list_audit },
        { "POST", "/users/{id}/invite", Policy::signed_in, plain, invite_user },
        { "POST", "/users/{id}/reset_password", Policy::signed_in, plain, reset_password },

        { "GET", "/today", Policy::signed_in, plain, get_today },
        { "GET", "/search", Policy::signed_in, plain, get_search },
        { "GET", "/reports/{name}", Policy::signed_in, slow, get_report },
        { "GET", "/stream", Policy::signed_in, plain,
            [](Call const& call, Rooms& rooms) { return rooms.streams.open(call); } },

        { "GET", "/jobs", Policy::signed_in, plain, list_jobs },
        { "GET", "/jobs/{id}", Policy::signed_in, slow, get_job },
        { "POST", "/jobs/{id}/cancel", Policy::signed_in, plain, cancel_job },
        { "POST", "/jobs/{id}/undo", Policy::signed_in, slow, undo_job },
        { "POST", "/imports/preview", Policy::signed_in, slow, preview_import },
        { "POST", "/imports", Policy::signed_in, plain, start_import },
        { "GET", "/imports", Policy::signed_in, plain, list_imports },
        { "GET", "/imports/{id}", Policy::signed_in, plain, get_import },
        { "GET", "/imports/{id}/rows", Policy::signed_in, plain, list_import_rows },
        { "POST", "/imports/{id}/rows", Policy::signed_in, slow, mend_import_rows },
        { "GET", "/imports/{id}/rejected.csv", Policy::signed_in, slow, download_rejected_rows },
        { "POST", "/imports/{id}/cancel", Policy::signed_in, plain, cancel_job },
        { "POST", "/imports/{id}/undo", Policy::signed_in, slow, undo_job },
        { "GET", "/exports/{file}", Policy::signed_in, slow, stream_export },
        { "POST", "/exports", Policy::signed_in, plain, start_export },

        { "POST", "/files", Policy::signed_in, upload, upload_file },
        { "GET", "/files/{id}", Policy::signed_in, plain, describe_file },
        { "GET", "/files/{id}/content", Policy::signed_in, slow, download_file },
        { "POST", "/changes/{change}/undo", Policy::signed_in, slow, alone(undo_change) },

        { "GET", "/{entities}", Policy::signed_in, plain, alone(list_records) },
        { "POST", "/{entities}", Policy::signed_in, plain, alone(create_record) },
        { "POST", "/{entities}/query", Policy::signed_in, large, alone(query_records) },
        { "GET", "/{entities}/aggregate", Policy::signed_in, plain, alone(aggregate_records) },
        { "POST", "/{entities}/aggregate", Policy::signed_in, plain, alone(aggregate_records) },
        { "POST", "/{entities}/batch", Policy::signed_in, large, alone(batch_records) },
        { "POST", "/{entities}/bulk", Policy::signed_in, plain, start_bulk },
        { "POST", "/{entities}/duplicates", Policy::signed_in, plain, alone(find_duplicates) },
        { "GET", "/{entities}/{id}", Policy::signed_in, plain, alone(get_record) },
        { "PATCH", "/{entities}/{id}", Policy::signed_in, plain, alone(update_record) },
        { "DELETE", "/{entities}/{id}", Policy::signed_in, plain, alone(delete_record) },
        { "POST", "/{entities}/{id}/restore", Policy::signed_in, plain, alone(restore_record) },
        { "POST", "/{entities}/{id}/revert", Policy::signed_in, plain, alone(revert_record) },
        { "GET", "/{entities}/{id}/timeline", Policy::signed_in, plain, alone(get_timeline) },
        { "GET", "/{entities}/{id}/history", Policy::signed_in, plain, alone(get_history) },
        { "GET", "/{entities}/{id}/comments", Policy::signed_in, plain, alone(list_comments) },
        { "POST", "/{entities}/{id}/comments", Policy::signed_in, plain, alone(add_comment) },
        { "GET", "/{entities}/{id}/files", Policy::signed_in, plain, list_files },
        { "POST", "/{entities}/{id}/files", Policy::signed_in, upload, attach_file },
        { "DELETE", "/{entities}/{id}/files/{file}", Policy::signed_in, plain, detach_file },
        { "POST", "/{entities}/{id}/{action}", Policy::signed_in, plain, alone(run_action) },
    };
}

}
