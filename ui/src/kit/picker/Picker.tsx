import { Combobox, useCombobox } from "@mantine/core";
import { type ReactNode, useEffect, useEffectEvent, useId, useState } from "react";
import { useText } from "@/text";

export interface PickerOption {
  value: string;
  label: string;
  // What the option looks like; the label when absent.
  view?: ReactNode;
}

interface PickerProps {
  options: PickerOption[];
  selected: string[];
  onToggle: (value: string) => void;
  // Present where the value may be emptied.
  onClear?: () => void;
  search?: string;
  onSearch?: (text: string) => void;
  // Options were found elsewhere, so they are not narrowed again here.
  foundOutside?: boolean;
  searching?: boolean;
  initialSearch?: string;
  label: string;
  multiple?: boolean;
  footer?: ReactNode;
}

// A list to choose from with a search above it; arrows and Enter work from the search field.
export function Picker(props: PickerProps) {
  const { options, selected, onToggle, onClear, onSearch, foundOutside, label } = props;
  const text = useText();
  const listId = useId();
  const [own, setOwn] = useState(props.initialSearch ?? "");
  const search = props.search ?? own;
  const combobox = useCombobox({ opened: true });
  const needle = search.trim().toLowerCase();
  const shown = foundOutside
    ? options
    : options.filter((option) => option.label.toLowerCase().includes(needle));

  // The options are in the document after the render only, and one of them is always ready for Enter:
  // the one that is set, or the best hit of the search.
  const point = useEffectEvent((typed: string) => {
    if (typed === "" && selected.length > 0 && !props.multiple) combobox.selectActiveOption();
    else combobox.selectFirstOption();
  });
  const signature = shown.map((option) => option.value).join(" ");
  // biome-ignore lint/correctness/useExhaustiveDependencies: other options are the occasion to point anew
  useEffect(() => point(needle), [signature, needle]);

  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(value) => (value === "" ? onClear?.() : onToggle(value))}
    >
      <div className="picker">
        <Combobox.EventsTarget withAriaAttributes={false}>
          <input
            className="picker-search"
            role="combobox"
            aria-label={label}
            aria-expanded
            aria-controls={listId}
            aria-autocomplete="list"
            placeholder={text("common.search")}
            autoFocus
            data-autofocus
            value={search}
            onChange={(event) => {
              setOwn(event.currentTarget.value);
              onSearch?.(event.currentTarget.value);
            }}
          />
        </Combobox.EventsTarget>
        <Combobox.Options aria-label={label} id={listId}>
          {shown.map((option) => {
            const active = selected.includes(option.value);
            return (
              <Combobox.Option key={option.value} value={option.value} active={active} aria-selected={active}>
                <span className="picker-option">
                  {props.multiple && <i className="tick" data-on={active || undefined} />}
                  {option.view ?? <bdi className="truncate">{option.label}</bdi>}
                </span>
              </Combobox.Option>
            );
          })}
          {shown.length === 0 && (
            <Combobox.Empty>
              {props.searching ? text("common.loading") : text("field.nothingFound")}
            </Combobox.Empty>
          )}
          {/* Last, so that Enter on a freshly opened list never empties the value. */}
          {onClear && needle === "" && selected.length > 0 && (
            <Combobox.Option value="">
              <span className="faint">{text("common.clear")}</span>
            </Combobox.Option>
          )}
        </Combobox.Options>
        {props.footer}
      </div>
    </Combobox>
  );
}
