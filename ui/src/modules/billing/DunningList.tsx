import { Button } from "@mantine/core";
import { IconBell, IconMoodCheck } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { send } from "@/api/client";
import { useEntity } from "@/api/meta";
import type { LinkValue, Value } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import { formatDay, formatMoneyExact } from "@/text/format";
import { useReport } from "../reports/reportData";

interface Reminder {
  invoice: LinkValue;
  cells: Record<string, Value>;
}

// Whom to remind of what, the oldest debts first.
export function DunningList({ currency }: { currency: string }) {
  const text = useText();
  const client = useQueryClient();
  const invoices = useEntity("invoices");
  const { data, error, refetch } = useReport("dunning", {});
  const [chosen, setChosen] = useState<string[]>([]);
  const [sending, setSending] = useState(false);
  const mayRemind = invoices?.actions?.some(({ name }) => name === "remind") ?? false;
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonLines />;
  const rows = data.rows.flatMap(({ cells }): Reminder[] =>
    isLink(cells.invoice) ? [{ invoice: cells.invoice, cells }] : [],
  );
  if (rows.length === 0) {
    return (
      <EmptyState
        icon={<IconMoodCheck size={20} />}
        title={text("commerce.receivables.noReminder")}
        text={text("commerce.receivables.noReminderText")}
      />
    );
  }
  const all = chosen.length === rows.length;
  const toggle = (id: string) =>
    setChosen(chosen.includes(id) ? chosen.filter((one) => one !== id) : [...chosen, id]);
  const remind = async () => {
    setSending(true);
    try {
      for (const id of chosen) {
        await send(`/invoices/${id}/remind`, {
          method: "POST",
          body: {},
          idempotencyKey: crypto.randomUUID(),
        });
      }
      toastDone(text("commerce.receivables.reminded", { count: chosen.length }));
      setChosen([]);
    } catch (failure) {
      toastError(failure);
    } finally {
      setSending(false);
      await client.invalidateQueries({ queryKey: ["records"] });
    }
  };
  return (
    <section className="card dunning" aria-label={text("commerce.receivables.dunning")}>
      {mayRemind && (
        <header className="row dunning-head">
          <input
            type="checkbox"
            className="check"
            aria-label={text("commerce.receivables.selectAll")}
            checked={all}
            onChange={() => setChosen(all ? [] : rows.map(({ invoice }) => invoice.id))}
          />
          <span className="grow faint">
            {chosen.length > 0 &&
              text("count.selected", { count: chosen.length, formatted: String(chosen.length) })}
          </span>
          <Button
            size="compact-sm"
            leftSection={<IconBell size={13} />}
            disabled={chosen.length === 0}
            loading={sending}
            onClick={() => void remind()}
          >
            {chosen.length > 0
              ? text("commerce.receivables.remindMany", { count: chosen.length })
              : text("commerce.receivables.remind")}
          </Button>
        </header>
      )}
      <ul className="debt-list">
        {rows.map((row) => (
          <ReminderRow
            key={row.invoice.id}
            row={row}
            currency={currency}
            isChosen={chosen.includes(row.invoice.id)}
            onToggle={mayRemind ? () => toggle(row.invoice.id) : undefined}
          />
        ))}
      </ul>
    </section>
  );
}

interface ReminderRowProps {
  row: Reminder;
  currency: string;
  isChosen: boolean;
  onToggle?: () => void;
}

function ReminderRow({ row: { invoice, cells }, currency, isChosen, onToggle }: ReminderRowProps) {
  const text = useText();
  const late = Number(cells.days_late ?? 0);
  const level = Number(cells.dunning_level ?? 0);
  return (
    <li className="row reminder">
      {onToggle && (
        <input
          type="checkbox"
          className="check"
          aria-label={text("commerce.receivables.select", { name: invoice.title })}
          checked={isChosen}
          onChange={onToggle}
        />
      )}
      <Link
        to="/$entity/$id"
        params={{ entity: "invoices", id: invoice.id }}
        className="reach debt-number num"
      >
        <bdi>{invoice.title}</bdi>
      </Link>
      <span className="grow truncate">
        {isLink(cells.account) && (
          <Link to="/$entity/$id" params={{ entity: "accounts", id: cells.account.id }} className="reach">
            <bdi>{cells.account.title}</bdi>
          </Link>
        )}
      </span>
      <span className="faint hide-small">{typeof cells.due_on === "string" && formatDay(cells.due_on)}</span>
      <span className="overdue">{text("commerce.receivables.daysLate", { count: late })}</span>
      <span className="reminder-level" title={text("commerce.receivables.reminders")}>
        <IconBell size={13} aria-hidden />
        <span className="unseen">{text("commerce.receivables.reminders")}</span>
        <span className="num">{level}</span>
      </span>
      <b className="num reminder-sum">{formatMoneyExact(String(cells.open_amount ?? "0"), currency)}</b>
    </li>
  );
}
