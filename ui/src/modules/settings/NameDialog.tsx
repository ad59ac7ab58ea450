import { Button, TextInput } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import type { RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";

interface NameDialogProps {
  entity: string;
  record: RecordItem;
  onClose: () => void;
}

// Another name for something that exists. What the meta names too, such as stages, is read again.
export function NameDialog({ entity, record, onClose }: NameDialogProps) {
  const text = useText();
  const client = useQueryClient();
  const { update } = useWrites();
  const undo = useUndo();
  const before = String(record.name);
  const [name, setName] = useState(before);
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (name.trim() === before) return onClose();
    try {
      const { change } = await update({ entity, id: record.id, values: { name: name.trim() } });
      await client.invalidateQueries({ queryKey: keys.meta });
      onClose();
      if (change) toastUndo(text("settings.saved"), () => undo(change));
    } catch (error) {
      if (isProblem(error) && error.fields[0]) setFault(error.fields[0].message);
      else toastError(error);
    }
  };
  return (
    <Dialog title={text("settings.renameName", { name: before })} onClose={onClose} size="sm">
      <form onSubmit={submit}>
        <TextInput
          label={text("roles.name")}
          value={name}
          error={fault}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            {text("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
