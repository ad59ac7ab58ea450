import type { ComponentType } from "react";
import type { FieldMeta, RecordValues, Value } from "@/api/types";
import type { OperatorName } from "./filter/condition";
import type { Literal } from "./filter/tree";

export interface ViewProps {
  value: Value;
  field: FieldMeta;
  record: RecordValues;
  // Set by whoever knows that the value is late.
  late?: boolean;
}

export interface InputProps {
  value: Value;
  field: FieldMeta;
  record: RecordValues;
  onChange: (value: Value) => void;
  // What was chosen is final: an inline editor closes.
  onPick?: (value: Value) => void;
  // A text that is no value of this type; null when all is well again.
  onFault?: (message: string | null) => void;
  // An inline editor opened by typing begins with what was typed.
  typed?: string;
  place: "cell" | "form";
  id?: string;
  // For inputs without a visible label.
  label?: string;
  invalid?: boolean;
  autoFocus?: boolean;
}

export interface FilterProps {
  field: FieldMeta;
  operator: OperatorName;
  values: Literal[];
  onChange: (values: Literal[]) => void;
}

export type Parsed = { ok: true; value: Value } | { ok: false; message: string };

export interface FieldType {
  View: ComponentType<ViewProps>;
  Input: ComponentType<InputProps>;
  Filter: ComponentType<FilterProps>;
  align: "start" | "end";
  // Width of a column in pixels, before anybody drags it.
  width: number;
  operators: OperatorName[];
  // Its filter is a list to choose from, too tall to stand in a line.
  filterIsList?: boolean;
  // Text from the clipboard; absent where no text can say the value.
  parse?: (text: string, field: FieldMeta) => Parsed;
  // Text for the clipboard, and for what is read aloud.
  text: (value: Value, field: FieldMeta, record: RecordValues) => string;
  // How the value looks on the wire when sent; links are answered richer than they are sent.
  wire?: (value: Value) => Value;
  // A short value shown in the words of a filter chip.
  literalText?: (literal: Literal, field: FieldMeta) => string;
  // Wide values take the whole width of a form.
  wide?: boolean;
}

export function isEmpty(value: Value): boolean {
  if (value === null || value === undefined || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  return false;
}
