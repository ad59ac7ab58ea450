import type { QueryClient } from "@tanstack/react-query";
import { findCached, patchCached } from "./cache";
import { base, get } from "./client";
import { keys } from "./keys";
import type { RecordPage, StreamEvent } from "./types";

// Events of one moment are answered with one read.
const gatherMs = 250;
// What is not on this page may belong there now; in a busy workspace that is asked less often.
const unseenMs = 2000;

interface Gathered {
  // Per entity, the records whose values changed.
  updated: Map<string, Set<string>>;
  // Entities whose lists may have other members now.
  moved: Set<string>;
}

async function readAgain(client: QueryClient, entity: string, ids: string[]): Promise<void> {
  const filter = `id IN (${ids.map((id) => `"${id}"`).join(", ")})`;
  const page = await get<RecordPage>(`/${entity}`, { filter, page_size: 500 });
  for (const item of page.items) patchCached(client, entity, item.id, item);
}

async function settle(client: QueryClient, gathered: Gathered): Promise<void> {
  for (const entity of gathered.moved) void client.invalidateQueries({ queryKey: keys.entity(entity) });
  for (const [entity, ids] of gathered.updated) {
    if (gathered.moved.has(entity)) continue;
    await readAgain(client, entity, [...ids]).catch(() =>
      client.invalidateQueries({ queryKey: keys.entity(entity) }),
    );
    void client.invalidateQueries({ queryKey: keys.aggregates(entity) });
  }
}

// Keeps the caches of this page in step with what others do. Returns the way to stop.
export function followStream(client: QueryClient, onSessionEnd: () => void): () => void {
  const source = new EventSource(`${base}/stream`);
  let gathered: Gathered = { updated: new Map(), moved: new Set() };
  let timer: ReturnType<typeof setTimeout> | undefined;
  let due = Number.POSITIVE_INFINITY;

  const later = (delayMs = gatherMs) => {
    const wanted = performance.now() + delayMs;
    if (wanted >= due) return;
    clearTimeout(timer);
    due = wanted;
    timer = setTimeout(() => {
      const batch = gathered;
      gathered = { updated: new Map(), moved: new Set() };
      due = Number.POSITIVE_INFINITY;
      void settle(client, batch);
    }, delayMs);
  };

  const onUpdated = (message: MessageEvent<string>) => {
    const event = JSON.parse(message.data) as StreamEvent;
    if (event.many || !event.id) {
      gathered.moved.add(event.entity);
      later();
      return;
    }
    const cached = findCached(client, event.entity, event.id);
    if (!cached) {
      gathered.moved.add(event.entity);
      later(unseenMs);
      return;
    }
    // Our own writes have been put in place already.
    if (cached.version === event.version) return;
    const ids = gathered.updated.get(event.entity) ?? new Set();
    gathered.updated.set(event.entity, ids.add(event.id));
    later();
  };

  const onMoved = (message: MessageEvent<string>) => {
    gathered.moved.add((JSON.parse(message.data) as StreamEvent).entity);
    later();
  };

  source.addEventListener("record.updated", onUpdated);
  source.addEventListener("record.created", onMoved);
  source.addEventListener("record.restored", onMoved);
  source.addEventListener("record.gone", onMoved);
  source.addEventListener("meta.changed", () => void client.invalidateQueries({ queryKey: keys.meta }));
  source.addEventListener(
    "notification",
    () => void client.invalidateQueries({ queryKey: ["records", "notifications"] }),
  );
  source.addEventListener("resync", () => void client.invalidateQueries());
  source.addEventListener("bye", (message: MessageEvent<string>) => {
    if ((JSON.parse(message.data) as { code?: string }).code === "session_ended") onSessionEnd();
  });

  return () => {
    clearTimeout(timer);
    source.close();
  };
}
