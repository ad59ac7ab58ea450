import type { RecordItem, RecordValues } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { showDecimal } from "@/fields/number/decimal";

export interface ComparedLine {
  kind: "same" | "changed" | "added" | "removed";
  before: RecordItem | null;
  after: RecordItem | null;
  // The fields in which the two differ.
  fields: string[];
}

const comparedFields = ["description", "quantity", "price", "discount_percent", "is_optional"];

// The same thing in two versions: the same product, or the same words where there is none.
function nameOf(line: RecordValues): string {
  return isLink(line.product) ? line.product.id : String(line.description ?? "").toLowerCase();
}

function plain(value: unknown): string {
  return typeof value === "string" && /^-?\d+(\.\d+)?$/.test(value)
    ? showDecimal(value)
    : String(value ?? "");
}

function differences(before: RecordItem, after: RecordItem): string[] {
  return comparedFields.filter((field) => plain(before[field]) !== plain(after[field]));
}

// What a version has, in its own order, and below it what it no longer has.
export function compareLines(before: RecordItem[], after: RecordItem[]): ComparedLine[] {
  const left = [...before];
  const compared = after.map((line): ComparedLine => {
    const place = left.findIndex((candidate) => nameOf(candidate) === nameOf(line));
    const old = left[place];
    if (!old) return { kind: "added", before: null, after: line, fields: [] };
    left.splice(place, 1);
    const fields = differences(old, line);
    return { kind: fields.length > 0 ? "changed" : "same", before: old, after: line, fields };
  });
  return [
    ...compared,
    ...left.map((line): ComparedLine => ({ kind: "removed", before: line, after: null, fields: [] })),
  ];
}
