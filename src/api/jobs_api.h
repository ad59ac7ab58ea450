#pragma once

#include "api/call.h"
#include "api/server_api.h"

// Jobs, imports, exports (API.md 10, 13).
namespace kontor::api {

http::Response list_jobs(Call const&, Rooms&);
http::Response get_job(Call const&, Rooms&);
http::Response cancel_job(Call const&, Rooms&);
http::Response undo_job(Call const&, Rooms&);

http::Response preview_import(Call const&, Rooms&);
http::Response start_import(Call const&, Rooms&);
http::Response list_imports(Call const&, Rooms&);
http::Response get_import(Call const&, Rooms&);
http::Response list_import_rows(Call const&, Rooms&);
http::Response mend_import_rows(Call const&, Rooms&);
http::Response download_rejected_rows(Call const&, Rooms&);

http::Response stream_export(Call const&, Rooms&);
http::Response start_export(Call const&, Rooms&);

}
