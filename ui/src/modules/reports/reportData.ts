import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import type { Json, Value } from "@/api/types";
import { isHidden, isLink } from "@/fields/link/LinkView";
import { formatCount, formatDecimal, formatMoney, formatPercent, localeOf } from "@/text/format";

export interface ReportParameter {
  name: string;
  label: string;
  kind: string;
  default?: string;
  choices?: string[];
}

export interface ReportMeta {
  name: string;
  label: string;
  entity?: string;
  parameters: ReportParameter[];
}

export interface ReportColumn {
  name: string;
  label: string;
  type: string;
}

export interface ReportRow {
  cells: Record<string, Value>;
  filter: string | null;
  entity: string;
}

export interface ReportAnswer {
  name: string;
  label: string;
  columns: ReportColumn[];
  rows: ReportRow[];
  totals: Record<string, Json> | null;
  currency?: string;
  chart?: { kind: string; x: string; y: string[] };
}

export function reportsOf(
  reports: { name: string; label: string; parameters?: Json }[] | undefined,
): ReportMeta[] {
  return (reports ?? []).map((report) => ({
    ...report,
    parameters: Array.isArray(report.parameters) ? (report.parameters as unknown as ReportParameter[]) : [],
  }));
}

// Under "records", so that won deals are in the report at once.
export function useReport(name: string, parameters: Record<string, string>) {
  return useQuery({
    queryKey: ["records", "reports", name, parameters],
    queryFn: ({ signal }) => get<ReportAnswer>(`/reports/${name}`, parameters, signal),
    placeholderData: keepPreviousData,
    retry: false,
  });
}

const month = /^(\d{4})-(\d{2})$/;
const quarter = /^(\d{4})-Q(\d)$/;

// "2026-03" as people say it.
export function bucketText(bucket: string): string {
  const parts = month.exec(bucket);
  if (parts) {
    const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, 1));
    return new Intl.DateTimeFormat(localeOf(), { month: "short", year: "2-digit", timeZone: "UTC" })
      .format(day)
      .replace(/\s*г\.$/, "");
  }
  const ofYear = quarter.exec(bucket);
  return ofYear ? `Q${ofYear[2]} ${ofYear[1]}` : bucket;
}

export function cellText(column: ReportColumn, value: Value, currency: string): string {
  if (value === null || value === undefined) return "—";
  if (isLink(value)) return value.title;
  if (isHidden(value)) return "•••";
  const plain = String(value);
  switch (column.type) {
    case "money":
      return formatMoney(plain, currency);
    case "percent":
      return formatPercent(plain);
    case "whole":
      return formatCount(Number(plain));
    case "number":
      return formatDecimal(plain, 2);
    default:
      return bucketText(plain);
  }
}
