import { type KeyboardEvent, useRef, useState } from "react";
import type { FieldMeta, RecordValues, Value } from "@/api/types";
import { fieldTypeOf } from "@/fields/registry";
import "./inline.css";

export type CommitMove = "stay" | "down" | "next" | "previous";

interface InlineEditorProps {
  field: FieldMeta;
  record: RecordValues;
  typed?: string;
  onCommit: (value: Value, move: CommitMove) => void;
  onCancel: () => void;
}

// The editor of one value in place. Enter and Tab keep it, Escape drops it, leaving it keeps it.
export function InlineEditor({ field, record, typed, onCommit, onCancel }: InlineEditorProps) {
  const { Input } = fieldTypeOf(field);
  const [fault, setFault] = useState<string | null>(null);
  // Not state: a key pressed right after a letter must see that letter.
  const draft = useRef<Value>(record[field.name]);
  const done = useRef(false);

  const finish = (value: Value, move: CommitMove) => {
    if (done.current) return;
    done.current = true;
    onCommit(value, move);
  };
  const cancel = () => {
    done.current = true;
    onCancel();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    event.stopPropagation();
    if (event.key === "Escape") {
      event.preventDefault();
      cancel();
    }
    if (event.defaultPrevented || fault !== null) return;
    if (event.key === "Enter") {
      event.preventDefault();
      finish(draft.current, "down");
    }
    if (event.key === "Tab") {
      event.preventDefault();
      finish(draft.current, event.shiftKey ? "previous" : "next");
    }
  };

  return (
    <div
      className="editor"
      onKeyDown={onKeyDown}
      onBlur={(event) => {
        // Focus moves inside while a list of choices is open.
        if (event.currentTarget.contains(event.relatedTarget)) return;
        if (fault === null) finish(draft.current, "stay");
        else cancel();
      }}
    >
      <Input
        place="cell"
        field={field}
        record={record}
        value={record[field.name]}
        typed={typed}
        label={field.label}
        autoFocus
        invalid={fault !== null}
        onFault={setFault}
        onChange={(value) => {
          draft.current = value;
        }}
        onPick={(value) => finish(value, "stay")}
      />
      {fault && (
        <span role="alert" className="editor-fault">
          {fault}
        </span>
      )}
    </div>
  );
}
