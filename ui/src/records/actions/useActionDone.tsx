import { Button } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import type { ActionMeta } from "@/api/types";
import { useUndo } from "@/api/undo";
import type { ActionDone } from "@/api/writes";
import { toast, toastDone, toastUndo } from "@/kit/toast";
import { useText } from "@/text";

const openMs = 8000;

// Says what an action has done, and leads to what it has made.
export function useActionDone(): (action: ActionMeta, done: ActionDone) => void {
  const text = useText();
  const undo = useUndo();
  const navigate = useNavigate();
  return (action, { answer, change }) => {
    const message = [answer.message ?? action.label, ...(answer.warnings ?? [])].join(" ");
    const made = answer.created ?? [];
    if (made.length > 0) {
      toast({
        autoClose: openMs,
        message: (
          <span className="row toast-row">
            <bdi className="truncate">{message}</bdi>
            {made.slice(0, 2).map((one) => (
              <Button
                key={one.id}
                variant="subtle"
                size="compact-xs"
                onClick={() =>
                  void navigate({ to: "/$entity/$id", params: { entity: one.entity, id: one.id } })
                }
              >
                {made.length > 1 && one.title ? one.title : text("common.open")}
              </Button>
            ))}
          </span>
        ),
      });
    } else if (change && action.undoable) toastUndo(message, () => undo(change));
    else toastDone(message);
  };
}
