import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { FieldMeta, RecordItem, RecordValues } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { toastError } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import "@/records/form/form.css";
import { useRecordForm } from "@/records/form/useRecordForm";
import { useText } from "@/text";
import type { Step } from "./stages";

interface MoveDialogProps {
  record: RecordItem;
  step: Step;
  fields: FieldMeta[];
  // What the server has said about them already.
  faults: Record<string, string>;
  onSend: (values: RecordValues) => Promise<void>;
  onClose: () => void;
}

// Asks for what the step wants to know, and moves there.
export function MoveDialog({ record, step, fields, faults, onSend, onClose }: MoveDialogProps) {
  const text = useText();
  const [sending, setSending] = useState(false);
  const form = useRecordForm(fields, {}, faults);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (sending || !form.collect()) return;
    setSending(true);
    try {
      await onSend(form.values);
      onClose();
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };
  const name = step.label;
  return (
    <Dialog onClose={onClose} title={text("stage.asked", { stage: name })}>
      <form onSubmit={submit} noValidate>
        <FieldRows fields={fields} form={form} context={record} />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending}>
            {text("stage.move", { name })}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
