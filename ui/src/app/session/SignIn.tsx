import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem } from "@/api/problem";
import { useSignIn } from "@/api/session";
import { useText } from "@/text";

export function SignIn() {
  const text = useText();
  const signIn = useSignIn();
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  // No form action: React would empty the fields afterwards, and a wrong password costs the e-mail too.
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSending(true);
    try {
      await signIn(String(form.get("email")), String(form.get("password")));
    } catch (error) {
      const told = isProblem(error) && error.status !== 0;
      setFault(told ? error.message : text(isProblem(error) ? "error.unreachable" : "error.internal"));
      setSending(false);
    }
  };

  return (
    <main className="gate">
      <form className="card gate-card" onSubmit={submit}>
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1>{text("session.title")}</h1>
        {fault && (
          <div role="alert" className="gate-fault">
            {fault}
          </div>
        )}
        <TextInput
          name="email"
          type="email"
          label={text("session.email")}
          autoComplete="username"
          required
          autoFocus
        />
        <PasswordInput
          name="password"
          label={text("session.password")}
          autoComplete="current-password"
          required
          visibilityToggleButtonProps={{ "aria-label": text("session.password"), tabIndex: 0 }}
        />
        <Button type="submit" size="sm" loading={sending} fullWidth>
          {text("session.submit")}
        </Button>
      </form>
    </main>
  );
}
