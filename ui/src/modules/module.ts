import type { Icon } from "@tabler/icons-react";
import type { ComponentType } from "react";
import type { EntityMeta, RecordItem } from "@/api/types";
import type { ActionDialogProps, ComposerKind } from "@/records/handMade";
import type { Texts } from "@/text/en";

export interface ListPageProps {
  entity: EntityMeta;
}

export interface RecordPageProps {
  entity: EntityMeta;
  id: string;
}

export interface WidgetProps {
  entity: EntityMeta;
  record: RecordItem;
}

// A page with a path of its own, such as /today.
export interface OwnPage {
  path: string;
  // Fetched when somebody goes there.
  load: () => Promise<{ default: ComponentType }>;
  // Where it stands in the sidebar; absent for pages that are reached from others.
  menu?: {
    label: keyof Texts["nav"];
    icon: Icon;
    place: "top" | "insight" | "foot";
    keys?: string;
    // The report that it shows; whoever may not have it is not led there.
    report?: string;
    // The records that it shows; whoever may not read them is not led there.
    entity?: string;
  };
}

// What is made by hand for one part of the business. What is absent is made from the meta.
export interface Module {
  entity?: string;
  pages?: {
    list?: ComponentType<ListPageProps>;
    show?: ComponentType<RecordPageProps>;
  };
  ownPages?: OwnPage[];
  // The action that brings a record to a stage with this base status, or to this state, such as losing a sale.
  moves?: Record<string, string>;
  // Dialogs that ask for the input of an action in a better way than field by field.
  dialogs?: Record<string, ComponentType<ActionDialogProps>>;
  // What can be written down on any record.
  composers?: ComposerKind[];
  // Boxes that layouts of records name by their id.
  widgets?: Record<string, ComponentType<WidgetProps>>;
}
