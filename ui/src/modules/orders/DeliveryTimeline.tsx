import { Button } from "@mantine/core";
import { IconAlertTriangle, IconCheck, IconTruckDelivery } from "@tabler/icons-react";
import { useState } from "react";
import { fieldOf, useEntity } from "@/api/meta";
import { useRecord, useRecords } from "@/api/records";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { actionsFor } from "@/records/actions/ActionButtons";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { broughtRows } from "@/records/related/RelatedTab";
import { useText } from "@/text";
import { formatDay, formatDayShort, formatDecimal, formatPercent, todayText } from "@/text/format";
import { paperKinds } from "../catalog/lines/papers";
import { unitOf } from "../catalog/lines/unitOf";
import { dayOfDelivery, type LineProgress, placeOf, progressOf, type Span, spanOf } from "./delivered";

interface DeliveryTimelineProps {
  entity: EntityMeta;
  order: RecordItem;
}

// What came when, line by line, against what was promised.
export function DeliveryTimeline({ entity, order }: DeliveryTimelineProps) {
  const text = useText();
  const today = todayText();
  const { data } = useRecord(entity.name, order.id, { include: paperKinds.orders.lines });
  const deliveries = useRecords("deliveries", {
    filter: `order = "${order.id}"`,
    include: "delivery_lines,can",
    order_by: "delivered_on,promised_on",
    page_size: 100,
  });
  const lines = broughtRows(data, paperKinds.orders.lines);
  if (lines.length === 0) return null;
  const parts = deliveries.data?.items ?? [];
  const progress = lines.map((line) => progressOf(line, order, parts, today));
  const span = spanOf(order, progress, today);
  const late = progress.filter(({ state }) => state === "late").length;
  return (
    <section className="card delivery" aria-label={text("commerce.delivery.title")}>
      <header className="row delivery-head">
        <h2 className="grow">{text("commerce.delivery.title")}</h2>
        {late > 0 && (
          <span className="row delivery-late">
            <IconAlertTriangle size={14} aria-hidden />
            {text("commerce.delivery.lateLines", { count: late })}
          </span>
        )}
        <DoneBar label={text("commerce.delivery.delivered")} percent={order.delivered_percent} />
        <DoneBar label={text("commerce.delivery.invoiced")} percent={order.invoiced_percent} />
      </header>
      <Scale span={span} today={today} />
      <ul className="delivery-lines">
        {lines.map((line, index) => {
          const one = progress[index];
          return one && <DeliveryLine key={line.id} line={line} progress={one} span={span} today={today} />;
        })}
      </ul>
      {parts.length > 0 && (
        <ul className="delivery-list">
          {parts.map((delivery) => (
            <DeliveryRow key={delivery.id} delivery={delivery} />
          ))}
        </ul>
      )}
    </section>
  );
}

function DoneBar({ label, percent }: { label: string; percent: unknown }) {
  const share = Number(percent ?? 0);
  return (
    <span className="done-bar">
      <span className="faint small">
        {label} <b className="num">{formatPercent(String(Math.round(share)))}</b>
      </span>
      <span className="done-track" aria-hidden>
        <i style={{ width: `${Math.min(100, share)}%` }} />
      </span>
    </span>
  );
}

// Dates above the lines: where it began, where it ends, and today.
function Scale({ span, today }: { span: Span; today: string }) {
  const text = useText();
  const end = new Date(Date.parse(`${span.starts}T00:00:00Z`) + span.days * 86_400_000)
    .toISOString()
    .slice(0, 10);
  const now = placeOf(today, span);
  const isWithin = today >= span.starts && today <= end;
  return (
    <div className="delivery-scale faint num hide-small" aria-hidden>
      <span />
      <span className="delivery-days">
        <span>{formatDayShort(span.starts)}</span>
        {isWithin && now > 14 && now < 86 && (
          <b style={{ insetInlineStart: `${now}%` }}>{text("commerce.delivery.today")}</b>
        )}
        <span>{formatDayShort(end)}</span>
      </span>
      <span />
    </div>
  );
}

interface DeliveryLineProps {
  line: RecordItem;
  progress: LineProgress;
  span: Span;
  today: string;
}

