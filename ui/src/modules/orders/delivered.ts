import type { RecordItem, RecordValues } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { broughtRows } from "@/records/related/RelatedTab";

export interface DeliveredPart {
  // The day on which it came, or is expected.
  day: string;
  quantity: string;
  status: string;
  delivery: RecordItem;
}

export type LineState = "cancelled" | "open" | "late" | "delivered" | "delivered_late";

export interface LineProgress {
  state: LineState;
  // From 0 to 100.
  percent: number;
  promised: string | null;
  // Whole days after the promise, until today or until it came; nothing where it is in time.
  daysLate: number;
  parts: DeliveredPart[];
}

const dayMs = 86_400_000;

export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / dayMs);
}

const dayOf = (value: unknown): string | null => (typeof value === "string" ? value.slice(0, 10) : null);

export function dayOfDelivery(delivery: RecordValues): string | null {
  return dayOf(delivery.delivered_on) ?? dayOf(delivery.shipped_on) ?? dayOf(delivery.promised_on);
}

// How far one line of an order has come. What was promised first is what counts.
export function progressOf(
  line: RecordItem,
  order: RecordValues,
  deliveries: RecordItem[],
  today: string,
): LineProgress {
  const parts = deliveries.flatMap((delivery) => {
    const day = dayOfDelivery(delivery);
    const part = broughtRows(delivery, "delivery_lines").find(
      (one) => isLink(one.order_line) && one.order_line.id === line.id,
    );
    if (!day || !part) return [];
    return { day, quantity: String(part.quantity ?? "0"), status: String(delivery.status), delivery };
  });
  parts.sort((one, other) => one.day.localeCompare(other.day));
  const promised = dayOf(line.first_promised_on) ?? dayOf(line.promised_on) ?? dayOf(order.promised_on);
  const quantity = Number(line.quantity ?? 0);
  const came = Number(line.delivered_quantity ?? 0);
  // Orders of the past know the day on which they came and no deliveries.
  const isWhole = line.status === "delivered" || (quantity > 0 && came >= quantity);
  const percent = isWhole ? 100 : quantity > 0 ? Math.min(100, (came / quantity) * 100) : 0;
  const end = isWhole
    ? (dayOf(line.delivered_on) ?? parts.at(-1)?.day ?? dayOf(order.delivered_on) ?? today)
    : today;
  const isOver = order.status === "cancelled" || line.status === "cancelled";
  const daysLate = promised && !isOver ? Math.max(0, daysBetween(promised, end)) : 0;
  const state: LineState = isOver
    ? "cancelled"
    : isWhole
      ? daysLate > 0
        ? "delivered_late"
        : "delivered"
      : daysLate > 0
        ? "late"
        : "open";
  return { state, percent, promised, daysLate, parts };
}

export interface Span {
  starts: string;
  days: number;
}

// The time that the lines of an order take, from its day until the last thing that is promised, came or is today.
export function spanOf(order: RecordValues, lines: LineProgress[], today: string): Span {
  const isRunning = lines.some(({ state }) => state === "open" || state === "late");
  const days = [
    dayOf(order.ordered_on) ?? today,
    ...(isRunning ? [today] : []),
    ...lines.flatMap(({ promised, parts }) => [
      ...(promised ? [promised] : []),
      ...parts.map(({ day }) => day),
    ]),
  ].sort();
  const starts = days[0] ?? today;
  return { starts, days: Math.max(1, daysBetween(starts, days.at(-1) ?? today)) };
}

// Where a day stands in the span, in percent of its width.
export function placeOf(day: string, span: Span): number {
  return Math.max(0, Math.min(100, (daysBetween(span.starts, day) / span.days) * 100));
}
