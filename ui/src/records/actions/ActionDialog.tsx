import { Button } from "@mantine/core";
import { type FormEvent, Suspense, useState } from "react";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError, toastUndo } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import { useRecordForm } from "@/records/form/useRecordForm";
import { type ActionDialogProps, handMade } from "@/records/handMade";
import { useText } from "@/text";

// Asks for the input of an action and runs it.
export function ActionDialog(props: ActionDialogProps) {
  const HandMade = handMade.dialogs[props.entity.name]?.[props.action.name];
  if (!HandMade) return <GenericDialog {...props} />;
  return (
    <Suspense fallback={null}>
      <HandMade {...props} />
    </Suspense>
  );
}

function GenericDialog({ entity, record, action, onClose }: ActionDialogProps) {
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
