import { Button } from "@mantine/core";
import { IconMoodCheck } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { get } from "@/api/client";
import { allowed, titleOf, useEntity, useMeta } from "@/api/meta";
import { useRecord } from "@/api/records";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { Monogram } from "@/kit/Avatar";
import { EmptyState } from "@/kit/EmptyState";
import { iconOf } from "@/kit/icons";
import { toastError } from "@/kit/toast";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { daysUntil, formatDay, formatMoneyShort } from "@/text/format";
import type { AttentionCard } from "./todayData";
import { told } from "./told";
import { deedOf } from "./verbs";

const ActionDialog = lazy(() =>
  import("@/records/actions/ActionDialog").then((module) => ({ default: module.ActionDialog })),
);

// More than this at once is a list, not a call to act.
const shownFirst = 6;

const verbIcons: Record<string, string> = {
  call: "phone",
  plan: "calendar",
  decide: "flag",
  complete: "check",
  qualify: "message",
  take: "user-check",
  remind: "bell",
  confirm: "check",
  fulfil: "checklist",
  start_renewal: "refresh",
  chase: "truck",
  claim: "mail",
  follow_up: "phone",
};

export function Attention({ cards }: { cards: AttentionCard[] }) {
  const text = useText();
  const [all, setAll] = useState(false);
  const shown = all ? cards : cards.slice(0, shownFirst);
  return (
    <section>
      <h2 className="today-heading">{text("today.attention")}</h2>
      <div className="card">
        {cards.length === 0 && (
          <EmptyState
            icon={<IconMoodCheck size={20} />}
            title={text("today.attentionNone")}
            text={text("today.attentionNoneText")}
          />
        )}
        <ul className="plain-list">
          {shown.map((card) => (
            <AttentionRow key={`${card.record.entity} ${card.record.id}`} card={card} />
          ))}
        </ul>
        {cards.length > shown.length && (
          <button type="button" className="plain show-more" onClick={() => setAll(true)}>
            {text("today.showAll", { count: cards.length - shown.length })}
          </button>
        )}
      </div>
    </section>
  );
}

function AttentionRow({ card }: { card: AttentionCard }) {
  const text = useText();
  const { currency } = useMeta().workspace;
  const money = Number(card.amount ?? 0);
  const severity = card.severity ?? "attention";
  const title = titleOf(useEntity(card.record.entity), card.record);
  return (
    <li className="attention" data-severity={severity}>
      <Monogram name={title} size={32} />
      <div className="grow">
        <span className="unseen">{text(`today.severity.${severity}`)}</span>
        <Link
          to="/$entity/$id"
          params={{ entity: card.record.entity, id: card.record.id }}
          className="attention-title truncate"
        >
          <bdi>{title}</bdi>
        </Link>
        <p className="quiet">
          {told(card.reason)}
          {card.since && daysUntil(card.since) < 0 && (
            <span className="faint hide-small"> {text("today.since", { day: formatDay(card.since) })}</span>
          )}
        </p>
        {card.also?.slice(0, 1).map((reason) => (
          <p key={reason} className="faint">
            {text("today.also", { reason: told(reason) })}
          </p>
        ))}
      </div>
      {money > 0 && (
        <span className="num quiet attention-money">{formatMoneyShort(String(money), currency)}</span>
      )}
      <DeedButton card={card} />
    </li>
  );
}

function DeedButton({ card }: { card: AttentionCard }) {
  const navigate = useNavigate();
  const entity = useEntity(card.record.entity);
  const activities = useEntity("activities");
  const [asking, setAsking] = useState<ActionMeta | null>(null);
  const deed = deedOf(card, entity, activities !== undefined && allowed(activities, "create"));
  const Icon = iconOf(verbIcons[card.action.name] ?? "bolt");

  const act = () => {
    if (deed.kind === "plan") {
      // The person stays here: what was planned takes the card away.
      openCreate({ entity: "activities", values: deed.values, onCreated: () => {} });
    } else if (deed.kind === "plan_with_client") {
      const { entity: name, id } = card.record;
      get<RecordItem>(`/${name}/${id}`, { fields: "account" }).then(
        ({ account }) =>
          openCreate({ entity: "activities", values: { ...deed.values, account }, onCreated: () => {} }),
        toastError,
      );
    } else if (deed.kind === "action") {
      setAsking(entity?.actions?.find((action) => action.name === deed.name) ?? null);
    } else {
      void navigate({ to: "/$entity/$id", params: { entity: card.record.entity, id: card.record.id } });
    }
  };

  return (
    <>
      <Button
        variant={card.severity === "urgent" ? "filled" : "light"}
        leftSection={<Icon size={14} aria-hidden />}
        onClick={act}
        aria-label={`${card.action.label}: ${card.record.title}`}
      >
        {card.action.label}
      </Button>
      {asking && entity && (
        <Suspense fallback={null}>
          <AskAction entity={entity} id={card.record.id} action={asking} onClose={() => setAsking(null)} />
        </Suspense>
      )}
    </>
  );
}

interface AskActionProps {
  entity: EntityMeta;
  id: string;
  action: ActionMeta;
  onClose: () => void;
}

// The dialog needs the whole record, which the card does not carry.
function AskAction({ entity, id, action, onClose }: AskActionProps) {
  const { data: record } = useRecord(entity.name, id);
  if (!record) return null;
  return <ActionDialog entity={entity} record={record} action={action} onClose={onClose} />;
}
