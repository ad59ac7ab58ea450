import type { RecordValues } from "@/api/types";
import { showDecimal } from "@/fields/number/decimal";
import { decimalOf, exactOf, hundred, one, proportion, rounded } from "./exact";

export interface RateTotal {
  percent: string;
  net: string;
  tax: string;
}

export interface Totals {
  // Before what the discounts take off.
  gross: string;
  discount: string;
  net: string;
  tax: string;
  total: string;
  byRate: RateTotal[];
  // What the options are worth that nobody has chosen yet; net.
  options: string;
}

interface LineSums {
  gross: bigint;
  net: bigint;
}

function sumsOf(line: RecordValues): LineSums {
  const quantity = exactOf(line.quantity) ?? 0n;
  const price = exactOf(line.price) ?? 0n;
  const rest = hundred - (exactOf(line.discount_percent) ?? 0n);
  return {
    gross: proportion(quantity, price, one, one),
    net: proportion(quantity, price, rest, hundred),
  };
}

// Quantity and price less the discount, with the four decimals that a line keeps.
export function amountOf(line: RecordValues): string {
  return decimalOf(sumsOf(line).net);
}

export function isCounted(line: RecordValues): boolean {
  return line.is_optional !== true || line.is_chosen === true;
}

// The same sums as the server's: lines keep four decimals, the paper is rounded once, its tax once for each rate.
export function totalsOf(lines: RecordValues[], digits: number): Totals {
  const rates = new Map<bigint, bigint>();
  let gross = 0n;
  let net = 0n;
  let options = 0n;
  for (const line of lines) {
    const sums = sumsOf(line);
    if (!isCounted(line)) {
      options += sums.net;
      continue;
    }
    gross += sums.gross;
    net += sums.net;
    const percent = exactOf(line.tax_percent) ?? 0n;
    rates.set(percent, (rates.get(percent) ?? 0n) + sums.net);
  }
  let tax = 0n;
  const byRate = [...rates.entries()]
    .sort(([first], [second]) => (first < second ? -1 : 1))
    .map(([percent, amount]) => {
      const ofRate = proportion(amount, percent, one, hundred, digits);
      tax += ofRate;
      return {
        percent: showDecimal(decimalOf(percent)),
        net: decimalOf(rounded(amount, digits), digits),
        tax: decimalOf(ofRate, digits),
      };
    });
  const netRounded = rounded(net, digits);
  return {
    gross: decimalOf(rounded(gross, digits), digits),
    discount: decimalOf(rounded(gross - net, digits), digits),
    net: decimalOf(netRounded, digits),
    tax: decimalOf(tax, digits),
    total: decimalOf(netRounded + tax, digits),
    byRate,
    options: decimalOf(rounded(options, digits), digits),
  };
}
