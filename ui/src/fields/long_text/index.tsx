import { Textarea } from "@mantine/core";
import { useState } from "react";
import type { FieldType, InputProps, ViewProps } from "../fieldType";
import { readText } from "../text";
import { literalString, TextFilter } from "../text/filter";

function LongTextView({ value }: ViewProps) {
  if (typeof value !== "string") return null;
  return <bdi className="long-text">{value}</bdi>;
}

function LongTextInput({
  value,
  onChange,
  onFault,
  field,
  typed,
  place,
  id,
  label,
  invalid,
  autoFocus,
}: InputProps) {
  const [draft, setDraft] = useState(() => typed ?? (typeof value === "string" ? value : ""));
  return (
    <Textarea
      id={id}
      className={place === "cell" ? "cell-textarea" : undefined}
      aria-label={label}
      size="sm"
      autosize
      minRows={place === "cell" ? 4 : 2}
      maxRows={14}
      value={draft}
      error={invalid}
      autoFocus={autoFocus}
      data-autofocus={autoFocus || undefined}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        const parsed = readText(event.currentTarget.value, field);
        onFault?.(parsed.ok ? null : parsed.message);
        if (parsed.ok) onChange(parsed.value);
      }}
      // A new line in a long text; Ctrl+Enter is left to whoever saves.
      onKeyDown={(event) => {
        if (event.key === "Enter" && !event.ctrlKey && !event.metaKey) event.stopPropagation();
      }}
    />
  );
}

export const longTextField: FieldType = {
  View: LongTextView,
  Input: LongTextInput,
  Filter: TextFilter,
  align: "start",
  width: 260,
  operators: ["contains", "empty", "notEmpty"],
  parse: readText,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: literalString,
  wide: true,
};
