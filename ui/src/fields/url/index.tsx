import { text } from "@/text";
import type { FieldType, Parsed } from "../fieldType";
import { literalString, TextFilter } from "../text/filter";
import { TextualInput } from "../text/TextInput";

// Only web addresses become links: a stored "javascript:" must never run.
export function safeAddress(value: string): string | null {
  const withScheme = /^[a-z][a-z0-9+.-]*:/i.test(value) ? value : `https://${value}`;
  try {
    const url = new URL(withScheme);
    return url.protocol === "https:" || url.protocol === "http:" ? url.href : null;
  } catch {
    return null;
  }
}

function read(typed: string): Parsed {
  const address = typed.trim();
  if (address === "") return { ok: true, value: null };
  return safeAddress(address) === null
    ? { ok: false, message: text("field.notUrl") }
    : { ok: true, value: address };
}

function UrlView({ value }: { value: unknown }) {
  if (typeof value !== "string") return null;
  const shown = value.replace(/^https?:\/\/(www\.)?/, "").replace(/\/$/, "");
  const address = safeAddress(value);
  if (!address) return <bdi className="truncate">{value}</bdi>;
  return (
    <a href={address} className="reach truncate" target="_blank" rel="noopener noreferrer" tabIndex={-1}>
      <bdi>{shown}</bdi>
    </a>
  );
}

export const urlField: FieldType = {
  View: UrlView,
  Input: (props) => (
    <TextualInput {...props} type="url" inputMode="url" read={read} show={(value) => String(value ?? "")} />
  ),
  Filter: TextFilter,
  align: "start",
  width: 180,
  operators: ["contains", "is", "isNot", "empty", "notEmpty"],
  parse: read,
  text: (value) => (typeof value === "string" ? value : ""),
  literalText: literalString,
};
