import { useDebouncedValue } from "@mantine/hooks";
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import { titleOf, useEntity } from "@/api/meta";
import type { FieldMeta, RecordItem } from "@/api/types";
import { Picker, type PickerOption } from "@/kit/picker/Picker";
import { useText, text as word } from "@/text";
import { choiceOptions, findChoice } from "../choice/options";
import type { FilterProps } from "../fieldType";
import { takesMany } from "../filter/condition";
import type { Literal } from "../filter/tree";
import { TextFilter } from "../text/filter";
import { LinkFace } from "./LinkView";
import { useLinkOptions } from "./useLinkOptions";

// The functions of the filter language that stand for people; they go with links to users only.
const userEntity = "users";
const peopleCalls = ["me", "my_team", "my_subtree"] as const;
type PeopleCall = (typeof peopleCalls)[number];

function callOf(value: string): PeopleCall | undefined {
  return peopleCalls.find((call) => `${call}()` === value);
}

function optionOf(literal: Literal): string {
  if (literal.kind === "call") return `${literal.name}()`;
  return literal.kind === "text" || literal.kind === "number" ? literal.text : "";
}

function literalOf(option: string): Literal {
  const call = callOf(option);
  return call ? { kind: "call", name: call, args: [], spans: [] } : { kind: "text", text: option };
}

export function linkLiteralText(literal: Literal, field: FieldMeta): string {
  if (literal.kind === "call") {
    const call = callOf(`${literal.name}()`);
    return call ? word(`filter.people.${call}`) : `${literal.name}()`;
  }
  const option = optionOf(literal);
  return findChoice(field, option)?.label ?? option;
}

// The title behind an id that stands in a filter.
export function LinkTitle({ field, id }: { field: FieldMeta; id: string }) {
  const target = field.entity ?? "";
  const entity = useEntity(target);
  const { data } = useQuery({
    queryKey: [...keys.one(target, id), "title"],
    queryFn: ({ signal }) =>
      get<RecordItem>(`/${target}/${id}`, { fields: entity?.roles.title ?? "name" }, signal),
    enabled: /^\d+$/.test(id) && entity !== undefined,
    staleTime: 300_000,
    retry: false,
  });
  return <bdi>{data ? titleOf(entity, data) : id}</bdi>;
}

export function LinkFilter(props: FilterProps) {
  if (props.operator === "contains") return <TextFilter {...props} />;
  return props.field.choices ? <KeyedLinkFilter {...props} /> : <RecordLinkFilter {...props} />;
}

function useToggle({ operator, values, onChange }: FilterProps) {
  const selected = values.map(optionOf);
  const toggle = (option: string) => {
    const without = selected.filter((other) => other !== option);
    const next = !takesMany(operator)
      ? [option]
      : without.length < selected.length
        ? without
        : [...selected, option];
    onChange(next.map(literalOf));
  };
  return { selected, toggle };
}

function KeyedLinkFilter(props: FilterProps) {
  const text = useText();
  const { selected, toggle } = useToggle(props);
  return (
    <Picker
      label={`${props.field.label}: ${text("filter.value")}`}
      options={choiceOptions(props.field)}
      selected={selected}
      onToggle={toggle}
      multiple={takesMany(props.operator)}
    />
  );
}

function RecordLinkFilter(props: FilterProps) {
  const { field, operator } = props;
  const text = useText();
  const { selected, toggle } = useToggle(props);
  const [search, setSearch] = useState("");
  const [asked] = useDebouncedValue(search, 150);
  const { options, searching } = useLinkOptions(field.entity ?? "", asked);
  const people: PickerOption[] =
    field.entity === userEntity && search === ""
      ? peopleCalls
          .filter((call) => call === "me" || takesMany(operator))
          .map((call) => ({ value: `${call}()`, label: text(`filter.people.${call}`) }))
      : [];
  const found = options.map((link) => ({
    value: link.id,
    label: link.title,
    view: <LinkFace link={link} field={field} />,
  }));
  const known = new Set(found.map((option) => option.value));
  const chosen = selected
    .filter((id) => search === "" && callOf(id) === undefined && !known.has(id))
    .map((id) => ({ value: id, label: id, view: <LinkTitle field={field} id={id} /> }));
  return (
    <Picker
      label={`${field.label}: ${text("filter.value")}`}
      options={[...people, ...chosen, ...found]}
      selected={selected}
      search={search}
      onSearch={setSearch}
      foundOutside
      searching={searching}
      onToggle={toggle}
      multiple={takesMany(operator)}
    />
  );
}
