import { type QueryClient, useQueryClient } from "@tanstack/react-query";
import { findCached, patchCached, refreshAggregates, refreshLists, restoreCached } from "./cache";
import { get, send } from "./client";
import { conflicts } from "./conflict";
import { keys } from "./keys";
import { isProblem, type Problem } from "./problem";
import type { ActionAnswer, Job, RecordItem, RecordValues } from "./types";
import { lastChange } from "./undo";

export interface Written {
  record: RecordItem;
  // For undo; null when nothing changed.
  change: string | null;
}

export interface Edit {
  entity: string;
  id: string;
  // What is sent, in wire form.
  values: RecordValues;
  // What is shown at once; needed where the answer looks otherwise than the request, as links do.
  shown?: RecordValues;
}

function remember(change: string | null): void {
  if (change) lastChange.set(change);
}

// Asks the person which of two values shall stand. Undefined means that theirs were kept.
function askWhoseValues(edit: Edit, problem: Problem, theirs: RecordItem): Promise<RecordValues | null> {
  return new Promise((resolve) => {
    conflicts.set({
      entity: edit.entity,
      id: edit.id,
      mine: edit.shown ?? edit.values,
      theirs,
      changedBy: problem.body.changed_by ?? null,
      changedAt: problem.body.changed_at ?? null,
      settle: (values) => {
        conflicts.set(null);
        resolve(values);
      },
    });
  });
}

async function sendEdit(client: QueryClient, edit: Edit, version: number | undefined): Promise<Written> {
  const path = `/${edit.entity}/${edit.id}`;
  try {
    const answer = await send<RecordItem>(path, { method: "PATCH", body: edit.values, version });
    return { record: answer.data, change: answer.change };
  } catch (error) {
    if (!isProblem(error, "version_conflict")) throw error;
    const theirs = await get<RecordItem>(path);
    const changed = error.body.changed_fields;
    // Somebody changed other fields: both changes can stand, there is nothing to ask.
    const clash = !changed || changed.some((field) => field in edit.values);
    if (!clash) return sendEdit(client, edit, theirs.version);
    patchCached(client, edit.entity, edit.id, theirs);
    const chosen = await askWhoseValues(edit, error, theirs);
    if (!chosen) return { record: theirs, change: null };
    const values = Object.fromEntries(Object.keys(chosen).map((name) => [name, edit.values[name]]));
    return sendEdit(client, { ...edit, values }, theirs.version);
  }
}

// Shows the new values at once in every list, writes them, and puts the old ones back when refused.
export async function updateRecord(client: QueryClient, edit: Edit): Promise<Written> {
  await client.cancelQueries({ queryKey: keys.entity(edit.entity) });
  const seen = findCached(client, edit.entity, edit.id);
  const before = patchCached(client, edit.entity, edit.id, edit.shown ?? edit.values);
  try {
    const written = await sendEdit(client, edit, seen?.version);
    patchCached(client, edit.entity, edit.id, written.record);
    remember(written.change);
    void refreshAggregates(client, edit.entity);
    return written;
  } catch (error) {
    restoreCached(client, before);
    throw error;
  }
}

export async function createRecord(
  client: QueryClient,
  entity: string,
  values: RecordValues,
): Promise<Written> {
  const answer = await send<RecordItem>(`/${entity}`, {
    method: "POST",
    body: values,
    idempotencyKey: crypto.randomUUID(),
  });
  remember(answer.change);
  await refreshLists(client, entity);
  return { record: answer.data, change: answer.change };
}

export async function deleteRecord(client: QueryClient, entity: string, id: string): Promise<Written> {
  const answer = await send<RecordItem>(`/${entity}/${id}`, { method: "DELETE" });
  remember(answer.change);
  await refreshLists(client, entity);
  return { record: answer.data, change: answer.change };
}

export interface ActionDone {
  answer: ActionAnswer;
  change: string | null;
}

export async function runAction(
  client: QueryClient,
  entity: string,
  id: string,
  action: string,
  input: RecordValues,
  options: { dryRun?: boolean } = {},
): Promise<ActionDone> {
  const answer = await send<ActionAnswer>(`/${entity}/${id}/${action}`, {
    method: "POST",
    body: input,
    query: options.dryRun ? { dry_run: true } : undefined,
    idempotencyKey: options.dryRun ? undefined : crypto.randomUUID(),
  });
  if (options.dryRun) return { answer: answer.data, change: null };
  remember(answer.change);
  // An action may touch records of any entity.
  await client.invalidateQueries({ queryKey: ["records"] });
  return { answer: answer.data, change: answer.change };
}

export type BulkWork = { update: RecordValues } | { delete: true } | { action: string; input: RecordValues };

export interface BulkTarget {
  ids?: string[];
  filter?: string;
  expected?: number;
}

export async function startBulk(entity: string, target: BulkTarget, work: BulkWork): Promise<Job> {
  const answer = await send<Job>(`/${entity}/bulk`, {
    method: "POST",
    body: { ...target, ...work },
    idempotencyKey: crypto.randomUUID(),
  });
  return answer.data;
}

// The writes of a page, bound to its cache.
export function useWrites() {
  const client = useQueryClient();
  return {
    update: (edit: Edit) => updateRecord(client, edit),
    create: (entity: string, values: RecordValues) => createRecord(client, entity, values),
    remove: (entity: string, id: string) => deleteRecord(client, entity, id),
    act: (entity: string, id: string, action: string, input: RecordValues, options?: { dryRun?: boolean }) =>
      runAction(client, entity, id, action, input, options),
  };
}
