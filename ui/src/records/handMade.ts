import type { Icon } from "@tabler/icons-react";
import type { RecordValues } from "@/api/types";

// What the modules tell the generic rooms, which know no entity: filled once when the page starts, by modules/index.ts.

// One way to write something down on a record: what it becomes, and what is asked beside the text.
export interface ComposerKind {
  name: "note" | "call" | "meeting" | "task";
  icon: Icon;
  entity: string;
  // The field that takes the text, and the one that takes its first line where the record wants a title.
  text: string;
  title?: string;
  fields: string[];
  values?: RecordValues;
}

interface HandMade {
  composers: ComposerKind[];
  // By entity: the action that brings a record to a stage with this base status, such as losing a sale.
  moves: Record<string, Record<string, string> | undefined>;
}

export const handMade: HandMade = { composers: [], moves: {} };
