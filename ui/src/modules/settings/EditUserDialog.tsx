import { Button } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastError, toastUndo } from "@/kit/toast";
import { FieldRows } from "@/records/form/FieldRows";
import { useRecordForm } from "@/records/form/useRecordForm";
import { useText } from "@/text";

interface EditUserDialogProps {
  entity: EntityMeta;
  user: RecordItem;
  fields: FieldMeta[];
  onClose: () => void;
}

// What decides what a person may do, in one place; everything else is on the person's own page.
export function EditUserDialog({ entity, user, fields, onClose }: EditUserDialogProps) {
  const text = useText();
  const { update } = useWrites();
  const undo = useUndo();
  const [before] = useState(() => Object.fromEntries(fields.map(({ name }) => [name, user[name]])));
  const form = useRecordForm(fields, before);
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = form.collect();
    if (!values) return;
    const touched = fields
      .map((field) => field.name)
      .filter((name) => JSON.stringify(form.values[name]) !== JSON.stringify(before[name]));
    if (touched.length === 0) return onClose();
    const pick = (from: typeof values) => Object.fromEntries(touched.map((name) => [name, from[name]]));
    setSending(true);
    try {
      const { change } = await update({
        entity: entity.name,
        id: user.id,
        values: pick(values),
        shown: pick(form.values),
      });
      onClose();
      if (change) toastUndo(text("settings.saved"), () => undo(change));
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };
  return (
    <Dialog title={String(user.name)} onClose={onClose}>
      <form onSubmit={submit} noValidate>
        <FieldRows fields={fields} form={form} context={user} />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending}>
            {text("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
