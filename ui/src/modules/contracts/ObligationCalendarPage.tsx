import { ActionIcon, Button, Checkbox } from "@mantine/core";
import { IconCalendarOff, IconChevronLeft, IconChevronRight } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useEntity, useMeta } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { EntityMeta } from "@/api/types";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { NotFound } from "@/kit/NotFound";
import { Segments } from "@/kit/Segments";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatDay, formatMonthYear, todayText } from "@/text/format";
import "./contracts.css";
import { type Entry, entriesWithin, monthAfter, pageOf } from "./obligationMonth";

// What both sides owe under all contracts, day by day.
export default function ObligationCalendarPage() {
  const entity = useEntity("obligations");
  return entity ? <CalendarOf entity={entity} /> : <NotFound />;
}

const parties = ["all", "ours", "theirs"] as const;
type Party = (typeof parties)[number];

function CalendarOf({ entity }: { entity: EntityMeta }) {
  const text = useText();
  const meta = useMeta();
  const navigate = useNavigate();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const today = todayText();
  const month = /^\d{4}-\d{2}$/.test(search.month ?? "") ? String(search.month) : today.slice(0, 7);
  const party: Party = parties.find((one) => one === search.party) ?? "all";
  const isMine = search.mine === "1";
  const days = pageOf(month, Number(meta.workspace.week_starts ?? 1));
  const [first, last] = [days[0], days[days.length - 1]];
  const within = (field: string) => `(${field} >= "${first}" AND ${field} <= "${last}")`;
  const wanted = [
    `due_on <= "${last}"`,
    // What repeats may have begun long before.
    `(due_on >= "${first}" OR (every_months != null AND status IN ("open", "breached")))`,
    ...(party === "all" ? [] : [`party = "${party}"`]),
    ...(isMine ? ["owner = me()"] : []),
  ];
  const obligations = useRecords(entity.name, {
    filter: wanted.join(" AND "),
    order_by: "due_on",
    page_size: 500,
  });
  const contractDays = `(${within("notice_until_on")} OR ${within("ends_on")})`;
  const contracts = useRecords("contracts", {
    filter: [`status = "active"`, contractDays, ...(isMine ? ["owner = me()"] : [])].join(" AND "),
    order_by: "ends_on",
    page_size: 500,
  });
  const go = (next: Record<string, string | undefined>) =>
    void navigate({
      to: ".",
      search: (before: Record<string, string>) => ({ ...before, ...next }),
      replace: true,
    } as never);
  const error = obligations.error ?? contracts.error;
  const entries = entriesWithin(days, obligations.data?.items ?? [], contracts.data?.items ?? [], today);
  const isEmpty = !entries.some(({ day }) => day.startsWith(month));
  return (
    <>
      <header className="top-bar">
        <h1>{text("commerce.obligations.calendar.title")}</h1>
        <span className="grow" />
        <Link to="/$entity" params={{ entity: entity.name }} className="quiet small">
          {entity.label.many}
        </Link>
      </header>
      <div className="due-calendar">
        <div className="row due-head">
          <ActionIcon
            aria-label={text("commerce.obligations.calendar.before")}
            onClick={() => go({ month: monthAfter(month, -1) })}
          >
            <IconChevronLeft size={16} />
          </ActionIcon>
          <h2 className="due-month" aria-live="polite">
            {formatMonthYear(month)}
          </h2>
          <ActionIcon
            aria-label={text("commerce.obligations.calendar.after")}
            onClick={() => go({ month: monthAfter(month, 1) })}
          >
            <IconChevronRight size={16} />
          </ActionIcon>
          <Button variant="default" size="compact-sm" onClick={() => go({ month: undefined })}>
            {text("commerce.obligations.calendar.today")}
          </Button>
          <span className="grow" />
          <Segments
            label={text("commerce.obligations.calendar.party")}
            value={party}
            options={parties.map((value) => ({
              value,
              label: text(`commerce.obligations.calendar.${value}`),
            }))}
            onChange={(next) => go({ party: next === "all" ? undefined : next })}
          />
          <Checkbox
            label={text("commerce.obligations.calendar.mine")}
            checked={isMine}
            onChange={(event) => go({ mine: event.currentTarget.checked ? "1" : undefined })}
          />
        </div>
        {error ? (
          <ErrorState error={error} retry={() => void obligations.refetch()} />
        ) : !obligations.data ? (
          <SkeletonLines />
        ) : (
          <>
            {isEmpty && (
              <EmptyState
                icon={<IconCalendarOff size={20} />}
                title={text("commerce.obligations.calendar.none")}
                text={text("commerce.obligations.calendar.noneText")}
              />
            )}
            <Month days={days} month={month} today={today} entries={entries} isEmpty={isEmpty} />
          </>
        )}
      </div>
    </>
  );
}

interface MonthProps {
  days: string[];
  month: string;
  today: string;
  entries: Entry[];
  isEmpty: boolean;
}

// A wide screen shows the weeks, a narrow one the days on which something is due, one below the other.
function Month({ days, month, today, entries, isEmpty }: MonthProps) {
  const weekdays = days
    .slice(0, 7)
    .map((day) =>
      new Date(`${day}T12:00:00Z`).toLocaleDateString(document.documentElement.lang, { weekday: "short" }),
    );
  return (
    <div className="card due-grid" data-empty={isEmpty || undefined}>
      <div className="due-weekdays faint" aria-hidden>
        {weekdays.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <ol>
        {days.map((day) => (
          <DayBox
            key={day}
            day={day}
            isOutside={!day.startsWith(month)}
            isToday={day === today}
            entries={entries.filter((entry) => entry.day === day)}
          />
        ))}
      </ol>
    </div>
  );
}

const shownMax = 3;

interface DayBoxProps {
  day: string;
  isOutside: boolean;
  isToday: boolean;
  entries: Entry[];
}

function DayBox({ day, isOutside, isToday, entries }: DayBoxProps) {
  const text = useText();
  const [isOpen, setOpen] = useState(false);
  const shown = isOpen ? entries : entries.slice(0, shownMax);
  return (
    <li
      className="due-day"
      data-outside={isOutside || undefined}
      data-today={isToday || undefined}
      data-none={entries.length === 0 || undefined}
    >
      <span className="due-date num">
        <span aria-hidden>{Number(day.slice(8))}</span>
        <span className="unseen">{formatDay(day)}</span>
      </span>
      {shown.map((entry) => (
        <Link
          key={entry.key}
          to="/$entity/$id"
          params={entry.to}
          className="obligation-mark truncate"
          data-state={entry.state}
          title={entry.contract}
        >
          <i aria-hidden />
          {entry.milestone && `${text(`commerce.obligations.milestone.${entry.milestone}`)}: `}
          <bdi>{entry.name}</bdi>
          {entry.state !== "milestone" && (
            <span className="unseen">, {text(`commerce.obligations.state.${entry.state}`)}</span>
          )}
        </Link>
      ))}
      {entries.length > shown.length && (
        <button type="button" className="plain faint small" onClick={() => setOpen(true)}>
          {text("commerce.obligations.calendar.more", { count: entries.length - shown.length })}
        </button>
      )}
    </li>
  );
}
