import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { fieldOf, useEntity, useMeta } from "@/api/meta";
import { useAggregate } from "@/api/records";
import type { AggregateAnswer, EntityMeta, RecordItem } from "@/api/types";
import { Spark } from "@/kit/chart/Spark";
import { useText } from "@/text";
import { formatMoneyShort } from "@/text/format";
import "../billing/billing.css";
import { openInvoices } from "../billing/ages";
import { CreditBar } from "../billing/CreditBar";
import { creditOf } from "../billing/useReceivables";

// What counts as sold: the same orders as in the reports on revenue.
const soldOrders = 'status NOT IN ("draft", "cancelled")';

// The last twelve months, oldest first; months without a group are zero, and what came back counts against its month.
export function monthsOf(answer: AggregateAnswer | undefined, now = new Date()): number[] {
  const sums = new Map<string, number>();
  for (const group of answer?.groups ?? []) {
    const month = String(group["month(ordered_on)"]);
    const amount = Number(group.sum?.net_amount ?? 0);
    sums.set(month, (sums.get(month) ?? 0) + (group.kind === "return" ? -amount : amount));
  }
  return Array.from({ length: 12 }, (_, index) => {
    const month = new Date(Date.UTC(now.getFullYear(), now.getMonth() - 11 + index, 1));
    return sums.get(month.toISOString().slice(0, 7)) ?? 0;
  });
}

function useSum(entity: EntityMeta | undefined, name: string, filter: string, field: string): number | null {
  const { data } = useAggregate(name, { filter, sum: field }, { enabled: entity !== undefined });
  return data ? Number(data.groups[0]?.sum?.[field] ?? 0) : null;
}

// What the client is worth and what he owes, at a glance.
export function AccountMoney({ entity, account }: { entity: EntityMeta; account: RecordItem }) {
  const text = useText();
  const { currency } = useMeta().workspace;
  const orders = useEntity("orders");
  const invoices = useEntity("invoices");
  const of = `account = "${account.id}"`;
  const sold = useAggregate(
    "orders",
    {
      filter: `${of} AND ${soldOrders} AND ordered_on >= start_of_month(-11)`,
      group_by: "month(ordered_on),kind",
      sum: "net_amount",
    },
    { enabled: orders !== undefined },
  ).data;
  const openOrders = `${of} AND status IN ("confirmed", "in_delivery") AND kind != "return"`;
  const waiting = useSum(orders, "orders", openOrders, "open_amount");
  const owed = useSum(invoices, "invoices", `${of} AND ${openInvoices}`, "open_amount");
  const overdueFilter = `${of} AND ${openInvoices} AND due_on < today()`;
  const overdue = useSum(invoices, "invoices", overdueFilter, "open_amount");
  const money = (amount: number | null) =>
    amount === null ? "…" : formatMoneyShort(String(amount), currency);
  const months = monthsOf(sold);
  const revenue = sold ? months.reduce((sum, month) => sum + month, 0) : null;
  if (!orders && !invoices) return null;
  return (
    <dl className="money-figures account-money" aria-label={text("commerce.account.money")}>
      {orders && (
        <Figure
          label={text("commerce.account.revenue")}
          entity="orders"
          filter={`${of} AND ${soldOrders} AND ordered_on >= start_of_month(-11)`}
          value={money(revenue)}
          beside={<Spark values={months} label={text("commerce.account.revenueSpark")} />}
        />
      )}
      {orders && (
        <Figure
          label={text("commerce.account.openOrders")}
          entity="orders"
          filter={openOrders}
          value={money(waiting)}
        />
      )}
      {invoices && (
        <Figure
          label={text("commerce.account.receivables")}
          entity="invoices"
          filter={(overdue ?? 0) > 0 ? overdueFilter : `${of} AND ${openInvoices}`}
          value={money(owed)}
          note={
            overdue !== null && (
              <span className={overdue > 0 ? "overdue small" : "faint small"}>
                {overdue > 0
                  ? text("commerce.account.overdue", { amount: money(overdue) })
                  : text("commerce.account.nothingOverdue")}
              </span>
            )
          }
        />
      )}
      {fieldOf(entity, "credit_used") && (
        <div className="card">
          <dt>{text("commerce.account.credit")}</dt>
          <dd>
            <CreditBar credit={creditOf(account)} currency={currency} />
          </dd>
        </div>
      )}
    </dl>
  );
}

interface FigureProps {
  label: string;
  entity: string;
  filter: string;
  value: string;
  note?: ReactNode;
  beside?: ReactNode;
}

function Figure({ label, entity, filter, value, note, beside }: FigureProps) {
  return (
    <div className="card">
      <dt>{label}</dt>
      <dd className="row">
        <Link
          to="/$entity"
          params={{ entity }}
          search={{ filter } as never}
          className="grow num reach figure-value"
        >
          {value}
        </Link>
        {beside}
      </dd>
      {note && <dd>{note}</dd>}
    </div>
  );
}
