import type { Icon } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { ActionMeta, EntityMeta, RecordItem, RecordValues } from "@/api/types";

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

export interface ActionDialogProps {
  entity: EntityMeta;
  record: RecordItem;
  action: ActionMeta;
  onClose: () => void;
}

interface HandMade {
  composers: ComposerKind[];
  // By entity: the action that brings a record to a stage with this base status, or to this state: losing a sale.
  moves: Record<string, Record<string, string> | undefined>;
  // By entity and action: the dialog that asks for its input in a better way than field by field.
  dialogs: Record<string, Record<string, ComponentType<ActionDialogProps>> | undefined>;
}

export const handMade: HandMade = { composers: [], moves: {}, dialogs: {} };
