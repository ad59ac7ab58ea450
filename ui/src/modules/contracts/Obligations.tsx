import { ActionIcon, Button } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconPlus, IconRepeat } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, fieldOf, titleOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar } from "@/kit/Avatar";
import { actionsFor } from "@/records/actions/ActionButtons";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { formatDay, formatDayShort, formatMonth, todayText } from "@/text/format";
import { monthsOf, type ObligationState, stateOf, type YearMonth } from "./obligationYear";

// What both sides owe: the year at a glance, and below it what to do next.
export function Obligations({ contract }: { contract: RecordItem }) {
  const entity = useEntity("obligations");
  return entity ? <ObligationCard entity={entity} contract={contract} /> : null;
}

function ObligationCard({ entity, contract }: { entity: EntityMeta; contract: RecordItem }) {
  const text = useText();
  const today = todayText();
  const [year, setYear] = useState(() => Number(today.slice(0, 4)));
  const [month, setMonth] = useState<string | null>(null);
  const { data } = useRecords(entity.name, {
    filter: `contract = "${contract.id}"`,
    order_by: "due_on",
    include: "can",
    page_size: 200,
  });
  if (!data) return null;
  const months = monthsOf(year, contract, data.items, today);
  const add = () =>
    openCreate({
      entity: entity.name,
      values: { contract: { id: contract.id, title: titleOf(undefined, contract) } },
      onCreated: () => {},
    });
  const goTo = (next: number) => {
    setYear(next);
    setMonth(null);
  };
  const shown = month
    ? data.items.filter((one) =>
        months.some((of) => of.month === month && of.due.some((due) => due.obligation.id === one.id)),
      )
    : data.items;
  return (
    <section className="card obligations" aria-label={entity.label.many}>
      <header className="row obligations-head">
        <h2 className="grow">
          {entity.label.many} <span className="faint num">{data.items.length}</span>
        </h2>
        <ActionIcon size="sm" aria-label={text("commerce.obligations.before")} onClick={() => goTo(year - 1)}>
          <IconChevronLeft size={15} />
        </ActionIcon>
        <b className="num" aria-live="polite">
          {year}
        </b>
        <ActionIcon size="sm" aria-label={text("commerce.obligations.after")} onClick={() => goTo(year + 1)}>
          <IconChevronRight size={15} />
        </ActionIcon>
        {allowed(entity, "create") && (
          <Button
            variant="subtle"
            color="gray"
            size="compact-xs"
            leftSection={<IconPlus size={12} />}
            onClick={add}
          >
            {text("common.add")}
          </Button>
        )}
      </header>
      <ol className="obligation-year">
        {months.map((one) => (
          <MonthBox
            key={one.month}
            month={one}
            isNow={today.startsWith(one.month)}
            isChosen={month === one.month}
            onChoose={() => setMonth(month === one.month ? null : one.month)}
          />
        ))}
      </ol>
      <ObligationList entity={entity} obligations={shown} today={today} />
    </section>
  );
}

interface MonthBoxProps {
  month: YearMonth;
  isNow: boolean;
  isChosen: boolean;
  onChoose: () => void;
}

const namedMax = 2;

function MonthBox({ month, isNow, isChosen, onChoose }: MonthBoxProps) {
  const text = useText();
  const marks = [
    ...month.milestones.map(({ kind, day }) => ({
      key: kind,
      state: "milestone" as const,
      name: text(`commerce.obligations.milestone.${kind}`),
      day,
    })),
    ...month.due.map(({ obligation, state, day }) => ({
      key: `${obligation.id} ${day}`,
      state,
      name: String(obligation.name ?? ""),
      day,
    })),
  ].sort((one, other) => one.day.localeCompare(other.day));
  return (
    <li>
      <button
        type="button"
        className="plain obligation-month"
        data-now={isNow || undefined}
        aria-pressed={isChosen}
        onClick={onChoose}
      >
        <span className="row">
          <b className="grow">{formatMonth(month.month)}</b>
          {marks.length > namedMax && <span className="faint num">{marks.length}</span>}
        </span>
        {marks.slice(0, namedMax).map((mark) => (
          <span key={mark.key} className="obligation-mark truncate" data-state={mark.state}>
            <i aria-hidden />
            <span className="num">{Number(mark.day.slice(8))}</span> <bdi>{mark.name}</bdi>
            {mark.state !== "milestone" && (
              <span className="unseen">, {text(`commerce.obligations.state.${mark.state}`)}</span>
            )}
          </span>
        ))}
      </button>
    </li>
  );
}

