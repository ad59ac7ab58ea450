import { useEffect } from "react";
import { type RecordsQuery, useRecords } from "@/api/records";

// Where a record stands in the list that it was opened from.
export interface Place {
  filter: string;
  offset: number;
}

interface Trail {
  entity: string;
  query: RecordsQuery;
  placeOf: (id: string) => Place | undefined;
}

let trail: Trail | null = null;
let known = new Map<string, Place>();

// The list on the screen is the one whose order the next record page keeps. It outlives the list, hence the effect.
export function useLeaveTrail(next: Trail): void {
  useEffect(() => {
    trail = next;
    known = new Map();
  });
}

export interface Neighbours {
  previous: string | undefined;
  next: string | undefined;
  // False when the record was not opened from a list.
  known: boolean;
}

// The records before and after this one, as the list had them.
export function useNeighbours(entity: string, id: string): Neighbours {
  const current = trail?.entity === entity ? trail : null;
  const place = known.get(id) ?? current?.placeOf(id);
  const from = Math.max(0, (place?.offset ?? 0) - 1);
  const { data, isPlaceholderData } = useRecords(
    entity,
    { ...current?.query, filter: place?.filter, fields: "id", page_size: 3, ...{ offset: from } },
    { enabled: place !== undefined },
  );
  if (!place || !data || isPlaceholderData) {
    return { previous: undefined, next: undefined, known: place !== undefined };
  }
  const start = data.offset ?? from;
  data.items.forEach((item, index) => {
    known.set(item.id, { filter: place.filter, offset: start + index });
  });
  const at = data.items.findIndex((item) => item.id === id);
  return {
    previous: at > 0 ? data.items[at - 1]?.id : undefined,
    next: at >= 0 ? data.items[at + 1]?.id : undefined,
    known: true,
  };
}
