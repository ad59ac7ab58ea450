import { Combobox, ScrollArea, useCombobox } from "@mantine/core";
import { type ReactNode, useState } from "react";
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
  const [own, setOwn] = useState(props.initialSearch ?? "");
  const search = props.search ?? own;
  const combobox = useCombobox({ opened: true });
  const needle = search.trim().toLowerCase();
  const shown = foundOutside
    ? options
    : options.filter((option) => option.label.toLowerCase().includes(needle));

  return (
    <Combobox
      store={combobox}
      withinPortal={false}
      onOptionSubmit={(value) => (value === "" ? onClear?.() : onToggle(value))}
    >
      <div className="picker">
        <Combobox.EventsTarget>
          <input
            className="picker-search"
            role="combobox"
            aria-label={label}
            placeholder={text("common.search")}
            autoFocus
            data-autofocus
            value={search}
            onChange={(event) => {
              setOwn(event.currentTarget.value);
              onSearch?.(event.currentTarget.value);
              combobox.updateSelectedOptionIndex();
            }}
            onFocus={() => combobox.selectFirstOption()}
          />
        </Combobox.EventsTarget>
        <Combobox.Options aria-label={label}>
          <ScrollArea.Autosize mah={260} type="auto" scrollbarSize={6}>
            {onClear && needle === "" && selected.length > 0 && (
              <Combobox.Option value="">
                <span className="faint">{text("common.clear")}</span>
              </Combobox.Option>
            )}
            {shown.map((option) => {
              const active = selected.includes(option.value);
              return (
                <Combobox.Option
                  key={option.value}
                  value={option.value}
                  active={active}
                  aria-selected={active}
                >
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
          </ScrollArea.Autosize>
        </Combobox.Options>
        {props.footer}
      </div>
    </Combobox>
  );
}
