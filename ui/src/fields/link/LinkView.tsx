import { IconEyeOff } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import type { AnyLink, FieldMeta, LinkValue } from "@/api/types";
import { Avatar, Monogram } from "@/kit/Avatar";
import { Pill } from "@/kit/Pill";
import { useText } from "@/text";
import { findChoice } from "../choice/options";
import { PeopleEntities } from "../contexts";

export function isLink(value: unknown): value is LinkValue {
  return typeof value === "object" && value !== null && "id" in value && "title" in value;
}

export function isHidden(value: unknown): boolean {
  return typeof value === "object" && value !== null && (value as AnyLink).hidden === true;
}

export function HiddenLinkView() {
  const text = useText();
  return (
    <span className="row faint">
      <IconEyeOff size={13} aria-hidden />
      {text("common.hidden")}
    </span>
  );
}

interface LinkFaceProps {
  link: LinkValue;
  field: FieldMeta;
  // A link to the record, where a click does not mean something else.
  follow?: boolean;
  size?: number;
}

// Keyed targets (stages, pipelines) look like choices, people have round pictures, things square ones.
export function LinkFace({ link, field, follow = false, size = 19 }: LinkFaceProps) {
  const people = useContext(PeopleEntities);
  const choice = findChoice(field, link.id) ?? (link.key ? findChoice(field, link.key) : undefined);
  if (choice) return <Pill colour={choice.colour}>{link.title}</Pill>;
  const target = field.entity ?? "";
  const Picture = people.has(target) ? Avatar : Monogram;
  const face = (
    <>
      <Picture name={link.title} size={size} />
      {/* A draft may have no number yet; its link must be seen all the same. */}
      <bdi className={link.deleted ? "truncate struck" : "truncate"}>{link.title || "…"}</bdi>
    </>
  );
  if (!follow || !target) return <span className="row link-face">{face}</span>;
  return (
    <Link to="/$entity/$id" params={{ entity: target, id: link.id }} className="row link-face" tabIndex={-1}>
      {face}
    </Link>
  );
}
