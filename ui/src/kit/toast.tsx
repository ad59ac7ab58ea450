import { Button } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { isProblem } from "@/api/problem";
import { text } from "@/text";

const undoMs = 5000;

// Tells what was done and offers to take it back.
export function toastUndo(message: string, undo: () => Promise<void>): void {
  const id = crypto.randomUUID();
  const takeBack = async () => {
    notifications.hide(id);
    await undo().then(
      () => notifications.show({ message: text("record.undone"), autoClose: 1500, withBorder: true }),
      toastError,
    );
  };
  notifications.show({
    id,
    withBorder: true,
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
  notifications.show({ message, withBorder: true, autoClose: 3000 });
}

export function toastError(error: unknown): void {
  const problem = isProblem(error) ? error : null;
  const sentence =
    problem?.status === 0
      ? text("error.unreachable")
      : (problem?.fields[0]?.message ?? problem?.message ?? text("error.internal"));
  notifications.show({
    title: text("error.failed"),
    message: problem?.requestId ? `${sentence} (${problem.requestId})` : sentence,
    color: "red",
    withBorder: true,
    autoClose: 8000,
  });
}

export function notifyFault(message: string): void {
  notifications.show({ message, color: "red", withBorder: true, autoClose: 5000 });
}
