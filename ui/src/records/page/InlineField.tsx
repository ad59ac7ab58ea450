import { useState } from "react";
import { mayWrite } from "@/api/meta";
import type { EntityMeta, FieldMeta, RecordItem, Value } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { InlineEditor } from "@/records/InlineEditor";
import { useEditField } from "@/records/useEditField";
import { useText } from "@/text";

interface InlineFieldProps {
  entity: EntityMeta;
  record: RecordItem;
  field: FieldMeta;
}

// A value that turns into its editor when it is clicked.
export function InlineField({ entity, record, field }: InlineFieldProps) {
  const text = useText();
  const edit = useEditField(entity);
  const [editing, setEditing] = useState(false);
  const { View } = fieldTypeOf(field);
  const value = record[field.name];
  const can = record.can as { update?: boolean } | undefined;
  const editable = mayWrite(entity, field) && can?.update !== false;
  const shown = isEmpty(value) ? (
    <span className="faint">{editable ? text("record.addValue") : "—"}</span>
  ) : (
    <View value={value} field={field} record={record} />
  );

  if (!editable) return <div className="inline-value fixed">{shown}</div>;
  if (editing) {
    return (
      <div className="inline-editor">
        <InlineEditor
          field={field}
          record={record}
          onCommit={(next: Value) => {
            setEditing(false);
            void edit(record, field, next);
          }}
          onCancel={() => setEditing(false)}
        />
      </div>
    );
  }
  return (
    // The value may hold links of its own, so this is no button: the button beside it is for the keyboard.
    // biome-ignore lint/a11y/useKeyWithClickEvents: the button inside is its accessible twin
    <div
      className="inline-value"
      onClick={(event) => {
        if (!(event.target instanceof Element && event.target.closest("a"))) setEditing(true);
      }}
    >
      {shown}
      <button
        type="button"
        className="plain inline-edit"
        aria-label={text("record.edit", { field: field.label })}
        onClick={() => setEditing(true)}
      />
    </div>
  );
}
