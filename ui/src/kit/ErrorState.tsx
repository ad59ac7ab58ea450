import { Button } from "@mantine/core";
import { IconAlertTriangle } from "@tabler/icons-react";
import { Problem } from "@/api/problem";
import { useText } from "@/text";
import { EmptyState } from "./EmptyState";

interface ErrorStateProps {
  error: unknown;
  retry?: () => void;
  // In place of a whole page, whose heading it is then.
  isPage?: boolean;
}

// What happened, what to do, and the request by which an administrator finds it in the log.
export function ErrorState({ error, retry, isPage }: ErrorStateProps) {
  const text = useText();
  const problem = error instanceof Problem ? error : null;
  const sentence =
    problem?.status === 0 ? text("error.unreachable") : problem ? problem.message : text("error.internal");
  return (
    <div role="alert" className="error-state">
      <EmptyState
        isPage={isPage}
        icon={<IconAlertTriangle size={22} />}
        title={text("error.title")}
        text={sentence}
      >
        {retry && (
          <Button variant="default" onClick={retry}>
            {text("common.retry")}
          </Button>
        )}
      </EmptyState>
      {problem?.requestId && (
        <code className="faint">{text("error.request", { id: problem.requestId })}</code>
      )}
    </div>
  );
}
