import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { Json, Value } from "@/api/types";
import { text } from "@/text";
import type { FieldType, InputProps, Parsed } from "../fieldType";

function read(typed: string): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  try {
    return { ok: true, value: JSON.parse(typed) as Json };
  } catch {
    return { ok: false, message: text("field.notJson") };
  }
}

function show(value: Value): string {
  return value === null || value === undefined ? "" : JSON.stringify(value);
}

function JsonInput({ value, onChange, onFault, place, id, label, invalid, autoFocus }: InputProps) {
  const [draft, setDraft] = useState(() =>
    value === null || value === undefined ? "" : JSON.stringify(value, null, 2),
  );
  return (
    <Textarea
      id={id}
      className={place === "cell" ? "cell-textarea code" : "code"}
      aria-label={label}
      autosize
      minRows={3}
      maxRows={16}
      value={draft}
      error={invalid}
      autoFocus={autoFocus}
      spellCheck={false}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        const parsed = read(event.currentTarget.value);
        onFault?.(parsed.ok ? null : parsed.message);
        if (parsed.ok) onChange(parsed.value);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      }}
    />
  );
}

export const jsonField: FieldType = {
  View: ({ value }) => <code className="truncate">{show(value)}</code>,
  Input: JsonInput,
  Filter: () => null,
  align: "start",
  width: 200,
  operators: ["empty", "notEmpty"],
  parse: read,
  text: show,
  wide: true,
};