const groups: { name: "overdue" | "next" | "done"; states: ObligationState[] }[] = [
  { name: "overdue", states: ["overdue"] },
  { name: "next", states: ["soon", "open"] },
  { name: "done", states: ["done", "waived"] },
];

interface ObligationListProps {
  entity: EntityMeta;
  obligations: RecordItem[];
  today: string;
}

function ObligationList({ entity, obligations, today }: ObligationListProps) {
  const text = useText();
  const [withDone, setWithDone] = useState(false);
  if (obligations.length === 0)
    return <p className="faint obligation-none">{text("commerce.obligations.none")}</p>;
  return groups.map(({ name, states }) => {
    const members = obligations.filter((one) => states.includes(stateOf(one, today)));
    if (members.length === 0) return null;
    const isFolded = name === "done" && !withDone;
    return (
      <section key={name} className="obligation-group">
        <h3 className={name === "overdue" ? "overdue" : "faint"}>
          {name === "done" ? (
            <button
              type="button"
              className="plain"
              aria-expanded={withDone}
              onClick={() => setWithDone(!withDone)}
            >
              {text("commerce.obligations.group.done", { count: members.length })}
            </button>
          ) : (
            text(`commerce.obligations.group.${name}`, { count: members.length })
          )}
        </h3>
        {!isFolded && (
          <ul>
            {members.map((one) => (
              <ObligationRow key={one.id} entity={entity} obligation={one} state={stateOf(one, today)} />
            ))}
          </ul>
        )}
      </section>
    );
  });
}

interface ObligationRowProps {
  entity: EntityMeta;
  obligation: RecordItem;
  state: ObligationState;
}

function ObligationRow({ entity, obligation, state }: ObligationRowProps) {
  const text = useText();
  const [asking, setAsking] = useState<ActionMeta | null>(null);
  const party = fieldOf(entity, "party");
  const PartyView = party && fieldTypeOf(party).View;
  const day = String(obligation.due_on);
  const every = Number(obligation.every_months ?? 0);
  const [first] = actionsFor(entity, obligation).filter(({ name }) => name === "fulfil");
  return (
    <li className="row obligation" data-state={state}>
      <span className={state === "overdue" ? "num overdue obligation-day" : "num obligation-day"}>
        {formatDayShort(day)}
      </span>
      <span className="grow obligation-words">
        <Link
          to="/$entity/$id"
          params={{ entity: entity.name, id: obligation.id }}
          className="reach truncate"
        >
          <bdi>{String(obligation.name ?? "")}</bdi>
        </Link>
        <small className="row faint">
          {PartyView && <PartyView value={obligation.party} field={party} record={obligation} />}
          {every > 0 && (
            <span className="row obligation-every">
              <IconRepeat size={12} aria-hidden />
              {text("commerce.obligations.every", { count: every })}
            </span>
          )}
          {typeof obligation.done_on === "string" &&
            text("commerce.obligations.doneOn", { day: formatDay(obligation.done_on) })}
        </small>
      </span>
      {isLink(obligation.owner) && <Avatar name={obligation.owner.title} size={22} />}
      {first && (
        <Button
          variant={state === "overdue" ? "filled" : "default"}
          size="compact-sm"
          onClick={() => setAsking(first)}
          aria-label={`${first.label}: ${String(obligation.name ?? "")}`}
        >
          {first.label}
        </Button>
      )}
      {asking && (
        <ActionDialog entity={entity} record={obligation} action={asking} onClose={() => setAsking(null)} />
      )}
    </li>
  );
}
