import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { IconCalendar } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import { useText } from "@/text";
import { formatDay } from "@/text/format";
import type { InputProps } from "../fieldType";
import { readDay } from "./day";

// The calendar is big and few fields are edited with it, so it comes when it is opened.
const Calendar = lazy(() => import("./Calendar"));

// Typed or picked: "24.12", "+7" and the calendar all do.
export function DayInput({
  value,
  onChange,
  onPick,
  onFault,
  typed,
  place,
  id,
  label,
  invalid,
  autoFocus,
  field,
}: InputProps) {
  const text = useText();
  const day = typeof value === "string" ? value : null;
  const [draft, setDraft] = useState<string | null>(typed ?? null);
  const [open, setOpen] = useState(place === "cell" && typed === undefined);
  const change = (typedText: string) => {
    setDraft(typedText);
    const parsed = readDay(typedText);
    onFault?.(parsed.ok ? null : parsed.message);
    if (parsed.ok) onChange(parsed.value);
  };
  const pick = (next: string) => {
    setDraft(null);
    setOpen(false);
    onFault?.(null);
    onChange(next);
    onPick?.(next);
  };
  const shown = draft ?? (day ? formatDay(day) : "");
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      withinPortal={false}
      shadow="md"
      trapFocus={false}
    >
      <Popover.Target>
        {place === "cell" ? (
          <input
            className="cell-input"
            role="combobox"
            aria-expanded={open}
            aria-label={label}
            autoFocus={autoFocus}
            value={shown}
            onFocus={(event) => typed === undefined && event.currentTarget.select()}
            onChange={(event) => change(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            id={id}
            role="combobox"
            aria-expanded={open}
            aria-label={label}
            size="sm"
            value={shown}
            error={invalid}
            required={field.required}
            autoFocus={autoFocus}
            autoComplete="off"
            onChange={(event) => change(event.currentTarget.value)}
            onBlur={() => setDraft(null)}
            rightSection={
              <ActionIcon size="sm" aria-label={text("field.day")} onClick={() => setOpen(!open)}>
                <IconCalendar size={15} />
              </ActionIcon>
            }
          />
        )}
      </Popover.Target>
      <Popover.Dropdown p={8}>
        <Suspense fallback={<div className="calendar-room" />}>
          <Calendar day={day} onPick={pick} />
        </Suspense>
      </Popover.Dropdown>
    </Popover>
  );
}
