import { Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { acceptWelcome, type Invitation, readWelcome } from "@/api/session";
import { useText } from "@/text";
import { Gate } from "./Gate";
import { NewPassword } from "./NewPassword";

// The page behind an invitation and behind a link to reset a password.
export default function Welcome() {
  const text = useText();
  const [token] = useState(() => new URLSearchParams(location.search).get("token") ?? "");
  const invitation = useQuery({
    queryKey: ["welcome", token],
    queryFn: () => readWelcome(token),
    retry: (count, error) => isProblem(error) && error.status === 0 && count < 2,
    // The link is used up by this page itself; asking again would only say so.
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (invitation.isPending) return <main className="gate" aria-busy />;
  if (!invitation.data) {
    const ended = isProblem(invitation.error) && invitation.error.status !== 0;
    return (
      <Gate
        title={text("session.linkEnded")}
        intro={text(ended ? "session.linkEndedText" : "error.unreachable")}
      >
        {ended ? (
          <Button component="a" href="/" fullWidth size="sm">
            {text("session.toSignIn")}
          </Button>
        ) : (
          <Button fullWidth size="sm" onClick={() => void invitation.refetch()}>
            {text("common.retry")}
          </Button>
        )}
      </Gate>
    );
  }
  return <ChoosePassword token={token} invitation={invitation.data} />;
}

function ChoosePassword({ token, invitation }: { token: string; invitation: Invitation }) {
  const text = useText();
  const client = useQueryClient();
  const navigate = useNavigate();
  const [password, setPassword] = useState<string | null>(null);
  const [fault, setFault] = useState<{ sentence: string | null; password?: string }>({ sentence: null });
  const [sending, setSending] = useState(false);
  const isNew = invitation.purpose === "invitation";
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!password) return;
    setSending(true);
    try {
      await acceptWelcome(token, password);
      await client.invalidateQueries({ queryKey: keys.session });
      await navigate({ to: "/", replace: true });
    } catch (error) {
      const beside = isProblem(error) ? error.fieldMessages().password : undefined;
      const told = isProblem(error) && error.status !== 0;
      const sentence = told ? error.message : text(isProblem(error) ? "error.unreachable" : "error.internal");
      setFault(beside ? { sentence: null, password: beside } : { sentence });
      setSending(false);
    }
  };
  const words = { name: invitation.name, workspace: invitation.workspace };
  return (
    <Gate
      title={text(isNew ? "session.welcome" : "session.resetTitle", words)}
      intro={text(isNew ? "session.welcomeText" : "session.resetText", words)}
      fault={fault.sentence}
      onSubmit={submit}
    >
      {/* In sight for the person, and the name under which the browser keeps the password. */}
      <TextInput
        label={text("session.email")}
        autoComplete="username"
        type="email"
        value={invitation.email}
        readOnly
      />
      <NewPassword
        label={text("session.newPassword")}
        error={fault.password}
        autoFocus
        onPassword={setPassword}
      />
      <Button type="submit" size="sm" loading={sending} disabled={password === null} fullWidth>
        {text(isNew ? "session.enter" : "session.resetSubmit")}
      </Button>
    </Gate>
  );
}
