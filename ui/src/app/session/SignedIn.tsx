import { useQueryErrorResetBoundary } from "@tanstack/react-query";
import { Suspense } from "react";
import { useSession } from "@/api/session";
import { ErrorState } from "@/kit/ErrorState";
import { Shell } from "../shell/Shell";
import { SignIn } from "./SignIn";
import { StepUp } from "./StepUp";

// The door: guests see the sign-in at the address that they wanted, and land there afterwards.
export function SignedIn() {
  const session = useSession();
  const boundary = useQueryErrorResetBoundary();
  if (session.isError) {
    return (
      <ErrorState
        error={session.error}
        retry={() => {
          boundary.reset();
          void session.refetch();
        }}
      />
    );
  }
  if (session.isPending) return null;
  if (!session.data) return <SignIn />;
  return (
    <Suspense fallback={null}>
      <Shell />
      <StepUp />
    </Suspense>
  );
}
