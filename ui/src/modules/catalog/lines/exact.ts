// Money as the server counts it: whole ten-thousandths, never floating point. What is rounded is rounded half to even.
export const one = 10_000n;
export const hundred = 100n * one;

export function exactOf(value: unknown): bigint | null {
  const parts = /^(-?)(\d+)(?:\.(\d{1,4})0*)?$/.exec(String(value ?? "").trim());
  if (!parts) return null;
  const size = BigInt(parts[2] ?? "0") * one + BigInt((parts[3] ?? "").padEnd(4, "0"));
  return parts[1] === "-" ? -size : size;
}

export function decimalOf(exact: bigint, places = 4): string {
  const size = exact < 0n ? -exact : exact;
  const rest = (size % one).toString().padStart(4, "0").slice(0, places);
  return `${exact < 0n ? "-" : ""}${size / one}${rest ? `.${rest}` : ""}`;
}

function dividedHalfToEven(dividend: bigint, divisor: bigint): bigint {
  const quotient = dividend / divisor;
  const remainder = dividend % divisor;
  const rest = remainder < 0n ? -remainder : remainder;
  const isUp = rest * 2n > divisor || (rest * 2n === divisor && quotient % 2n !== 0n);
  return isUp ? quotient + (dividend < 0n ? -1n : 1n) : quotient;
}

function stepOf(places: number): bigint {
  return 10n ** BigInt(4 - Math.min(4, Math.max(0, places)));
}

export function rounded(value: bigint, places: number): bigint {
  const step = stepOf(places);
  return dividedHalfToEven(value, step) * step;
}

// a * b * c / divisor, exact in between and rounded once, at the end.
export function proportion(a: bigint, b: bigint, c: bigint, divisor: bigint, places = 4): bigint {
  const step = stepOf(places);
  return dividedHalfToEven(a * b * c, divisor * one * step) * step;
}

// How many digits a currency has after the point: two for the euro, none for the yen.
export function digitsOf(currency: string): number {
  try {
    const { maximumFractionDigits } = new Intl.NumberFormat("en", {
      style: "currency",
      currency,
    }).resolvedOptions();
    return maximumFractionDigits ?? 2;
  } catch {
    return 2;
  }
}
