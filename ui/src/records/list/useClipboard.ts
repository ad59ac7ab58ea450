import { fieldOf, mayWrite } from "@/api/meta";
import type { EntityMeta, FieldMeta, RecordItem, Value } from "@/api/types";
import { fieldTypeOf, valueText } from "@/fields/registry";
import type { GridColumn } from "@/kit/grid/gridTypes";
import { notifyFault, toastError } from "@/kit/toast";
import { useText } from "@/text";
import { useEditField } from "../useEditField";

interface ClipboardInput {
  entity: EntityMeta;
  columns: GridColumn<RecordItem>[];
  rowAt: (index: number) => RecordItem | undefined;
}

interface PastedCell {
  row: RecordItem;
  field: FieldMeta;
  value: Value;
}

// Cells go out and come in as a sheet wants them: tabs between columns, line breaks between rows.
export function useClipboard({ entity, columns, rowAt }: ClipboardInput) {
  const text = useText();
  const edit = useEditField(entity);

  const read = (index: number, column: number, pasted: string): PastedCell[] | null => {
    const cells: PastedCell[] = [];
    const lines = pasted.replace(/\r\n?/g, "\n").replace(/\n$/, "").split("\n");
    for (const [down, line] of lines.entries()) {
      const row = rowAt(index + down);
      for (const [across, word] of line.split("\t").entries()) {
        const field = fieldOf(entity, columns[column + across]?.id ?? "");
        if (!row || !field) continue;
        const parse = fieldTypeOf(field).parse;
        const parsed = parse && mayWrite(entity, field) ? parse(word, field) : null;
        if (!parsed?.ok) {
          notifyFault(parsed?.message ?? text("grid.pasteRefused", { field: field.label, text: word }));
          return null;
        }
        cells.push({ row, field, value: parsed.value });
      }
    }
    return cells;
  };

  return {
    copy: (row: RecordItem, column: string): string => {
      const field = fieldOf(entity, column);
      return field ? valueText(field, row) : "";
    },
    // All of it or nothing: a paste that one cell refuses changes none.
    paste: (index: number, column: number, pasted: string): void => {
      const cells = read(index, column, pasted);
      if (!cells) return;
      void (async () => {
        for (const { row, field, value } of cells) await edit(row, field, value);
      })().catch(toastError);
    },
  };
}
