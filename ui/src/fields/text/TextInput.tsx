import { TextInput as KitInput } from "@mantine/core";
import { useState } from "react";
import type { InputProps, Parsed } from "../fieldType";

interface TextualProps extends InputProps {
  type?: "text" | "email" | "tel" | "url";
  inputMode?: "text" | "decimal" | "numeric" | "email" | "tel" | "url";
  align?: "start" | "end";
  suffix?: string;
  // From the text that is typed to the value that is kept, and back.
  read: (text: string) => Parsed;
  show: (value: InputProps["value"]) => string;
}

// An input of one line for every type whose values are written as text. The text is kept as typed, so that
// "1." does not turn into "1" under the fingers.
export function TextualInput(props: TextualProps) {
  const { value, onChange, onFault, read, show, typed, place, align } = props;
  const [draft, setDraft] = useState(() => typed ?? show(value));
  const change = (text: string) => {
    setDraft(text);
    const parsed = read(text);
    onFault?.(parsed.ok ? null : parsed.message);
    if (parsed.ok) onChange(parsed.value);
  };
  const shared = {
    type: props.type ?? "text",
    inputMode: props.inputMode,
    value: draft,
    autoFocus: props.autoFocus,
    // Dialogs give the focus to what is marked so, others to what has autoFocus.
    "data-autofocus": props.autoFocus || undefined,
    "aria-label": props.label,
    "aria-invalid": props.invalid || undefined,
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => change(event.currentTarget.value),
    onFocus: (event: React.FocusEvent<HTMLInputElement>) => {
      // What was typed to open the editor must not be replaced by the next letter.
      if (typed === undefined && place === "cell") event.currentTarget.select();
    },
  };
  if (place === "cell") return <input {...shared} className="cell-input" data-align={align} />;
  return (
    <KitInput
      {...shared}
      id={props.id}
      size="sm"
      error={props.invalid}
      required={props.field.required}
      maxLength={props.type === undefined ? (props.field.max ?? undefined) : undefined}
      rightSection={props.suffix ? <span className="faint">{props.suffix}</span> : undefined}
    />
  );
}
