import { Popover } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useText } from "@/text";

interface PickerFieldProps {
  id?: string;
  label?: string;
  place: "cell" | "form";
  invalid?: boolean;
  autoFocus?: boolean;
  // What is chosen now.
  view: ReactNode;
  // The list to choose from; gets the way to close it.
  children: (close: () => void) => ReactNode;
}

// A value that is chosen, not typed: a quiet button that opens a list.
export function PickerField({ id, label, place, invalid, autoFocus, view, children }: PickerFieldProps) {
  const text = useText();
  const [open, setOpen] = useState(place === "cell");
  return (
    <Popover
      opened={open}
      onChange={setOpen}
      position="bottom-start"
      offset={place === "cell" ? 1 : 4}
      width={place === "cell" ? 260 : "target"}
      shadow="md"
      trapFocus
      returnFocus
      withinPortal={place !== "cell"}
      middlewares={{ flip: true, shift: true }}
    >
      <Popover.Target>
        <button
          type="button"
          id={id}
          className={place === "cell" ? "plain cell-picker" : "plain form-picker"}
          aria-labelledby={place === "form" && id ? `${id}-label ${id}-value` : undefined}
          aria-invalid={invalid || undefined}
          data-autofocus={autoFocus || undefined}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          <span className="grow row" id={id && `${id}-value`}>
            {/* Beside the value, not instead of it: what is seen must be heard too. */}
            {place === "cell" && <span className="unseen">{label}</span>}
            {view || (place === "form" && <span className="unseen">{text("common.empty")}</span>)}
          </span>
          {place === "form" && <IconChevronDown size={14} className="faint" aria-hidden />}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={0} miw={220} aria-label={label}>
        {open && children(() => setOpen(false))}
      </Popover.Dropdown>
    </Popover>
  );
}
