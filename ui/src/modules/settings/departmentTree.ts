import type { RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";

// Those below a department; whatever stands under nothing that is seen stands at the top.
export function childrenOf(all: RecordItem[], parent: string | null): RecordItem[] {
  const known = new Set(all.map((item) => item.id));
  return all.filter((item) => {
    const above = isLink(item.parent) && known.has(item.parent.id) ? item.parent.id : null;
    return above === parent;
  });
}

// Where a department may go: not under itself and not under its own, which would be a circle.
export function possibleParents(all: RecordItem[], moved: RecordItem): { item: RecordItem; depth: number }[] {
  const below = (parent: string | null, depth: number): { item: RecordItem; depth: number }[] =>
    childrenOf(all, parent)
      .filter((item) => item.id !== moved.id)
      .flatMap((item) => [{ item, depth }, ...below(item.id, depth + 1)]);
  return below(null, 0);
}
