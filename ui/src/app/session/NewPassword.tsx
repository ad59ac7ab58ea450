import { PasswordInput } from "@mantine/core";
import { IconCheck, IconCircle } from "@tabler/icons-react";
import { useState } from "react";
import { useText } from "@/text";

const passwordMin = 12;
const passwordMax = 200;

function hasRightLength(password: string): boolean {
  const { length } = [...password];
  return length >= passwordMin && length <= passwordMax;
}

interface NewPasswordProps {
  label: string;
  error?: string;
  autoFocus?: boolean;
  // Told with every key; null while the password does not keep the rules.
  onPassword: (password: string | null) => void;
}

// A password that is chosen, not remembered: typed twice, with the rules in sight from the start.
export function NewPassword({ label, error, autoFocus, onPassword }: NewPasswordProps) {
  const text = useText();
  const [typed, setTyped] = useState({ first: "", again: "" });
  const rules = [
    { name: "passwordLength", kept: hasRightLength(typed.first) },
    { name: "passwordAgainSame", kept: typed.first !== "" && typed.first === typed.again },
  ] as const;
  const type = (patch: Partial<typeof typed>) => {
    const next = { ...typed, ...patch };
    setTyped(next);
    onPassword(hasRightLength(next.first) && next.first === next.again ? next.first : null);
  };
  return (
    <>
      <PasswordInput
        name="password"
        label={label}
        autoComplete="new-password"
        required
        autoFocus={autoFocus}
        error={error}
        value={typed.first}
        onChange={(event) => type({ first: event.currentTarget.value })}
        visibilityToggleButtonProps={{ "aria-label": text("session.showPassword"), tabIndex: 0 }}
      />
      <PasswordInput
        label={text("session.passwordAgain")}
        autoComplete="new-password"
        required
        value={typed.again}
        onChange={(event) => type({ again: event.currentTarget.value })}
        visibilityToggleButtonProps={{ "aria-label": text("session.showPassword"), tabIndex: 0 }}
      />
      <ul className="gate-rules" aria-label={text("session.passwordRules")}>
        {rules.map(({ name, kept }) => (
          <li key={name} data-kept={kept || undefined}>
            {kept ? <IconCheck size={14} aria-hidden /> : <IconCircle size={14} aria-hidden />}
            {text(`session.${name}`, { min: passwordMin })}
            {kept && <span className="unseen">{text("common.yes")}</span>}
          </li>
        ))}
      </ul>
    </>
  );
}
