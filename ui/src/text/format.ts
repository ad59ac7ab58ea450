import { currentLanguage } from ".";

// Formatters are dear to build and cells ask for them thousands of times: one of each kind per locale.
const formatters = new Map<string, unknown>();

function cached<Formatter>(name: string, build: (locale: string) => Formatter): Formatter {
  const locale = localeOf();
  const key = `${locale} ${name}`;
  const known = formatters.get(key) as Formatter | undefined;
  if (known) return known;
  const built = build(locale);
  formatters.set(key, built);
  return built;
}

// British English writes days before months, as the rest of the world does.
export function localeOf(): string {
  return currentLanguage() === "ru" ? "ru-RU" : "en-GB";
}

// Intl reads decimal strings exactly; passing them through a number would round them.
type Exact = Intl.StringNumericLiteral;

export function formatDecimal(decimal: string, decimalsMax = 4): string {
  return cached(
    `decimal ${decimalsMax}`,
    (locale) => new Intl.NumberFormat(locale, { maximumFractionDigits: decimalsMax }),
  ).format(decimal as Exact);
}

export function formatCount(count: number): string {
  return cached("count", (locale) => new Intl.NumberFormat(locale)).format(count);
}

export function formatPercent(decimal: string): string {
  return `${formatDecimal(decimal, 2)}${currentLanguage() === "ru" ? "\u00a0%" : "%"}`;
}

function isWholeAmount(decimal: string): boolean {
  return /^-?\d+(\.0+)?$/.test(decimal);
}

// Whole amounts are shown without ".00": columns of sums are easier to read so.
export function formatMoney(decimal: string, currency: string): string {
  const decimals = isWholeAmount(decimal) ? 0 : undefined;
  return cached(
    `money ${currency} ${decimals ?? "all"}`,
    (locale) =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        minimumFractionDigits: decimals,
        maximumFractionDigits: decimals,
      }),
  ).format(decimal as Exact);
}

// Papers and sums of invoices keep their cents, so that columns stand one under the other.
export function formatMoneyExact(decimal: string, currency: string): string {
  return cached(
    `exact ${currency}`,
    (locale) =>
      new Intl.NumberFormat(locale, { style: "currency", currency, currencyDisplay: "narrowSymbol" }),
  ).format(decimal as Exact);
}

// The price of one unit: two decimals or none, and four only where it has them.
export function formatPrice(decimal: string): string {
  const places = (/\.(\d*?)0*$/.exec(decimal)?.[1] ?? "").length;
  const shown = places === 0 ? 0 : Math.max(2, places);
  return cached(
    `price ${shown}`,
    (locale) => new Intl.NumberFormat(locale, { minimumFractionDigits: shown, maximumFractionDigits: shown }),
  ).format(decimal as Exact);
}

export function formatMoneyShort(decimal: string, currency: string): string {
  return cached(
    `short ${currency}`,
    (locale) =>
      new Intl.NumberFormat(locale, {
        style: "currency",
        currency,
        currencyDisplay: "narrowSymbol",
        notation: "compact",
        maximumFractionDigits: 1,
      }),
  ).format(decimal as Exact);
}

export function formatNumberShort(decimal: string): string {
  return cached(
    "short number",
    (locale) => new Intl.NumberFormat(locale, { notation: "compact", maximumFractionDigits: 1 }),
  ).format(decimal as Exact);
}

// Russian adds the word "year" to a date; in a column it only takes room.
const yearWord = /\s*г\.$/;

// A day has no zone: it is read as UTC and shown as UTC.
export function formatDay(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  return cached(
    "day",
    (locale) =>
      new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", year: "numeric", timeZone: "UTC" }),
  )
    .format(date)
    .replace(yearWord, "");
}

// A day of about now: the year goes without saying.
export function formatDayShort(day: string): string {
  const date = new Date(`${day}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return day;
  if (day.slice(0, 4) !== todayText().slice(0, 4)) return formatDay(day);
  return cached(
    "short day",
    (locale) => new Intl.DateTimeFormat(locale, { day: "numeric", month: "short", timeZone: "UTC" }),
  ).format(date);
}

// "2026-03" as a heading of its year.
export function formatMonth(month: string): string {
  return cached(
    "month",
    (locale) => new Intl.DateTimeFormat(locale, { month: "short", timeZone: "UTC" }),
  ).format(new Date(`${month}-01T00:00:00Z`));
}

// "2026-03" as a heading over what happened in it.
export function formatMonthYear(month: string): string {
  return cached(
    "month of year",
    (locale) => new Intl.DateTimeFormat(locale, { month: "long", year: "numeric", timeZone: "UTC" }),
  )
    .format(new Date(`${month}-01T00:00:00Z`))
    .replace(yearWord, "");
}

export function formatInstant(instant: string): string {
  const date = new Date(instant);
  if (Number.isNaN(date.getTime())) return instant;
  return cached(
    "instant",
    (locale) =>
      new Intl.DateTimeFormat(locale, {
        day: "numeric",
        month: "short",
        year: "numeric",
        hour: "2-digit",
        minute: "2-digit",
      }),
  ).format(date);
}

export function formatTime(instant: string): string {
  return cached(
    "time",
    (locale) => new Intl.DateTimeFormat(locale, { hour: "2-digit", minute: "2-digit" }),
  ).format(new Date(instant));
}

const dayMs = 86_400_000;

export function todayText(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}

// Days from today to that day, negative for the past.
export function daysUntil(day: string): number {
  return Math.round((Date.parse(`${day}T00:00:00Z`) - Date.parse(`${todayText()}T00:00:00Z`)) / dayMs);
}

// "3 days ago" for what is near, the day itself for what is far.
export function formatWhen(instant: string): string {
  const past = Date.now() - Date.parse(instant);
  if (Number.isNaN(past)) return instant;
  const relative = cached(
    "relative",
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }),
  );
  const minutes = Math.round(past / 60_000);
  if (Math.abs(minutes) < 60) return relative.format(-minutes, "minute");
  if (Math.abs(minutes) < 60 * 24) return relative.format(-Math.round(minutes / 60), "hour");
  if (Math.abs(past) < 14 * dayMs) return relative.format(-Math.round(past / dayMs), "day");
  return formatDay(instant.slice(0, 10));
}

// "yesterday", "in 3 days"; a day that is further away than two weeks by its date.
export function formatDayNear(day: string): string {
  const days = daysUntil(day);
  if (Math.abs(days) > 14) return formatDay(day);
  return cached(
    "relative day",
    (locale) => new Intl.RelativeTimeFormat(locale, { numeric: "auto", style: "short" }),
  ).format(days, "day");
}

export function formatDuration(seconds: number, hourWord: string, minuteWord: string): string {
  const hours = Math.floor(seconds / 3600);
  const minutes = Math.round((seconds % 3600) / 60);
  const parts = [];
  if (hours > 0) parts.push(`${formatCount(hours)} ${hourWord}`);
  if (minutes > 0 || hours === 0) parts.push(`${minutes} ${minuteWord}`);
  return parts.join(" ");
}

export function formatCountry(code: string): string {
  try {
    return (
      cached("country", (locale) => new Intl.DisplayNames([locale], { type: "region" })).of(code) ?? code
    );
  } catch {
    return code;
  }
}
const unitNames = ["B", "KB", "MB", "GB"];

export function formatSize(bytes: number): string {
  let size = bytes;
  let unit = 0;
  while (size >= 1024 && unit < unitNames.length - 1) {
    size /= 1024;
    unit++;
  }
  return `${formatDecimal(String(size), unit === 0 ? 0 : 1)} ${unitNames[unit]}`;
}
