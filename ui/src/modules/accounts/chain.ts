import type { LinkValue, RecordItem, Value } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";

export const chainEntities = ["deals", "offers", "contracts", "orders", "invoices", "payments"] as const;
export type ChainEntity = (typeof chainEntities)[number];

export type ChainKind = ChainEntity | "won" | "lost" | "delivered" | "credit_note";

export interface ChainEvent {
  key: string;
  day: string;
  entity: ChainEntity;
  kind: ChainKind;
  record: RecordItem;
  title: string;
  amount: string | null;
  // What it came from: the offer of an order, the order of an invoice.
  from: LinkValue | null;
}

const dayOf = (value: Value): string | null => (typeof value === "string" ? value.slice(0, 10) : null);
const linkIn = (...values: Value[]): LinkValue | null => values.find((value) => isLink(value)) ?? null;
const text = (...values: Value[]): string =>
  String(values.find((value) => typeof value === "string" && value !== "") ?? "");

// The fields that the timeline reads of each entity.
export const chainFields: Record<ChainEntity, string> = {
  deals: "name,status,stage,amount,currency,closed_on,created_at",
  offers: "number,name,status,total,currency,offered_on,sent_at,version_no,deal",
  contracts: "number,name,status,amount,currency,signed_on,starts_on,offer,deal",
  orders: "number,status,total,currency,ordered_on,delivered_on,offer,contract,deal",
  invoices: "number,kind,status,total,currency,issued_on,order,corrects",
  payments: "number,reference,status,amount,currency,paid_on",
};

function eventsOf(entity: ChainEntity, record: RecordItem): Omit<ChainEvent, "key" | "entity" | "record">[] {
  switch (entity) {
    case "deals": {
      const isOver = record.status === "won" || record.status === "lost";
      const day = (isOver && dayOf(record.closed_on)) || dayOf(record.created_at);
      const kind = isOver ? (record.status as "won" | "lost") : "deals";
      return day
        ? [{ day, kind, title: text(record.name), amount: text(record.amount) || null, from: null }]
        : [];
    }
    case "offers": {
      const day = dayOf(record.sent_at) ?? dayOf(record.offered_on);
      const title = text(record.name, record.number);
      return day
        ? [{ day, kind: "offers", title, amount: text(record.total) || null, from: linkIn(record.deal) }]
        : [];
    }
    case "contracts": {
      const day = dayOf(record.signed_on) ?? dayOf(record.starts_on);
      const title = text(record.name, record.number);
      const from = linkIn(record.offer, record.deal);
      return day ? [{ day, kind: "contracts", title, amount: text(record.amount) || null, from }] : [];
    }
    case "orders": {
      const title = text(record.number);
      const ordered = dayOf(record.ordered_on);
      const delivered = dayOf(record.delivered_on);
      const from = linkIn(record.offer, record.contract, record.deal);
      return [
        ...(ordered
          ? [{ day: ordered, kind: "orders" as const, title, amount: text(record.total) || null, from }]
          : []),
        ...(delivered && record.status !== "cancelled"
          ? [{ day: delivered, kind: "delivered" as const, title, amount: null, from: null }]
          : []),
      ];
    }
    case "invoices": {
      const day = dayOf(record.issued_on);
      const kind = record.kind === "credit_note" ? "credit_note" : "invoices";
      const from = linkIn(record.corrects, record.order);
      return day ? [{ day, kind, title: text(record.number), amount: text(record.total) || null, from }] : [];
    }
    case "payments": {
      const day = dayOf(record.paid_on);
      const title = text(record.reference, record.number);
      return day ? [{ day, kind: "payments", title, amount: text(record.amount) || null, from: null }] : [];
    }
  }
}

// What happens later in the chain stands above what happens earlier on the same day.
const rankOf = (kind: ChainKind): number =>
  [
    "deals",
    "lost",
    "won",
    "offers",
    "contracts",
    "orders",
    "delivered",
    "invoices",
    "credit_note",
    "payments",
  ].indexOf(kind);

// Everything that was sold and paid, the newest first.
export function chainOf(records: Partial<Record<ChainEntity, RecordItem[]>>): ChainEvent[] {
  return chainEntities
    .flatMap((entity) =>
      (records[entity] ?? []).flatMap((record) =>
        eventsOf(entity, record).map((event) => ({
          ...event,
          entity,
          record,
          key: `${entity} ${record.id} ${event.kind}`,
        })),
      ),
    )
    .sort((one, other) => other.day.localeCompare(one.day) || rankOf(other.kind) - rankOf(one.kind));
}

export interface ChainMonth {
  month: string;
  events: ChainEvent[];
}

export function byMonth(events: ChainEvent[]): ChainMonth[] {
  const months: ChainMonth[] = [];
  for (const event of events) {
    const month = event.day.slice(0, 7);
    const last = months.at(-1);
    if (last?.month === month) last.events.push(event);
    else months.push({ month, events: [event] });
  }
  return months;
}
