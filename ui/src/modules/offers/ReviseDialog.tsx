import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { useWrites } from "@/api/writes";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import type { ActionDialogProps } from "@/records/handMade";
import { useText } from "@/text";

// What was sent stays as it was: one goes on in a new version of it.
export default function ReviseDialog({ entity, record, action, onClose }: ActionDialogProps) {
  const text = useText();
  const navigate = useNavigate();
  const { act } = useWrites();
  const [sending, setSending] = useState(false);
  const revise = async () => {
    setSending(true);
    try {
      const { answer } = await act(entity.name, record.id, action.name, {});
      onClose();
      toastDone(answer.message ?? action.label);
      const made = answer.created?.[0];
      if (made) void navigate({ to: "/$entity/$id", params: { entity: entity.name, id: made.id } });
    } catch (error) {
      toastError(error);
      setSending(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={action.label} size="sm">
      <p>{text("commerce.versions.reviseText", { no: String(Number(record.version_no ?? 1) + 1) })}</p>
      <div className="row dialog-foot">
        <Button variant="default" onClick={onClose}>
          {text("common.cancel")}
        </Button>
        <Button loading={sending} data-autofocus onClick={() => void revise()}>
          {action.label}
        </Button>
      </div>
    </Dialog>
  );
}
