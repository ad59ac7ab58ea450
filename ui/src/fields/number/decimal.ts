import { text } from "@/text";
import type { Parsed } from "../fieldType";

// Reads what people type: "1 250,50", "1,250.50", "$1.2". Returns a decimal string, never a number.
export function normaliseDecimal(typed: string): string | null {
  const compact = typed.replace(/[\s\u00a0\u202f'’]/g, "").replace(/[^\d.,+-]/g, "");
  if (!/\d/.test(compact)) return null;
  const lastComma = compact.lastIndexOf(",");
  const lastPoint = compact.lastIndexOf(".");
  let plain = compact;
  if (lastComma >= 0 && lastPoint >= 0) {
    // The later one is the decimal mark, the other groups thousands.
    plain =
      lastComma > lastPoint ? compact.replaceAll(".", "").replace(",", ".") : compact.replaceAll(",", "");
  } else if (lastComma >= 0) {
    const groups = /^[+-]?\d{1,3}(,\d{3}){2,}$/.test(compact);
    plain = groups ? compact.replaceAll(",", "") : compact.replace(",", ".");
  }
  return /^[+-]?\d+(\.\d*)?$|^[+-]?\.\d+$/.test(plain) ? tidy(plain) : null;
}

function tidy(plain: string): string {
  const unsigned = plain.replace(/^\+/, "").replace(/\.$/, "");
  return unsigned.replace(/^(-?)\./, "$10.").replace(/^(-?)0+(?=\d)/, "$1");
}

export function readDecimal(typed: string): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  const decimal = normaliseDecimal(typed);
  return decimal === null ? { ok: false, message: text("field.notNumber") } : { ok: true, value: decimal };
}

export function readWhole(typed: string): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  const decimal = normaliseDecimal(typed);
  const whole = decimal === null ? Number.NaN : Number(decimal);
  return Number.isSafeInteger(whole)
    ? { ok: true, value: whole }
    : { ok: false, message: text("field.notWhole") };
}

export function showDecimal(value: unknown): string {
  if (value === null || value === undefined) return "";
  // "1250000.00" is edited as 1250000.
  return String(value)
    .replace(/(\.\d*?)0+$/, "$1")
    .replace(/\.$/, "");
}
