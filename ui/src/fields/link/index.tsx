import type { Value } from "@/api/types";
import type { FieldType, ViewProps } from "../fieldType";
import { LinkFilter, linkLiteralText } from "./LinkFilter";
import { LinkInput } from "./LinkInput";
import { HiddenLinkView, isHidden, isLink, LinkFace } from "./LinkView";

function LinkCell({ value, field }: ViewProps) {
  if (isHidden(value)) return <HiddenLinkView />;
  return isLink(value) ? <LinkFace link={value} field={field} follow /> : null;
}

export const linkField: FieldType = {
  View: LinkCell,
  Input: LinkInput,
  Filter: LinkFilter,
  filterIsList: true,
  align: "start",
  width: 180,
  operators: ["anyOf", "noneOf", "is", "isNot", "contains", "empty", "notEmpty"],
  text: (value) => (isLink(value) ? value.title : ""),
  wire: (value: Value) => (isLink(value) ? value.id : value),
  literalText: linkLiteralText,
};
