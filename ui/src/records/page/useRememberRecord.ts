import { useEffect } from "react";
import { titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem } from "@/api/types";
import { recentRecords } from "@/records/recent";

// Opening a record puts it on top of what the palette offers; storage is outside of React, hence the effect.
export function useRememberRecord(entity: EntityMeta, record: RecordItem | undefined): void {
  const id = record?.id;
  const title = record && titleOf(entity, record);
  useEffect(() => {
    if (id && title) recentRecords.add({ entity: entity.name, id, title });
  }, [entity.name, id, title]);
}
