import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import type { ErrorComponentProps } from "@tanstack/react-router";
import { ErrorState } from "@/kit/ErrorState";

// One broken page leaves the rest of the program standing.
export function PageCrashed({ error, reset }: ErrorComponentProps) {
  const boundary = useQueryErrorResetBoundary();
  return (
    <ErrorState
      error={error}
      retry={() => {
        boundary.reset();
        reset();
      }}
    />
  );
}
