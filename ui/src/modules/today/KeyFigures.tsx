import { Link } from "@tanstack/react-router";
import type { ReactNode } from "react";
import { useEntity, useMeta } from "@/api/meta";
import { useAggregate } from "@/api/records";
import { Spark } from "@/kit/chart/Spark";
import { Skeleton } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatCount, formatMoneyShort, formatPercent } from "@/text/format";
import {
  countOf,
  monthlySums,
  ownerIs,
  quarterSums,
  type Scope,
  sumOf,
  usePipeline,
  useWonByMonth,
} from "./todayData";

// Four numbers to know by heart; each leads to the records behind it.
export function KeyFigures({ scope }: { scope: Scope }) {
  const text = useText();
  const { currency } = useMeta().workspace;
  const pipeline = usePipeline(scope).data;
  const won = useWonByMonth(scope).data;
  const money = (amount: number) => formatMoneyShort(String(amount), currency);
  const amount = sumOf(pipeline, "amount");
  const weighted = sumOf(pipeline, "weighted_amount");
  const months = monthlySums(won);
  const quarter = quarterSums(months);
  const open = `${ownerIs(scope)} AND status = "open"`;
  const deals = countOf(pipeline);
  return (
    <section className="figures" aria-label={text("today.figures")}>
      <Figure
        label={text("today.openPipeline")}
        value={pipeline && money(amount)}
        note={text("today.deals", { count: deals, formatted: formatCount(deals) })}
        entity="deals"
        filter={open}
      />
      <Figure
        label={text("today.weighted")}
        value={pipeline && money(weighted)}
        note={
          amount > 0
            ? text("today.weightedNote", {
                share: formatPercent(String(Math.round((weighted / amount) * 100))),
              })
            : " "
        }
        entity="deals"
        filter={open}
      >
        {amount > 0 && <ShareRing share={weighted / amount} />}
      </Figure>
      <Figure
        label={text("today.won")}
        value={won && money(quarter.current)}
        note={
          quarter.before > 0
            ? text("today.wonNote", { amount: money(quarter.before) })
            : text("today.wonNothing")
        }
        entity="deals"
        filter={`${ownerIs(scope)} AND status = "won" AND closed_on >= start_of_quarter()`}
      >
        {months.some((sum) => sum > 0) && <Spark values={months} label={text("today.wonTrend")} />}
      </Figure>
      <TaskFigure scope={scope} />
    </section>
  );
}

function TaskFigure({ scope }: { scope: Scope }) {
  const text = useText();
  const activities = useEntity("activities");
  const filter = `${ownerIs(scope)} AND status = "planned" AND kind = "task" AND due_on <= today()`;
  const late = `${ownerIs(scope)} AND status = "planned" AND kind = "task" AND due_on < today()`;
  const enabled = { enabled: activities !== undefined };
  const due = useAggregate("activities", { filter }, enabled).data;
  const overdue = countOf(useAggregate("activities", { filter: late }, enabled).data);
  if (!activities) return null;
  return (
    <Figure
      label={text("today.dueTasks")}
      value={due && formatCount(countOf(due))}
      note={
        <span className={overdue > 0 ? "overdue" : undefined}>
          {overdue > 0 ? text("today.overdue", { count: overdue }) : text("today.noneOverdue")}
        </span>
      }
      entity="activities"
      filter={filter}
    />
  );
}

interface FigureProps {
  label: string;
  value: string | undefined;
  note: ReactNode;
  entity: string;
  filter: string;
  children?: ReactNode;
}

function Figure({ label, value, note, entity, filter, children }: FigureProps) {
  return (
    <Link className="card figure" to="/$entity" params={{ entity }} search={{ filter }}>
      <span className="grow">
        <span className="figure-label">{label}</span>
        {value === undefined ? <Skeleton width={50} /> : <b className="num">{value}</b>}
        <small>{note}</small>
      </span>
      {children}
    </Link>
  );
}

const radius = 15;

// A part of the whole as an arc; the same number stands in words beside it.
function ShareRing({ share }: { share: number }) {
  const length = 2 * Math.PI * radius;
  return (
    <svg className="share-ring" viewBox="0 0 38 38" aria-hidden>
      <circle cx="19" cy="19" r={radius} />
      <circle
        cx="19"
        cy="19"
        r={radius}
        className="share-part"
        strokeDasharray={`${Math.min(1, share) * length} ${length}`}
      />
    </svg>
  );
}
