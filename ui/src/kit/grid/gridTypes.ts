import type { ReactNode } from "react";

export interface GridColumn<Row> {
  id: string;
  label: string;
  width: number;
  align: "start" | "end";
  sortable: boolean;
  sorted?: "ascending" | "descending";
  editable: boolean;
  view: (row: Row) => ReactNode;
  // Items of the menu behind the heading.
  menu?: ReactNode;
  footer?: ReactNode;
}

export interface GridGroup {
  key: string;
  label: ReactNode;
  // What is read aloud and shown beside the label.
  name: string;
  count: number;
  open: boolean;
  summary?: ReactNode;
}

export type GridItem<Row> =
  | { kind: "row"; row: Row }
  | { kind: "group"; group: GridGroup }
  | { kind: "loading" };

export interface CellPlace {
  index: number;
  column: number;
}

export interface CellEdit extends CellPlace {
  // The letter that opened the editor, if one did.
  typed?: string;
}
