import { useState } from "react";
import { fieldOf } from "@/api/meta";
import { isProblem, type Problem } from "@/api/problem";
import type { EntityMeta, FieldMeta, RecordValues, Value } from "@/api/types";
import { wireValue } from "@/fields/registry";

export interface RecordForm {
  values: RecordValues;
  faults: Record<string, string>;
  set: (field: FieldMeta, value: Value) => void;
  setFault: (field: FieldMeta, message: string | null) => void;
  // What the server wants to be sent; null while something cannot be sent.
  collect: () => RecordValues | null;
  // Puts the server's messages beside their fields; true when it was about fields at all.
  refuse: (error: unknown) => Problem | null;
}

function without(faults: Record<string, string>, name: string): Record<string, string> {
  const { [name]: _gone, ...rest } = faults;
  return rest;
}

// The state of a form made from fields, whatever they belong to: a record or the input of an action.
export function useRecordForm(
  fields: FieldMeta[],
  initial: RecordValues,
  known: Record<string, string> = {},
): RecordForm {
  const [values, setValues] = useState(initial);
  const [faults, setFaults] = useState(known);
  return {
    values,
    faults,
    set: (field, value) => {
      setValues((before) => ({ ...before, [field.name]: value }));
      setFaults((before) => without(before, field.name));
    },
    setFault: (field, message) =>
      setFaults((before) => (message ? { ...before, [field.name]: message } : without(before, field.name))),
    collect: () => {
      if (Object.keys(faults).length > 0) return null;
      const wanted = fields.filter((field) => values[field.name] !== undefined);
      return Object.fromEntries(wanted.map((field) => [field.name, wireValue(field, values[field.name])]));
    },
    refuse: (error) => {
      if (!isProblem(error)) return null;
      const named = error.fieldMessages();
      setFaults(named);
      return Object.keys(named).some((name) => fields.some((field) => field.name === name)) ? error : null;
    },
  };
}

// The fields that a new record of the entity asks for, in the order of its form.
export function formFields(entity: EntityMeta): FieldMeta[] {
  const names = entity.layouts?.form ?? entity.fields.map((field) => field.name);
  // Fields of the workspace's own were added to be filled in; the layout is older than they are.
  const own = entity.fields.filter((field) => field.custom).map((field) => field.name);
  return [...new Set([...names, ...own])]
    .map((name) => fieldOf(entity, name))
    .filter((field): field is FieldMeta => field !== undefined && isFillable(field));
}

export function isFillable(field: FieldMeta): boolean {
  return !field.read_only && !field.computed && field.write !== false;
}
