import { decimalOf, exactOf } from "../catalog/lines/exact";

export interface OpenInvoice {
  id: string;
  open: string;
  // Not paid by itself: somebody disputes it.
  isDisputed?: boolean;
}

const smaller = (one: bigint, other: bigint) => (one < other ? one : other);

// The oldest first, as far as the money goes; the invoices come in the order of their days.
export function spread(amount: string | null, invoices: OpenInvoice[]): Record<string, string> {
  let left = exactOf(amount) ?? 0n;
  const shares: Record<string, string> = {};
  for (const { id, open, isDisputed } of invoices) {
    const share = smaller(left, exactOf(open) ?? 0n);
    if (share <= 0n || isDisputed) continue;
    shares[id] = decimalOf(share, 2);
    if (exactOf(shares[id]) !== share) shares[id] = decimalOf(share);
    left -= share;
  }
  return shares;
}

export interface Balance {
  allocated: string;
  left: string;
  isOver: boolean;
}

export function balanceOf(amount: string | null, shares: Record<string, string>): Balance {
  const allocated = Object.values(shares).reduce((sum, share) => sum + (exactOf(share) ?? 0n), 0n);
  const left = (exactOf(amount) ?? 0n) - allocated;
  return { allocated: decimalOf(allocated), left: decimalOf(left), isOver: left < 0n };
}
