import type { EntityMeta, RecordValues } from "@/api/types";
import type { AttentionCard } from "./todayData";

// What the one button of a card does.
export type Deed =
  | { kind: "action"; name: string }
  | { kind: "plan"; values: RecordValues }
  | { kind: "open" };

// Verbs that mean a new activity, and the kind that it begins with.
const planned: Record<string, string> = {
  call: "call",
  plan: "meeting",
  schedule: "meeting",
  meet: "meeting",
  write: "letter",
  follow_up: "call",
};

// The link of an activity that points at records of this entity.
const linkOf: Record<string, string> = { accounts: "account", deals: "deal" };

export function deedOf(card: AttentionCard, entity: EntityMeta | undefined, mayPlan: boolean): Deed {
  const verb = card.action.name;
  if (entity?.actions?.some((action) => action.name === verb)) return { kind: "action", name: verb };
  const kind = planned[verb];
  const link = linkOf[card.record.entity];
  if (kind && link && mayPlan) {
    return {
      kind: "plan",
      values: { kind, [link]: { id: card.record.id, title: card.record.title } },
    };
  }
  return { kind: "open" };
}
