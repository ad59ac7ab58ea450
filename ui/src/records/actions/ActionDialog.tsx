import { Button } from "@mantine/core";
import { type FormEvent, Suspense, useState } from "react";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastError } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import { useRecordForm } from "@/records/form/useRecordForm";
import { type ActionDialogProps, handMade } from "@/records/handMade";
import { useText } from "@/text";
import { askedFields, initialInput } from "./actionInput";
import { useActionDone } from "./useActionDone";

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
  const done = useActionDone();
  const [sending, setSending] = useState(false);
  const fields = askedFields(action);
  const form = useRecordForm(fields, initialInput(entity, fields, record));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const input = form.collect();
    if (!input || sending) return;
    setSending(true);
    try {
      const result = await act(entity.name, record.id, action.name, input);
      onClose();
      done(action, result);
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
