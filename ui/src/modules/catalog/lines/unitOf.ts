import type { Value } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";

// How a quantity is measured, in a word; what is counted by the piece needs none.
export function unitOf(unit: Value): string {
  return isLink(unit) && unit.key !== "piece" ? unit.title : "";
}
