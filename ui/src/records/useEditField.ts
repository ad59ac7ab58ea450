import type { EntityMeta, FieldMeta, RecordItem, Value } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { wireValue } from "@/fields/registry";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";

function same(one: Value, other: Value): boolean {
  return JSON.stringify(one ?? null) === JSON.stringify(other ?? null);
}

// Changes one field: at once on the screen, then on the server, with five seconds to take it back.
export function useEditField(entity: EntityMeta) {
  const { update } = useWrites();
  const undo = useUndo();
  const text = useText();
  return async (record: RecordItem, field: FieldMeta, value: Value): Promise<void> => {
    const before = wireValue(field, record[field.name]);
    const next = wireValue(field, value) ?? null;
    if (same(before, next)) return;
    try {
      const { change } = await update({
        entity: entity.name,
        id: record.id,
        values: { [field.name]: next },
        shown: { [field.name]: value ?? null },
      });
      if (change) toastUndo(text("record.saved", { field: field.label }), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };
}
