import { draggable } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import {
  IconAlertTriangleFilled,
  IconCalendarDue,
  IconCalendarEvent,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { memo, useCallback, useContext } from "react";
import { fieldOf, titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem } from "@/api/types";
import { WorkspaceCurrency } from "@/fields/contexts";
import { isEmpty } from "@/fields/fieldType";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar, Monogram } from "@/kit/Avatar";
import { isLate } from "@/records/late";
import type { Step } from "@/records/stage/stages";
import { useText } from "@/text";
import { daysUntil, formatDay, formatMoneyShort } from "@/text/format";
import { idleFields, nextStepField } from "./useBoard";

type NextStep = "Overdue" | "Today" | "Planned" | "None";

export const nextStepFaces: Record<NextStep, TablerIcon> = {
  Overdue: IconCalendarDue,
  Today: IconCalendarEvent,
  Planned: IconCalendarEvent,
  None: IconAlertTriangleFilled,
};

function nextStepOf(record: RecordItem): NextStep {
  const day = record[nextStepField];
  if (typeof day !== "string") return "None";
  const days = daysUntil(day.slice(0, 10));
  return days < 0 ? "Overdue" : days === 0 ? "Today" : "Planned";
}

// Days without anything happening, when they are more than the stage allows.
function rottenDays(record: RecordItem, step: Step): number | null {
  const limit = step.choice.days_until_rot;
  const moments = idleFields.flatMap((name) => {
    const value = record[name];
    return typeof value === "string" ? daysUntil(value.slice(0, 10)) : [];
  });
  if (!limit || moments.length === 0) return null;
  const idle = -Math.max(...moments);
  return idle > limit ? idle : null;
}

interface BoardCardProps {
  entity: EntityMeta;
  record: RecordItem;
  step: Step;
}

export const BoardCard = memo(function BoardCard({ entity, record, step }: BoardCardProps) {
  const text = useText();
  const workspaceCurrency = useContext(WorkspaceCurrency);
  const { roles } = entity;
  const title = titleOf(entity, record);
  const parent = roles.parent ? record[roles.parent] : undefined;
  const amount = roles.amount ? record[roles.amount] : undefined;
  const currency = roles.currency ? record[roles.currency] : undefined;
  const closes = roles.closes_on ? fieldOf(entity, roles.closes_on) : undefined;
  const day = closes ? record[closes.name] : undefined;
  const owner = roles.owner ? record[roles.owner] : undefined;
  const idle = rottenDays(record, step);
  const planned = fieldOf(entity, nextStepField) ? nextStepOf(record) : null;
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      return draggable({
        element,
        getInitialData: () => ({ card: record.id }),
        onDragStart: () => element.setAttribute("data-dragged", ""),
        onDrop: () => element.removeAttribute("data-dragged"),
      });
    },
    [record.id],
  );
  // Without an amount and a closing day the card says its facts in its own words.
  const facts =
    roles.amount || closes
      ? []
      : (roles.card ?? roles.highlight ?? [])
          .filter((name) => name !== roles.title && name !== roles.parent && name !== roles.owner)
          .flatMap((name) => fieldOf(entity, name) ?? [])
          .filter((field) => !isEmpty(record[field.name]))
          .slice(0, 2);
  return (
    <article ref={ref} className="board-card" data-rotten={idle !== null || undefined}>
      {isLink(parent) && (
        <span className="row board-parent">
          <Monogram name={parent.title} size={16} />
          <bdi className="truncate">{parent.title}</bdi>
        </span>
      )}
      <Link
        to="/$entity/$id"
        params={{ entity: entity.name, id: record.id }}
        className="board-title"
        data-card={record.id}
        draggable={false}
        aria-keyshortcuts="M"
      >
        <bdi>{title}</bdi>
      </Link>
      <span className="board-facts">
        {amount != null && (
          <b className="num">
            {formatMoneyShort(String(amount), typeof currency === "string" ? currency : workspaceCurrency)}
          </b>
        )}
        {closes && typeof day === "string" && (
          <span className={isLate(entity, closes, record) ? "overdue" : "quiet"}>
            {text("board.closes", { day: formatDay(day.slice(0, 10)) })}
          </span>
        )}
        {facts.map((field) => (
          <span key={field.name} className="quiet truncate">
            {fieldTypeOf(field).text(record[field.name], field, record)}
          </span>
        ))}
      </span>
      <span className="row board-foot">
        {planned && <NextStepSign planned={planned} />}
        {idle !== null && <span className="overdue">{text("board.idle", { count: idle })}</span>}
        <span className="grow" />
        {isLink(owner) && (
          <span title={owner.title}>
            <Avatar name={owner.title} size={20} />
          </span>
        )}
      </span>
    </article>
  );
});

export function NextStepSign({ planned, named = false }: { planned: NextStep; named?: boolean }) {
  const text = useText();
  const Icon = nextStepFaces[planned];
  const name = text(`board.step${planned}`);
  return (
    <span className="row next-step" data-next={planned} title={named ? undefined : name}>
      <Icon size={15} aria-hidden />
      <span className={named ? undefined : "unseen"}>{name}</span>
    </span>
  );
}
