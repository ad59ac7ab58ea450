import { Button } from "@mantine/core";
import { type NotificationData, notifications } from "@mantine/notifications";
import { isProblem } from "@/api/problem";
import { text } from "@/text";

const undoMs = 5000;

// Every toast is framed and can be closed by name. Returns its id.
export function toast(data: NotificationData): string {
  return notifications.show({
    withBorder: true,
    closeButtonProps: { "aria-label": text("common.close") },
    ...data,
  });
}

// Tells what was done and offers to take it back.
export function toastUndo(message: string, undo: () => Promise<void>): void {
  const id = crypto.randomUUID();
  const takeBack = async () => {
    notifications.hide(id);
    await undo().then(() => toast({ message: text("record.undone"), autoClose: 1500 }), toastError);
  };
  toast({
    id,
    autoClose: undoMs,
    message: (
      <span className="row toast-row">
        <bdi className="truncate">{message}</bdi>
        <Button variant="subtle" size="compact-xs" onClick={takeBack}>
          {text("common.undo")}
        </Button>
      </span>
    ),
  });
}

export function toastDone(message: string): void {
  toast({ message, autoClose: 3000 });
}

export function toastError(error: unknown): void {
  const problem = isProblem(error) ? error : null;
  const sentence =
    problem?.status === 0
      ? text("error.unreachable")
      : (problem?.fields[0]?.message ?? problem?.message ?? text("error.internal"));
  toast({
    title: text("error.failed"),
    message: problem?.requestId ? `${sentence} (${problem.requestId})` : sentence,
    color: "red",
    autoClose: 8000,
  });
}

export function notifyFault(message: string): void {
  toast({ message, color: "red", autoClose: 5000 });
}
