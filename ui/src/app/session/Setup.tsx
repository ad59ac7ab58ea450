import { Button, NativeSelect, PasswordInput, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem, type Problem } from "@/api/problem";
import { setUp } from "@/api/session";
import { currentLanguage, useText } from "@/text";

const currencies = ["EUR", "USD", "RUB", "GBP", "CHF", "PLN", "CZK", "KZT", "CNY", "JPY"];

interface Refusal {
  sentence: string;
  fields: Record<string, string>;
}

function refusalOf(problem: Problem, gone: string): Refusal {
  return { sentence: problem.status === 404 ? gone : problem.message, fields: problem.fieldMessages() };
}

// The one-time page behind the link that the server prints at its first start.
export default function Setup() {
  const text = useText();
  const token = new URLSearchParams(location.search).get("token") ?? "";
  const [refusal, setRefusal] = useState<Refusal | null>(null);
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    setSending(true);
    const read = (name: string) => String(form.get(name) ?? "");
    try {
      await setUp({
        token,
        name: read("name"),
        email: read("email"),
        password: read("password"),
        workspace: {
          name: read("workspace"),
          currency: read("currency"),
          language: read("language"),
          time_zone: read("time_zone"),
        },
      });
      location.assign("/");
    } catch (error) {
      const told = isProblem(error) && error.status !== 0;
      setRefusal(
        told
          ? refusalOf(error, text("session.setupGone"))
          : { sentence: text("error.unreachable"), fields: {} },
      );
      setSending(false);
    }
  };
  const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

  return (
    <main className="gate">
      <form className="card gate-card" onSubmit={submit}>
        <img src="/icon.svg" alt="" width={36} height={36} />
        <h1>{text("session.setupTitle")}</h1>
        <p>{text("session.setupIntro")}</p>
        {refusal && (
          <div role="alert" className="gate-fault">
            {refusal.sentence}
          </div>
        )}
        <TextInput
          name="workspace"
          label={text("session.workspace")}
          required
          autoFocus
          error={refusal?.fields["workspace.name"]}
        />
        <TextInput
          name="name"
          label={text("session.name")}
          autoComplete="name"
          required
          error={refusal?.fields.name}
        />
        <TextInput
          name="email"
          type="email"
          label={text("session.email")}
          autoComplete="username"
          required
          error={refusal?.fields.email}
        />
        <PasswordInput
          name="password"
          label={text("session.password")}
          description={text("session.passwordHint")}
          autoComplete="new-password"
          minLength={12}
          required
          error={refusal?.fields.password}
          visibilityToggleButtonProps={{ "aria-label": text("session.password"), tabIndex: 0 }}
        />
        <NativeSelect
          name="currency"
          label={text("session.currency")}
          data={currencies}
          defaultValue={currentLanguage() === "ru" ? "RUB" : "EUR"}
        />
        <NativeSelect
          name="language"
          label={text("session.language")}
          data={[
            { value: "en", label: "English" },
            { value: "ru", label: "Русский" },
          ]}
          defaultValue={currentLanguage()}
        />
        <NativeSelect
          name="time_zone"
          label={text("session.timeZone")}
          data={Intl.supportedValuesOf("timeZone")}
          defaultValue={zone}
        />
        <Button type="submit" size="sm" loading={sending} fullWidth>
          {text("session.setupSubmit")}
        </Button>
      </form>
    </main>
  );
}
