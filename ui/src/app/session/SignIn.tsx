import { Button, PasswordInput, TextInput } from "@mantine/core";
import { useActionState } from "react";
import { isProblem } from "@/api/problem";
import { useSignIn } from "@/api/session";
import { useText } from "@/text";

export function SignIn() {
  const text = useText();
  const signIn = useSignIn();
  const [fault, submit, sending] = useActionState(async (_before: string | null, form: FormData) => {
    try {
      await signIn(String(form.get("email")), String(form.get("password")));
      return null;
    } catch (error) {
      if (isProblem(error) && error.status !== 0) return error.message;
      return text(isProblem(error) ? "error.unreachable" : "error.internal");
    }
  }, null);

  return (
    <main className="gate">
      <form className="card gate-card" action={submit}>
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
