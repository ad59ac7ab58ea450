import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { keys } from "@/api/keys";
import type { RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";

interface DeleteDialogProps {
  entity: string;
  record: RecordItem;
  onClose: () => void;
  onDeleted?: () => void;
}

// What others still lead to is refused by the server, in its own words.
export function DeleteDialog({ entity, record, onClose, onDeleted }: DeleteDialogProps) {
  const text = useText();
  const client = useQueryClient();
  const { remove } = useWrites();
  const undo = useUndo();
  const name = String(record.name);
  const confirm = async () => {
    onClose();
    try {
      const { change } = await remove(entity, record.id);
      await client.invalidateQueries({ queryKey: keys.meta });
      onDeleted?.();
      if (change) toastUndo(text("record.deleted", { name }), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Dialog title={text("settings.deleteName", { name })} onClose={onClose} size="sm">
      <p className="quiet">{text("settings.deleteText")}</p>
      <div className="row dialog-foot">
        <Button variant="default" onClick={onClose}>
          {text("common.cancel")}
        </Button>
        <Button color="red" data-autofocus onClick={() => void confirm()}>
          {text("common.delete")}
        </Button>
      </div>
    </Dialog>
  );
}
