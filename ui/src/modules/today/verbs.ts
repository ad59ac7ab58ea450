import type { EntityMeta, RecordValues } from "@/api/types";
import type { AttentionCard } from "./todayData";

// What the one button of a card does.
export type Deed =
  | { kind: "action"; name: string }
  | { kind: "plan"; values: RecordValues }
  // Planned with the client whose record it is, once somebody has looked up who that is.
  | { kind: "plan_with_client"; values: RecordValues }
  | { kind: "open" };

// Verbs that mean a new activity, and the kind that it begins with.
const planned: Record<string, string> = {
  call: "call",
  plan: "meeting",
  schedule: "meeting",
  meet: "meeting",
  write: "letter",
  follow_up: "call",
  chase: "call",
  claim: "letter",
};

// Papers of a client: what is planned about them is planned with him.
const papers = ["offers", "contracts", "obligations", "orders", "invoices"];

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
  if (kind && mayPlan && card.record.entity === "contacts") {
    return { kind: "plan", values: { kind, contacts: [{ id: card.record.id, title: card.record.title }] } };
  }
  if (kind && mayPlan && papers.includes(card.record.entity)) {
    return { kind: "plan_with_client", values: { kind, subject: card.record.title } };
  }
  return { kind: "open" };
}
