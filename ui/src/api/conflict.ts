import { createStore } from "./store";
import type { AnyLink, RecordItem, RecordValues } from "./types";

// Two people changed the same field. The page shows both values and lets the person choose.
export interface Conflict {
  entity: string;
  id: string;
  mine: RecordValues;
  theirs: RecordItem;
  changedBy: AnyLink | null;
  changedAt: string | null;
  // Called with the values to be written over theirs; none keeps theirs.
  settle: (values: RecordValues | null) => void;
}

export const conflicts = createStore<Conflict | null>(null);
