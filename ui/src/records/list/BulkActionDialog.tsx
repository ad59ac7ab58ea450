import { Button } from "@mantine/core";
import type { ActionMeta } from "@/api/types";
import type { BulkWork } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { FieldRows } from "@/records/form/FieldRows";
import { useRecordForm } from "@/records/form/useRecordForm";
import { useText } from "@/text";

interface BulkActionDialogProps {
  action: ActionMeta;
  onRun: (work: BulkWork) => void;
  onClose: () => void;
}

export function BulkActionDialog({ action, onRun, onClose }: BulkActionDialogProps) {
  const text = useText();
  const fields = action.input ?? [];
  const form = useRecordForm(fields, {});
  return (
    <Dialog onClose={onClose} title={action.label}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          const input = form.collect();
          if (input) onRun({ action: action.name, input });
        }}
      >
        <FieldRows fields={fields} form={form} />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" data-autofocus={fields.length === 0 || undefined}>
            {action.label}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
