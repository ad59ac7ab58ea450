import { Button } from "@mantine/core";
import { IconCash } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { useText } from "@/text";
import { daysUntil, formatDay, formatMoneyExact } from "@/text/format";
import "./billing.css";
import { PaymentDialog } from "./PaymentDialog";

// How much of an invoice has been paid, by which payments, and the way to write down the next one.
export function Settlement({ invoice }: { invoice: RecordItem }) {
  const text = useText();
  const payments = useEntity("payments");
  const [paying, setPaying] = useState(false);
  const allocations = useRecords(
    "payment_allocations",
    { filter: `invoice = "${invoice.id}"`, include: "payment", order_by: "id", page_size: 50 },
    { enabled: payments !== undefined },
  );
  const currency = String(invoice.currency ?? "EUR");
  const money = (value: unknown) => formatMoneyExact(String(value ?? "0"), currency);
  const total = Number(invoice.total ?? 0);
  const share = (value: unknown) => (total > 0 ? Math.min(100, (Number(value ?? 0) / total) * 100) : 0);
  const open = Number(invoice.open_amount ?? 0);
  const isCredit = invoice.kind === "credit_note";
  const late = typeof invoice.due_on === "string" ? -daysUntil(invoice.due_on) : 0;
  if (isCredit) return null;
  return (
    <section className="card settlement" aria-label={text("commerce.payment.title")}>
      <header className="row">
        <h2 className="grow">
          {open <= 0
            ? text("commerce.payment.settled")
            : text("commerce.payment.ofTotal", {
                paid: money(invoice.paid_amount),
                total: money(invoice.total),
              })}
        </h2>
        {open > 0 && (
          <span className={late > 0 ? "overdue" : "quiet"}>
            {money(invoice.open_amount)} ·{" "}
            {late > 0
              ? text("commerce.receivables.daysLate", { count: late })
              : late === 0
                ? text("commerce.receivables.dueToday")
                : text("commerce.receivables.dueIn", { count: -late })}
          </span>
        )}
        {open > 0 && payments && allowed(payments, "create") && (
          <Button size="compact-sm" leftSection={<IconCash size={14} />} onClick={() => setPaying(true)}>
            {text("commerce.payment.record")}
          </Button>
        )}
      </header>
      <div className="settlement-track" aria-hidden>
        <i data-part="paid" style={{ width: `${share(invoice.paid_amount)}%` }} />
        <i data-part="credited" style={{ width: `${share(invoice.credited_amount)}%` }} />
      </div>
      {(allocations.data?.items.length ?? 0) > 0 && (
        <ul className="debt-list settlement-list">
          {allocations.data?.items.map((allocation) => (
            <AllocationRow key={allocation.id} allocation={allocation} currency={currency} />
          ))}
        </ul>
      )}
      {paying && isLink(invoice.account) && (
        <PaymentDialog
          account={invoice.account}
          currency={currency}
          amount={String(invoice.open_amount)}
          invoice={invoice.id}
          onClose={() => setPaying(false)}
        />
      )}
    </section>
  );
}

function AllocationRow({ allocation, currency }: { allocation: RecordItem; currency: string }) {
  const text = useText();
  const { payment } = allocation;
  if (!isLink(payment)) return null;
  const paidOn = payment.record?.paid_on;
  return (
    <li className="row">
      <span className="num faint">{typeof paidOn === "string" && formatDay(paidOn)}</span>
      <Link to="/$entity/$id" params={{ entity: "payments", id: payment.id }} className="grow truncate reach">
        <bdi>{payment.title || text("commerce.payment.title")}</bdi>
      </Link>
      <b className="num">{formatMoneyExact(String(allocation.amount ?? "0"), currency)}</b>
    </li>
  );
}
