import { createStore, useStore } from "@/api/store";
import type { RecordItem, RecordValues } from "@/api/types";

export interface CreateRequest {
  entity: string;
  // Values that the place implies, such as the account of a new deal.
  values?: RecordValues;
  onCreated?: (record: RecordItem) => void;
}

const createRequest = createStore<CreateRequest | null>(null);

// Opens the form for a new record over whatever page is open.
export function openCreate(request: CreateRequest): void {
  createRequest.set(request);
}

export function closeCreate(): void {
  createRequest.set(null);
}

export function useCreateRequest(): CreateRequest | null {
  return useStore(createRequest);
}