function DeliveryLine({ line, progress, span, today }: DeliveryLineProps) {
  const text = useText();
  const { state, promised, parts, daysLate } = progress;
  const unit = unitOf(line.unit);
  const until = parts.at(-1)?.day ?? span.starts;
  const lateFrom = promised && daysLate > 0 ? placeOf(promised, span) : null;
  const lateTo = state === "late" ? placeOf(today, span) : placeOf(until, span);
  return (
    <li className="delivery-line" data-state={state}>
      <span className="delivery-name">
        <bdi className="truncate">{String(line.description ?? "")}</bdi>
        <small className="faint num">
          {text("commerce.delivery.ofQuantity", {
            came: formatDecimal(String(line.delivered_quantity ?? "0")),
            quantity: formatDecimal(String(line.quantity ?? "0")),
            unit,
          })}
        </small>
      </span>
      <span className="delivery-track" aria-hidden>
        <i className="delivery-way" style={{ width: `${placeOf(until, span)}%` }} />
        {lateFrom !== null && lateTo > lateFrom && (
          <i
            className="delivery-overdue"
            style={{ insetInlineStart: `${lateFrom}%`, width: `${lateTo - lateFrom}%` }}
          />
        )}
        <i className="delivery-mark" data-mark="ordered" style={{ insetInlineStart: "0%" }} />
        {promised && (
          <i
            className="delivery-mark"
            data-mark="promised"
            title={text("commerce.delivery.promisedBy", { day: formatDay(promised) })}
            style={{ insetInlineStart: `${placeOf(promised, span)}%` }}
          />
        )}
        {parts.map((part) => (
          <i
            key={part.delivery.id}
            className="delivery-mark"
            data-mark={part.status === "refused" ? "refused" : part.status === "planned" ? "planned" : "came"}
            title={text("commerce.delivery.cameOn", {
              day: formatDay(part.day),
              quantity: formatDecimal(part.quantity),
              unit,
            })}
            style={{ insetInlineStart: `${placeOf(part.day, span)}%` }}
          />
        ))}
      </span>
      <span className="delivery-state">
        <StateWords progress={progress} />
        {promised && (
          <small className="faint">
            {text("commerce.delivery.promisedBy", { day: formatDayShort(promised) })}
          </small>
        )}
      </span>
    </li>
  );
}

function StateWords({ progress: { state, daysLate, percent } }: { progress: LineProgress }) {
  const text = useText();
  switch (state) {
    case "delivered":
      return (
        <b className="row delivery-good">
          <IconCheck size={13} aria-hidden />
          {text("commerce.delivery.inTime")}
        </b>
      );
    case "delivered_late":
      return <b className="delivery-warn">{text("commerce.delivery.cameLate", { count: daysLate })}</b>;
    case "late":
      return <b className="overdue">{text("commerce.delivery.late", { count: daysLate })}</b>;
    case "cancelled":
      return <b className="faint">{text("commerce.delivery.cancelled")}</b>;
    default:
      return <b>{percent > 0 ? text("commerce.delivery.partial") : text("commerce.delivery.open")}</b>;
  }
}

// One delivery with what can be done about it.
function DeliveryRow({ delivery }: { delivery: RecordItem }) {
  const text = useText();
  const entity = useEntity("deliveries");
  const [asking, setAsking] = useState<ActionMeta | null>(null);
  if (!entity) return null;
  const status = fieldOf(entity, "status");
  const StatusView = status && fieldTypeOf(status).View;
  const day = dayOfDelivery(delivery);
  return (
    <li className="row">
      <IconTruckDelivery size={15} className="faint" aria-hidden />
      <bdi className="truncate">{String(delivery.name ?? entity.label.one)}</bdi>
      {StatusView && <StatusView value={delivery.status} field={status} record={delivery} />}
      <span className="faint num grow truncate">
        {[
          day && formatDay(day),
          isLink(delivery.carrier) && delivery.carrier.title,
          delivery.tracking_number,
          delivery.received_by &&
            text("commerce.delivery.receivedBy", { name: String(delivery.received_by) }),
        ]
          .filter(Boolean)
          .join(" · ")}
      </span>
      {actionsFor(entity, delivery).map((action) => (
        <Button key={action.name} variant="default" size="compact-xs" onClick={() => setAsking(action)}>
          {action.label}
        </Button>
      ))}
      {asking && (
        <ActionDialog entity={entity} record={delivery} action={asking} onClose={() => setAsking(null)} />
      )}
    </li>
  );
}
