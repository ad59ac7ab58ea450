import { Link } from "@tanstack/react-router";
import { fieldOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { fieldTypeOf } from "@/fields/registry";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { daysUntil, formatDay, formatMoneyExact } from "@/text/format";
import { InvoiceDeeds } from "./InvoiceDeeds";

// The invoices that make up a debt, the oldest first, with what can be done about each.
export function DebtorInvoices({ filter }: { filter: string }) {
  const entity = useEntity("invoices");
  const { data } = useRecords("invoices", {
    filter,
    order_by: "due_on",
    include: "can",
    page_size: 100,
  });
  if (!entity || !data) return <SkeletonLines count={2} />;
  return (
    <ul className="debt-list debt-invoices">
      {data.items.map((invoice) => (
        <DebtRow key={invoice.id} entity={entity} invoice={invoice} />
      ))}
    </ul>
  );
}

function DebtRow({ entity, invoice }: { entity: EntityMeta; invoice: RecordItem }) {
  const text = useText();
  const status = fieldOf(entity, "status");
  const StatusView = status && fieldTypeOf(status).View;
  const late = typeof invoice.due_on === "string" ? -daysUntil(invoice.due_on) : 0;
  return (
    <li className="row">
      <Link
        to="/$entity/$id"
        params={{ entity: entity.name, id: invoice.id }}
        className="reach debt-number num"
      >
        <bdi>{String(invoice.number ?? "")}</bdi>
      </Link>
      {StatusView && <StatusView value={invoice.status} field={status} record={invoice} />}
      <span className={late > 0 ? "grow overdue" : "grow faint"}>
        {late > 0
          ? text("commerce.receivables.daysLate", { count: late })
          : typeof invoice.due_on === "string" && formatDay(invoice.due_on)}
        {typeof invoice.promised_pay_on === "string" && (
          <span className="faint">
            {" · "}
            {text("commerce.receivables.promised", { day: formatDay(invoice.promised_pay_on) })}
          </span>
        )}
      </span>
      <b className="num">{formatMoneyExact(String(invoice.open_amount ?? "0"), String(invoice.currency))}</b>
      <InvoiceDeeds entity={entity} invoice={invoice} />
    </li>
  );
}
