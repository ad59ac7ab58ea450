import { Switch } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import { text, useText } from "@/text";
import type { FieldType, InputProps, Parsed, ViewProps } from "../fieldType";

const yes = new Set(["yes", "true", "1", "да", "y", "x", "+"]);
const no = new Set(["no", "false", "0", "нет", "n", "-"]);

function read(typed: string): Parsed {
  const word = typed.trim().toLowerCase();
  if (word === "") return { ok: true, value: null };
  if (yes.has(word)) return { ok: true, value: true };
  if (no.has(word)) return { ok: true, value: false };
  return { ok: false, message: text("field.notFlag") };
}

function FlagView({ value }: ViewProps) {
  const words = useText();
  if (value === true) {
    return (
      <span className="flag-yes">
        <IconCheck size={14} aria-hidden />
        {words("common.yes")}
      </span>
    );
  }
  return value === false ? <span className="faint">{words("common.no")}</span> : null;
}

function FlagInput({ value, onChange, onPick, place, id, label, autoFocus }: InputProps) {
  return (
    <Switch
      id={id}
      size="sm"
      className={place === "cell" ? "cell-switch" : undefined}
      aria-label={label}
      autoFocus={autoFocus}
      defaultChecked={value === true}
      onChange={(event) => {
        onChange(event.currentTarget.checked);
        onPick?.(event.currentTarget.checked);
      }}
    />
  );
}

export const flagField: FieldType = {
  View: FlagView,
  Input: FlagInput,
  // Its operators say it all.
  Filter: () => null,
  align: "start",
  width: 90,
  operators: ["isTrue", "isFalse", "empty", "notEmpty"],
  parse: read,
  text: (value) => (value === true ? text("common.yes") : value === false ? text("common.no") : ""),
};
