import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get, post, send } from "@/api/client";
import type { FileValue, Job } from "@/api/types";

export interface ColumnMapping {
  field: string;
  match?: string | string[];
  missing?: "create" | "empty" | "reject";
  values?: Record<string, string | null>;
}

export interface ImportMapping {
  entity: string;
  columns: Record<string, ColumnMapping | null>;
  match?: string[];
  on_match?: "update" | "skip" | "reject";
}

export interface RowFault {
  line: number;
  column: number;
  header: string;
  field: string;
  value: string;
  code: string;
  message: string;
}

export interface ImportPreview {
  format: { encoding: string; delimiter: string; decimal?: string };
  columns: { header: string; samples: string[]; suggestion: string | null }[];
  mapping: { entity: string; columns: Record<string, ColumnMapping | string | null> };
  rows: { line: number; values: string[]; faults: RowFault[] }[];
}

export interface ImportCounts {
  read: number;
  created: number;
  updated: number;
  skipped: number;
  rejected: number;
}

export type ImportJob = Job & { counts?: ImportCounts; ignored_columns?: string[]; dry_run?: boolean };

export function usePreview(file: string | null, entity: string, mapping: ImportMapping | null) {
  return useQuery({
    queryKey: ["import-preview", file, entity, mapping],
    queryFn: () => post<ImportPreview>("/imports/preview", { file, entity, ...(mapping ? { mapping } : {}) }),
    enabled: file !== null && entity !== "",
    placeholderData: keepPreviousData,
    staleTime: Number.POSITIVE_INFINITY,
    retry: false,
  });
}

// Columns come back as names, objects or null; here they are all objects or null.
export function suggestedMapping(preview: ImportPreview): ImportMapping {
  const columns: ImportMapping["columns"] = {};
  for (const { header } of preview.columns) {
    const column = preview.mapping.columns[header] ?? null;
    columns[header] = typeof column === "string" ? { field: column } : column;
  }
  return { entity: preview.mapping.entity, columns };
}

export async function startImport(file: FileValue, mapping: ImportMapping, dryRun: boolean): Promise<Job> {
  const answer = await send<Job>("/imports", {
    method: "POST",
    body: { file: file.id, mapping, dry_run: dryRun },
    idempotencyKey: crypto.randomUUID(),
  });
  return answer.data;
}

export function readImport(id: string): Promise<ImportJob> {
  return get<ImportJob>(`/imports/${id}`);
}

export function useRejectedRows(id: string, enabled: boolean) {
  return useQuery({
    queryKey: ["import-rows", id],
    queryFn: () => get<{ items: RowFault[] }>(`/imports/${id}/rows`, { state: "rejected", page_size: 100 }),
    enabled,
  });
}
