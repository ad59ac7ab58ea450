import { Button } from "@mantine/core";
import { IconCash, IconMoodCheck } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, useEntity, useMeta } from "@/api/meta";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { NotFound } from "@/kit/NotFound";
import { Segments } from "@/kit/Segments";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatMoneyExact, formatMoneyShort, formatPercent } from "@/text/format";
import { type Age, ages } from "./ages";
import "./billing.css";
import { Debtors } from "./Debtors";
import { DunningList } from "./DunningList";
import { PaymentDialog } from "./PaymentDialog";
import { type Credit, type Debtor, overdueOf, useCredit, useReceivables } from "./useReceivables";

// Who owes us what, since when, and whom to remind.
export default function ReceivablesPage() {
  const text = useText();
  const navigate = useNavigate();
  const meta = useMeta();
  const payments = useEntity("payments");
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const [paying, setPaying] = useState(false);
  const { data, error, refetch, debtors, total } = useReceivables();
  const credit = useCredit(debtors.flatMap(({ account }) => account?.id ?? []));
  const currency = data?.currency ?? meta.workspace.currency;
  const age = ages.find((one) => one === search.age) ?? null;
  const part = search.part === "dunning" ? "dunning" : "clients";
  const go = (next: Record<string, string | undefined>) =>
    void navigate({
      to: ".",
      search: (before: Record<string, string>) => ({ ...before, ...next }),
      replace: true,
    } as never);
  if (!meta.reports?.some(({ name }) => name === "receivables")) return <NotFound />;
  return (
    <>
      <header className="top-bar">
        <h1>{text("commerce.receivables.title")}</h1>
        <span className="grow" />
        {payments && allowed(payments, "create") && (
          <Button leftSection={<IconCash size={14} />} onClick={() => setPaying(true)}>
            {text("commerce.payment.record")}
          </Button>
        )}
      </header>
      <div className="receivables">
        {error ? (
          <ErrorState error={error} retry={() => void refetch()} />
        ) : !data ? (
          <SkeletonLines />
        ) : debtors.length === 0 ? (
          <EmptyState
            icon={<IconMoodCheck size={20} />}
            title={text("commerce.receivables.none")}
            text={text("commerce.receivables.noneText")}
          />
        ) : (
          <>
            <Figures debtors={debtors} total={total} credit={credit} currency={currency} />
            <AgeBar
              total={total}
              currency={currency}
              chosen={age}
              onChoose={(next) => go({ age: next ?? undefined })}
            />
            <div className="row receivables-parts">
              <Segments
                label={text("commerce.receivables.title")}
                value={part}
                options={[
                  { value: "clients", label: text("commerce.receivables.clients") },
                  { value: "dunning", label: text("commerce.receivables.dunning") },
                ]}
                onChange={(next) => go({ part: next === "dunning" ? next : undefined })}
              />
            </div>
            {part === "clients" ? (
              <Debtors debtors={debtors} total={total} credit={credit} currency={currency} age={age} />
            ) : (
              <DunningList currency={currency} />
            )}
          </>
        )}
      </div>
      {paying && <PaymentDialog onClose={() => setPaying(false)} />}
    </>
  );
}

interface FiguresProps {
  debtors: Debtor[];
  total: Record<Age, number>;
  credit: Map<string, Credit>;
  currency: string;
}

function Figures({ debtors, total, credit, currency }: FiguresProps) {
  const text = useText();
  const money = (amount: number) => formatMoneyShort(String(amount), currency);
  const overdue = overdueOf({ byAge: total });
  const open = overdue + total.current;
  const old = debtors.filter(({ byAge }) => byAge.overdue_more > 0).length;
  const exceeded = [...credit.values()].filter(({ limit, used }) => limit !== null && used > limit);
  const excess = exceeded.reduce((sum, { limit, used }) => sum + used - (limit ?? 0), 0);
  const figures = [
    { name: "open", label: text("commerce.receivables.open"), value: money(open), note: " " },
    {
      name: "overdue",
      label: text("commerce.receivables.overdue"),
      value: money(overdue),
      note: text("commerce.receivables.overdueShare", {
        share: formatPercent(String(open > 0 ? Math.round((overdue / open) * 100) : 0)),
      }),
      isBad: overdue > 0,
    },
    {
      name: "oldest",
      label: text("commerce.receivables.oldest"),
      value: money(total.overdue_more),
      note: text("commerce.receivables.oldestNote", { count: old }),
      isBad: old > 0,
    },
    ...(credit.size > 0
      ? [
          {
            name: "exceeded",
            label: text("commerce.receivables.exceeded"),
            value: money(excess),
            note:
              exceeded.length > 0
                ? text("commerce.receivables.exceededNote", { count: exceeded.length })
                : text("commerce.receivables.exceededNone"),
            isBad: exceeded.length > 0,
          },
        ]
      : []),
  ];
  return (
    <dl className="money-figures">
      {figures.map(({ name, label, value, note, isBad }) => (
        <div key={name} className="card">
          <dt>{label}</dt>
          <dd className={isBad ? "num overdue" : "num"}>{value}</dd>
          <dd className="faint small">{note}</dd>
        </div>
      ))}
    </dl>
  );
}

interface AgeBarProps {
  total: Record<Age, number>;
  currency: string;
  chosen: Age | null;
  onChoose: (age: Age | null) => void;
}

// What is owed as one bar; a part of it narrows the list below to its age.
function AgeBar({ total, currency, chosen, onChoose }: AgeBarProps) {
  const text = useText();
  const whole = ages.reduce((sum, age) => sum + Math.max(0, total[age]), 0);
  return (
    <section className="card age-card" aria-label={text("commerce.receivables.byAge")}>
      <div className="age-bar" aria-hidden>
        {ages
          .filter((age) => total[age] > 0)
          .map((age) => (
            <i
              key={age}
              data-age={age}
              data-dim={(chosen !== null && chosen !== age) || undefined}
              style={{ flexGrow: total[age] / whole }}
            />
          ))}
      </div>
      <div className="age-legend">
        {ages.map((age) => (
          <button
            key={age}
            type="button"
            className="plain"
            aria-pressed={chosen === age}
            onClick={() => onChoose(chosen === age ? null : age)}
          >
            <span className="row">
              <i data-age={age} aria-hidden />
              {text(`commerce.receivables.age.${age}`)}
            </span>
            <b className="num">{formatMoneyExact(String(total[age]), currency)}</b>
          </button>
        ))}
      </div>
    </section>
  );
}
