import { text } from "@/text";
import { todayText } from "@/text/format";
import type { Parsed } from "../fieldType";

function exists(year: number, month: number, day: number): boolean {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
}

function write(year: number, month: number, day: number): string | null {
  if (!exists(year, month, day)) return null;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
}

export function addDays(day: string, count: number): string {
  const date = new Date(`${day}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + count);
  return date.toISOString().slice(0, 10);
}

// "2026-12-24", "24.12.2026", "24/12", "24.12.26", "+7", "today".
export function readDayText(typed: string): string | null {
  const trimmed = typed.trim().toLowerCase();
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})/.exec(trimmed);
  if (iso) return write(Number(iso[1]), Number(iso[2]), Number(iso[3]));
  const relative = /^([+-])\s*(\d{1,4})\s*[dд]?$/.exec(trimmed);
  if (relative) return addDays(todayText(), Number(relative[2]) * (relative[1] === "-" ? -1 : 1));
  if (trimmed === "today" || trimmed === "сегодня") return todayText();
  const local = /^(\d{1,2})[./](\d{1,2})(?:[./](\d{2}|\d{4}))?\.?$/.exec(trimmed);
  if (!local) return null;
  const thisYear = Number(todayText().slice(0, 4));
  const year =
    local[3] === undefined ? thisYear : local[3].length === 2 ? 2000 + Number(local[3]) : Number(local[3]);
  return write(year, Number(local[2]), Number(local[1]));
}

export function readDay(typed: string): Parsed {
  if (typed.trim() === "") return { ok: true, value: null };
  const day = readDayText(typed);
  return day === null ? { ok: false, message: text("field.notDay") } : { ok: true, value: day };
}
