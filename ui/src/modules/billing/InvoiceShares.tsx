import { Button } from "@mantine/core";
import { useRecords } from "@/api/records";
import type { RecordItem } from "@/api/types";
import { normaliseDecimal, showDecimal } from "@/fields/number/decimal";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { daysUntil, formatDay, formatMoneyExact } from "@/text/format";
import { openInvoices } from "./ages";
import { balanceOf, type OpenInvoice, spread } from "./allocation";

// What somebody wrote by hand for some invoices; nothing while the oldest are paid first.
export type OwnShares = Record<string, string> | null;

export interface Allocation {
  invoices: RecordItem[] | undefined;
  shares: Record<string, string>;
  isOver: boolean;
  left: string;
}

// The open invoices of a client, and how much of a payment goes to each.
export function useAllocation(
  account: string | null,
  currency: string,
  amount: string | null,
  own: OwnShares,
): Allocation {
  const { data } = useRecords(
    "invoices",
    {
      filter: `account = "${account}" AND currency = "${currency}" AND ${openInvoices}`,
      order_by: "due_on,number",
      fields: "number,due_on,issued_on,total,open_amount,status,currency",
      page_size: 200,
    },
    { enabled: account !== null },
  );
  const invoices = account === null ? undefined : data?.items;
  const open: OpenInvoice[] = (invoices ?? []).map((invoice) => ({
    id: invoice.id,
    open: String(invoice.open_amount),
    isDisputed: invoice.status === "disputed",
  }));
  const shares = own ?? spread(amount, open);
  return { invoices, shares, ...balanceOf(amount, shares) };
}

interface InvoiceSharesProps {
  allocation: Allocation;
  amount: string | null;
  currency: string;
  own: OwnShares;
  onChange: (shares: OwnShares) => void;
}

export function InvoiceShares({ allocation, amount, currency, own, onChange }: InvoiceSharesProps) {
  const text = useText();
  const { invoices, shares, isOver, left } = allocation;
  if (!invoices) return <SkeletonLines count={2} />;
  if (invoices.length === 0)
    return <p className="quiet share-note">{text("commerce.payment.nothingOpen", { currency })}</p>;
  const set = (id: string, share: string) => {
    const { [id]: _before, ...others } = shares;
    onChange(Number(share) > 0 ? { ...others, [id]: share } : others);
  };
  return (
    <fieldset className="shares">
      <legend className="row">
        <span className="grow">{text("commerce.payment.invoices")}</span>
        {own && (
          <Button variant="subtle" size="compact-xs" onClick={() => onChange(null)}>
            {text("commerce.payment.oldest")}
          </Button>
        )}
      </legend>
      <ul>
        {invoices.map((invoice) => (
          <ShareRow
            key={invoice.id}
            invoice={invoice}
            currency={currency}
            share={shares[invoice.id] ?? ""}
            onChange={(share) => set(invoice.id, share)}
          />
        ))}
      </ul>
      <p className="row share-note" role="status">
        <span className={isOver ? "grow overdue" : "grow quiet"}>
          {text(isOver ? "commerce.payment.over" : "commerce.payment.left")}
        </span>
        <b className={isOver ? "num overdue" : "num"}>
          {amount === null ? "—" : formatMoneyExact(left, currency)}
        </b>
      </p>
    </fieldset>
  );
}

interface ShareRowProps {
  invoice: RecordItem;
  currency: string;
  share: string;
  onChange: (share: string) => void;
}

function ShareRow({ invoice, currency, share, onChange }: ShareRowProps) {
  const text = useText();
  const late = typeof invoice.due_on === "string" ? -daysUntil(invoice.due_on) : 0;
  const name = String(invoice.number ?? "");
  const open = String(invoice.open_amount);
  return (
    <li className="row">
      <input
        type="checkbox"
        className="check"
        aria-label={text("commerce.receivables.select", { name })}
        checked={share !== ""}
        onChange={(event) => onChange(event.currentTarget.checked ? open : "")}
      />
      <span className="grow">
        <bdi>{name}</bdi>
        <small className={late > 0 ? "overdue" : "faint"}>
          {late > 0
            ? text("commerce.receivables.daysLate", { count: late })
            : typeof invoice.due_on === "string" && formatDay(invoice.due_on)}
        </small>
      </span>
      <span className="num faint">{formatMoneyExact(open, currency)}</span>
      <input
        // What is written by the program comes in anew; what a person writes stays until he leaves.
        key={share}
        className="quantity-input num"
        inputMode="decimal"
        aria-label={text("commerce.payment.amountFor", { name })}
        defaultValue={showDecimal(share)}
        onFocus={(event) => event.currentTarget.select()}
        onBlur={(event) => {
          const next = normaliseDecimal(event.currentTarget.value) ?? "";
          if (showDecimal(next) !== showDecimal(share)) onChange(next);
        }}
      />
    </li>
  );
}
