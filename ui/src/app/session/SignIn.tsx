import { Button, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem } from "@/api/problem";
import { useSignIn } from "@/api/session";
import { useText } from "@/text";
import { Gate } from "./Gate";

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
    <Gate title={text("session.title")} fault={fault} onSubmit={submit}>
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
        visibilityToggleButtonProps={{ "aria-label": text("session.showPassword"), tabIndex: 0 }}
      />
      <Button type="submit" size="sm" loading={sending} fullWidth>
        {text("session.submit")}
      </Button>
      <p className="gate-note">{text("session.forgotten")}</p>
    </Gate>
  );
}
