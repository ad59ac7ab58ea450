import { Button, NativeSelect, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem, type Problem } from "@/api/problem";
import { setUp } from "@/api/session";
import { currentLanguage, useText } from "@/text";
import { Gate } from "./Gate";
import { NewPassword } from "./NewPassword";

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
  const [password, setPassword] = useState<string | null>(null);
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
        password: password ?? "",
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
    <Gate
      title={text("session.setupTitle")}
      intro={text("session.setupIntro")}
      fault={refusal?.sentence}
      onSubmit={submit}
    >
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
      <NewPassword
        label={text("session.password")}
        error={refusal?.fields.password}
        onPassword={setPassword}
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
      <Button type="submit" size="sm" loading={sending} disabled={password === null} fullWidth>
        {text("session.setupSubmit")}
      </Button>
    </Gate>
  );
}
