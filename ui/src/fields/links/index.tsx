import type { LinkValue, Value } from "@/api/types";
import { PickerField } from "@/kit/picker/PickerField";
import type { FieldType, InputProps, ViewProps } from "../fieldType";
import { LinkFilter, linkLiteralText } from "../link/LinkFilter";
import { LinkSearch } from "../link/LinkInput";
import { isLink, LinkFace } from "../link/LinkView";

function linksOf(value: Value): LinkValue[] {
  return Array.isArray(value) ? (value as unknown[]).filter(isLink) : [];
}

function LinksView({ value, field }: ViewProps) {
  return (
    <span className="row pills">
      {linksOf(value).map((link) => (
        <LinkFace key={link.id} link={link} field={field} size={17} />
      ))}
    </span>
  );
}

function LinksInput({ value, field, onChange, typed, place, id, label, invalid, autoFocus }: InputProps) {
  const links = linksOf(value);
  const toggle = (link: LinkValue) => {
    const without = links.filter((other) => other.id !== link.id);
    onChange(without.length < links.length ? without : [...links, link]);
  };
  return (
    <PickerField
      id={id}
      label={label}
      place={place}
      invalid={invalid}
      autoFocus={autoFocus}
      view={links.map((link) => <LinkFace key={link.id} link={link} field={field} size={17} />)}
    >
      {() => (
        <LinkSearch
          field={field}
          selected={links}
          typed={typed}
          multiple
          onToggle={toggle}
          onClear={() => onChange([])}
        />
      )}
    </PickerField>
  );
}

export const linksField: FieldType = {
  View: LinksView,
  Input: LinksInput,
  Filter: LinkFilter,
  filterIsList: true,
  align: "start",
  width: 220,
  operators: ["anyOf", "noneOf", "contains", "empty", "notEmpty"],
  text: (value) =>
    linksOf(value)
      .map((link) => link.title)
      .join(", "),
  wire: (value) => linksOf(value).map((link) => link.id),
  literalText: linkLiteralText,
  wide: true,
};
