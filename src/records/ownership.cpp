#include "records/ownership.h"

#include "records/sql.h"

namespace kontor::records {

void restamp_department(Transaction& transaction, Id owner, Id department)
{
    for (auto const& entity : transaction.schema().entities()) {
        if (entity->access != AccessKind::owned || !entity->find("owner") || !entity->find("department"))
            continue;
        auto sql = Sql { transaction.connection().dialect() };
        sql.add("update ").name(entity->plural).add(" set ").name("department").add(" = ");
        if (department.is_empty())
            sql.add("null");
        else
            sql.bind(department.value);
        sql.add(" where ").name("owner").add(" = ").bind(owner.value);
        sql.execute(transaction.connection());
    }
}

}
