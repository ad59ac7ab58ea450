import { TextInput } from "@mantine/core";
import { useState } from "react";
import type { AddressValue, Value } from "@/api/types";
import { useText } from "@/text";
import { formatCountry } from "@/text/format";
import type { FieldType, InputProps } from "../fieldType";
import { literalString, TextFilter } from "../text/filter";

const parts = ["street", "street2", "postal_code", "city", "region", "country"] as const;
const emptyAddress: AddressValue = {
  street: null,
  street2: null,
  city: null,
  region: null,
  postal_code: null,
  country: null,
};

function addressOf(value: Value): AddressValue | null {
  return typeof value === "object" && value !== null && "city" in value ? (value as AddressValue) : null;
}

function addressText(value: Value): string {
  const address = addressOf(value);
  if (!address) return "";
  const town = [address.postal_code, address.city].filter(Boolean).join(" ");
  return [
    address.street,
    address.street2,
    town,
    address.region,
    address.country && formatCountry(address.country),
  ]
    .filter(Boolean)
    .join(", ");
}

function AddressInput({ value, onChange, id, label, field, place, autoFocus }: InputProps) {
  const text = useText();
  const [draft, setDraft] = useState<AddressValue>(() => addressOf(value) ?? emptyAddress);
  const change = (part: (typeof parts)[number], typed: string) => {
    const next = { ...draft, [part]: typed.trim() === "" ? null : typed };
    setDraft(next);
    onChange(parts.every((name) => next[name] === null) ? null : next);
  };
  return (
    <fieldset
      id={id}
      className={place === "cell" ? "address-input cell-card" : "address-input"}
      aria-label={label ?? field.label}
    >
      {parts.map((part, index) => (
        <TextInput
          key={part}
          size="xs"
          data-part={part}
          autoFocus={autoFocus && index === 0}
          aria-label={text(part === "postal_code" ? "field.postalCode" : `field.${part}`)}
          placeholder={text(part === "postal_code" ? "field.postalCode" : `field.${part}`)}
          value={draft[part] ?? ""}
          maxLength={part === "country" ? 2 : 255}
          onChange={(event) =>
            change(
              part,
              part === "country" ? event.currentTarget.value.toUpperCase() : event.currentTarget.value,
            )
          }
        />
      ))}
    </fieldset>
  );
}

export const addressField: FieldType = {
  View: ({ value }) => <bdi className="truncate">{addressText(value)}</bdi>,
  Input: AddressInput,
  Filter: TextFilter,
  align: "start",
  width: 240,
  operators: ["contains", "empty", "notEmpty"],
  text: addressText,
  literalText: literalString,
  wide: true,
};
