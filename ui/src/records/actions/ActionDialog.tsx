import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError, toastUndo } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import { useRecordForm } from "@/records/form/useRecordForm";
import { useText } from "@/text";

interface ActionDialogProps {
  entity: EntityMeta;
  record: RecordItem;
  action: ActionMeta;
  onClose: () => void;
}

// Asks for the input of an action and runs it.
export function ActionDialog({ entity, record, action, onClose }: ActionDialogProps) {
  const text = useText();
  const { act } = useWrites();
  const undo = useUndo();
  const [sending, setSending] = useState(false);
  const fields = action.input ?? [];
  const form = useRecordForm(fields, {});

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = form.collect();
    if (!input || sending) return;
    setSending(true);
    try {
      const { answer, change } = await act(entity.name, record.id, action.name, input);
      onClose();
      const message = answer.message ?? action.label;
      if (change && action.undoable) toastUndo(message, () => undo(change));
      else toastDone(message);
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <Dialog onClose={onClose} title={action.label}>
      <form onSubmit={submit} noValidate>
        <FieldRows fields={fields} form={form} context={record} />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} data-autofocus={fields.length === 0 || undefined}>
            {action.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
