import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem } from "@/api/problem";
import type { RecordItem } from "@/api/types";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastError } from "@/kit/toast";
import { useText } from "@/text";

interface CopyRoleDialogProps {
  roles: RecordItem[];
  // The role to begin with; nothing where it is still to be chosen.
  from: RecordItem | null;
  onClose: () => void;
  onCopied: (id: string) => void;
}

// A role is never made from nothing: it begins as a copy of the one that comes nearest.
export function CopyRoleDialog({ roles, from, onClose, onCopied }: CopyRoleDialogProps) {
  const text = useText();
  const { act } = useWrites();
  const sources = roles.filter((role) => role.key !== "administrator");
  const [source, setSource] = useState(from?.id ?? sources[0]?.id ?? "");
  const [name, setName] = useState(from ? text("roles.copyOf", { name: String(from.name) }) : "");
  const [fault, setFault] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const { answer } = await act("roles", source, "copy", { name });
      const made = answer.created?.[0];
      onClose();
      if (made) onCopied(made.id);
    } catch (error) {
      if (isProblem(error) && error.fields[0]) setFault(error.fields[0].message);
      else toastError(error);
    }
  };
  return (
    <Dialog
      title={from ? text("roles.copyName", { name: String(from.name) }) : text("roles.new")}
      onClose={onClose}
    >
      <form onSubmit={submit} className="settings-dialog">
        <TextInput
          label={text("roles.name")}
          value={name}
          error={fault}
          required
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        {!from && (
          <NativeSelect
            label={text("roles.startFrom")}
            description={text("roles.startFromText")}
            value={source}
            data={sources.map((role) => ({ value: role.id, label: String(role.name) }))}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
        )}
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === "" || source === ""}>
            {text("common.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
