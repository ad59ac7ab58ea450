#include "jobs/kinds.h"

#include "jobs/bulk_job.h"
#include "jobs/export_job.h"
#include "jobs/import_job.h"
#include "jobs/undo_job.h"

namespace kontor::jobs {

void add_kinds(Worker& worker)
{
    worker.add("import", run_import);
    worker.add("export", run_export_job);
    worker.add("bulk", run_bulk);
    worker.add("undo", run_undo);
}

}
