import {
  IconBriefcase,
  IconCash,
  IconFileCertificate,
  IconFileText,
  IconReceipt,
  IconReceiptRefund,
  IconShoppingCart,
  IconThumbDown,
  IconTrophy,
  IconTruckDelivery,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { fieldOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { RecordItem } from "@/api/types";
import { fieldTypeOf } from "@/fields/registry";
import { EmptyState } from "@/kit/EmptyState";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatDayShort, formatMoney, formatMonthYear } from "@/text/format";
import {
  byMonth,
  type ChainEntity,
  type ChainEvent,
  type ChainKind,
  chainEntities,
  chainFields,
  chainOf,
} from "./chain";

const icons: Record<ChainKind, TablerIcon> = {
  deals: IconBriefcase,
  won: IconTrophy,
  lost: IconThumbDown,
  offers: IconFileText,
  contracts: IconFileCertificate,
  orders: IconShoppingCart,
  delivered: IconTruckDelivery,
  invoices: IconReceipt,
  credit_note: IconReceiptRefund,
  payments: IconCash,
};

// These say by themselves how it stands.
const told: ChainKind[] = ["won", "lost", "delivered"];

const recordsMax = 200;

// The records of one link of the chain; nothing is asked from whoever may not see them.
function useChainPart(entity: ChainEntity, account: string): RecordItem[] | undefined {
  const meta = useEntity(entity);
  const fields = chainFields[entity]
    .split(",")
    .filter((name) => meta && (fieldOf(meta, name) || name === "created_at"))
    .join(",");
  const { data } = useRecords(
    entity,
    { filter: `account = "${account}"`, order_by: "id desc", fields, page_size: recordsMax },
    { enabled: meta !== undefined },
  );
  return meta ? data?.items : [];
}

// From the first deal to the last payment: what was sold to the client, in the order of its days.
export function ChainTimeline({ account }: { account: RecordItem }) {
  const text = useText();
  const [shown, setShown] = useState<ChainEntity | null>(null);
  const parts: Record<ChainEntity, RecordItem[] | undefined> = {
    deals: useChainPart("deals", account.id),
    offers: useChainPart("offers", account.id),
    contracts: useChainPart("contracts", account.id),
    orders: useChainPart("orders", account.id),
    invoices: useChainPart("invoices", account.id),
    payments: useChainPart("payments", account.id),
  };
  if (chainEntities.some((entity) => parts[entity] === undefined)) return <SkeletonLines count={5} />;
  const events = chainOf(parts);
  const narrowed = shown ? events.filter(({ entity }) => entity === shown) : events;
  if (events.length === 0) {
    return (
      <EmptyState title={text("commerce.account.nothing")} text={text("commerce.account.nothingText")} />
    );
  }
  return (
    <div className="chain">
      <div className="row chain-filter">
        <Choice label={text("commerce.account.all")} isOn={shown === null} onChoose={() => setShown(null)} />
        {chainEntities.map((entity) => {
          const count = parts[entity]?.length ?? 0;
          return count > 0 ? (
            <EntityChoice
              key={entity}
              entity={entity}
              count={count}
              isOn={shown === entity}
              onChoose={() => setShown(shown === entity ? null : entity)}
            />
          ) : null;
        })}
      </div>
      {byMonth(narrowed).map(({ month, events: ofMonth }) => (
        <section key={month}>
          <h2 className="chain-month">{formatMonthYear(month)}</h2>
          <ol>
            {ofMonth.map((event) => (
              <EventRow key={event.key} event={event} />
            ))}
          </ol>
        </section>
      ))}
    </div>
  );
}

interface ChoiceProps {
  label: string;
  count?: number;
  isOn: boolean;
  onChoose: () => void;
}

function Choice({ label, count, isOn, onChoose }: ChoiceProps) {
  return (
    <button type="button" className="chip" aria-pressed={isOn} onClick={onChoose}>
      {label}
      {count !== undefined && <span className="faint num">{count}</span>}
    </button>
  );
}

function EntityChoice({ entity, ...rest }: Omit<ChoiceProps, "label"> & { entity: ChainEntity }) {
  const meta = useEntity(entity);
  return meta ? <Choice label={meta.label.many} {...rest} /> : null;
}

function EventRow({ event }: { event: ChainEvent }) {
  const text = useText();
  const { entity, kind, record, title, amount, day, from } = event;
  const meta = useEntity(entity);
  const status = meta && fieldOf(meta, "status");
  const StatusView = status && fieldTypeOf(status).View;
  const Icon = icons[kind];
  return (
    <li className="chain-event" data-kind={kind}>
      <span className="num faint chain-day">{formatDayShort(day)}</span>
      <span className="chain-icon">
        <Icon size={14} aria-hidden />
      </span>
      <span className="chain-words">
        <span className="faint">{text(`commerce.account.event.${kind}`)}</span>{" "}
        <Link to="/$entity/$id" params={{ entity, id: record.id }} className="reach">
          <bdi>{title || text("commerce.account.unnumbered")}</bdi>
        </Link>
        {from && (
          <small className="faint"> {text("commerce.account.from", { name: from.title || "…" })}</small>
        )}
      </span>
      <span className="chain-status">
        {StatusView && !told.includes(kind) && (
          <StatusView value={record.status} field={status} record={record} />
        )}
      </span>
      <b className="num chain-amount">
        {amount && typeof record.currency === "string" && formatMoney(amount, record.currency)}
      </b>
    </li>
  );
}
