import type { EntityMeta } from "@/api/types";
import { type Condition, nodeOf } from "@/fields/filter/condition";
import { parseFilter } from "@/fields/filter/parse";
import { printFilter } from "@/fields/filter/print";
import type { FilterNode } from "@/fields/filter/tree";
import { simpleCondition } from "./filterFields";

// The filter while it is being put together: lines may still be unfinished, and what the form cannot show
// is carried along untouched.
export type DraftPart =
  | { kind: "condition"; id: number; condition: Condition }
  | { kind: "group"; id: number; group: DraftGroup }
  | { kind: "raw"; id: number; node: FilterNode };

export interface DraftGroup {
  join: "and" | "or";
  parts: DraftPart[];
}

let lastId = 0;

export function newId(): number {
  return ++lastId;
}

function partOf(entity: EntityMeta, node: FilterNode): DraftPart {
  const condition = simpleCondition(entity, node);
  if (condition) return { kind: "condition", id: newId(), condition };
  if (node.kind === "and" || node.kind === "or") {
    return { kind: "group", id: newId(), group: groupOf(entity, node.kind, node.parts) };
  }
  return { kind: "raw", id: newId(), node };
}

function groupOf(entity: EntityMeta, join: "and" | "or", nodes: FilterNode[]): DraftGroup {
  return { join, parts: nodes.map((node) => partOf(entity, node)) };
}

export function readDraft(entity: EntityMeta, filter: string): DraftGroup {
  const { node } = parseFilter(filter);
  if (!node) return { join: "and", parts: [] };
  if (node.kind === "and" || node.kind === "or") return groupOf(entity, node.kind, node.parts);
  return groupOf(entity, "and", [node]);
}

function nodeOfGroup(group: DraftGroup): FilterNode | null {
  const nodes = group.parts.map((part) => {
    if (part.kind === "condition") return nodeOf(part.condition);
    return part.kind === "group" ? nodeOfGroup(part.group) : part.node;
  });
  const finished = nodes.filter((node): node is FilterNode => node !== null);
  const [only] = finished;
  if (finished.length <= 1) return only ?? null;
  return { kind: group.join, parts: finished };
}

export function writeDraft(group: DraftGroup): string {
  const node = nodeOfGroup(group);
  return node ? printFilter(node) : "";
}
