import { Button, PasswordInput, TextInput, useMantineColorScheme } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, post, send } from "@/api/client";
import { useSetPreferences } from "@/api/preferences";
import { isProblem } from "@/api/problem";
import { Segments } from "@/kit/Segments";
import { toastDone, toastError } from "@/kit/toast";
import { changeLanguage, currentLanguage, useText } from "@/text";
import { formatWhen } from "@/text/format";
import { browserName } from "./browserName";
import { OnceShown } from "./OnceShown";

interface SignedInSession {
  id: string;
  address?: string;
  browser?: string;
  last_used_at?: string;
  current?: boolean;
}

interface Token {
  id: string;
  name: string;
  scopes?: string[];
}

export function AccountSection() {
  return (
    <>
      <Appearance />
      <ChangePassword />
      <Sessions />
      <Tokens />
    </>
  );
}

function Appearance() {
  const text = useText();
  const client = useQueryClient();
  const setPreferences = useSetPreferences();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const speak = async (language: "en" | "ru") => {
    await changeLanguage(language);
    await setPreferences({ language }).catch(toastError);
    await client.invalidateQueries();
  };
  return (
    <div className="card settings-form">
      <h3>{text("settings.appearance")}</h3>
      <Segments
        label={text("settings.appearance")}
        value={colorScheme}
        options={(["light", "dark", "auto"] as const).map((value) => ({
          value,
          label: text(`settings.theme.${value}`),
        }))}
        onChange={setColorScheme}
      />
      <Segments
        label={text("settings.language")}
        value={currentLanguage()}
        options={[
          { value: "en", label: "English" },
          { value: "ru", label: "Русский" },
        ]}
        onChange={(language) => void speak(language)}
      />
    </div>
  );
}

function ChangePassword() {
  const text = useText();
  const [values, setValues] = useState({ old: "", new: "" });
  const [faults, setFaults] = useState<Record<string, string>>({});
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      await post("/session/password", values);
      setValues({ old: "", new: "" });
      setFaults({});
      toastDone(text("settings.passwordChanged"));
    } catch (error) {
      if (isProblem(error) && error.fields.length > 0) setFaults(error.fieldMessages());
      else toastError(error);
    }
  };
  return (
    <form className="card settings-form" onSubmit={submit}>
      <h3>{text("settings.password")}</h3>
      <PasswordInput
        label={text("settings.oldPassword")}
        autoComplete="current-password"
        value={values.old}
        error={faults.old}
        onChange={(event) => setValues({ ...values, old: event.currentTarget.value })}
      />
      <PasswordInput
        label={text("settings.newPassword")}
        description={text("session.passwordHint")}
        autoComplete="new-password"
        value={values.new}
        error={faults.new}
        onChange={(event) => setValues({ ...values, new: event.currentTarget.value })}
      />
      <Button type="submit" disabled={values.old === "" || values.new === ""}>
        {text("settings.changePassword")}
      </Button>
    </form>
  );
}

function Sessions() {
  const text = useText();
  const sessions = useQuery({
    queryKey: ["sessions"],
    queryFn: () => get<{ items: SignedInSession[] }>("/sessions"),
  });
  const end = async (id: string) => {
    await send(`/sessions/${id}`, { method: "DELETE" }).catch(toastError);
    await sessions.refetch();
  };
  return (
    <div className="card">
      <h3 className="settings-heading">{text("settings.sessions")}</h3>
      <ul className="settings-rows">
        {sessions.data?.items.map((session) => (
          <li key={session.id}>
            <span className="grow">
              {session.browser ? browserName(session.browser) : session.address}
              <small className="faint">
                {session.address}
                {session.last_used_at &&
                  ` · ${text("settings.lastUsed", { when: formatWhen(session.last_used_at) })}`}
              </small>
            </span>
            {session.current ? (
              <span className="faint">{text("settings.thisSession")}</span>
            ) : (
              <Button variant="default" onClick={() => void end(session.id)}>
                {text("settings.endSession")}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Tokens() {
  const text = useText();
  const tokens = useQuery({ queryKey: ["tokens"], queryFn: () => get<{ items: Token[] }>("/tokens") });
  const [name, setName] = useState("");
  const [secret, setSecret] = useState<string | null>(null);
  const create = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const made = await post<{ token: string }>("/tokens", { name, scopes: ["read", "write"] });
      setSecret(made.token);
      setName("");
      await tokens.refetch();
    } catch (error) {
      toastError(error);
    }
  };
  const remove = async (id: string) => {
    await send(`/tokens/${id}`, { method: "DELETE" }).catch(toastError);
    await tokens.refetch();
  };
  return (
    <div className="card">
      <h3 className="settings-heading">{text("settings.tokens")}</h3>
      <p className="quiet settings-note">{text("settings.tokensText")}</p>
      <ul className="settings-rows">
        {tokens.data?.items.map((token) => (
          <li key={token.id}>
            <span className="grow">
              {token.name}
              <small className="faint">{token.scopes?.join(", ")}</small>
            </span>
            <Button
              variant="default"
              aria-label={text("settings.deleteName", { name: token.name })}
              onClick={() => void remove(token.id)}
            >
              {text("common.delete")}
            </Button>
          </li>
        ))}
      </ul>
      <form className="row settings-note" onSubmit={create}>
        <TextInput
          className="grow"
          size="xs"
          aria-label={text("settings.tokenName")}
          placeholder={text("settings.tokenName")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Button type="submit" disabled={name.trim() === ""}>
          {text("settings.createToken")}
        </Button>
      </form>
      {secret && (
        <div className="settings-note">
          <OnceShown secret={secret} note={text("settings.tokenOnce")} />
        </div>
      )}
    </div>
  );
}
