import type { FieldMeta } from "@/api/types";
import { type Condition, needsValue } from "@/fields/filter/condition";
import type { Literal } from "@/fields/filter/tree";
import { LinkTitle } from "@/fields/link/LinkFilter";
import { fieldTypeOf } from "@/fields/registry";
import { useText } from "@/text";
import { operatorKey } from "./filterFields";

// "Owner is any of Me, Ana Lima": a condition in words.
export function ConditionText({ field, condition }: { field: FieldMeta; condition: Condition }) {
  const text = useText();
  return (
    <>
      <span>{field.label}</span>
      <span className="faint">{text(operatorKey(field, condition.operator))}</span>
      {needsValue(condition.operator) && (
        <b className="truncate chip-value">
          <LiteralTexts field={field} literals={condition.values} />
        </b>
      )}
    </>
  );
}

export function LiteralTexts({ field, literals }: { field: FieldMeta; literals: Literal[] }) {
  if (literals.length === 0) return "…";
  return literals.map((literal, index) => (
    <span key={index}>
      {index > 0 && ", "}
      <LiteralText field={field} literal={literal} />
    </span>
  ));
}

function LiteralText({ field, literal }: { field: FieldMeta; literal: Literal }) {
  const told = fieldTypeOf(field).literalText?.(literal, field) ?? "";
  const isLinkId = (field.type === "link" || field.type === "links") && /^\d+$/.test(told);
  return isLinkId ? <LinkTitle field={field} id={told} /> : <bdi>{told}</bdi>;
}
