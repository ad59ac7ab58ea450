import type { RecordValues } from "@/api/types";
import { decimalOf, exactOf } from "../catalog/lines/exact";

export interface Invoiceable {
  // What may be invoiced at most.
  left: string;
  // What came and was not invoiced yet; of an order that did not come at all, everything.
  proposed: string;
}

const more = (value: bigint) => (value > 0n ? value : 0n);

export function invoiceable(lines: RecordValues[]): Invoiceable[] {
  const hasCome = lines.some((line) => (exactOf(line.delivered_quantity) ?? 0n) > 0n);
  return lines.map((line) => {
    const invoiced = exactOf(line.invoiced_quantity) ?? 0n;
    // What came back is not charged.
    const gone = invoiced + (exactOf(line.returned_quantity) ?? 0n);
    const left = more((exactOf(line.quantity) ?? 0n) - gone);
    const due = more((exactOf(line.delivered_quantity) ?? 0n) - gone);
    return { left: decimalOf(left), proposed: decimalOf(hasCome ? due : left) };
  });
}
