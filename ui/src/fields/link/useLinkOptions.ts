import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { get } from "@/api/client";
import { keys } from "@/api/keys";
import { titleOf, useEntity } from "@/api/meta";
import type { LinkValue, RecordPage } from "@/api/types";

// Records of an entity whose words begin with what is typed; without words the newest ones.
export function useLinkOptions(
  entityName: string,
  typed: string,
): { options: LinkValue[]; searching: boolean } {
  const entity = useEntity(entityName);
  const title = entity?.roles.title ?? "name";
  const q = typed.trim();
  const query = { q, fields: title, page_size: 10 };
  const { data, isFetching } = useQuery({
    queryKey: keys.list(entityName, query),
    queryFn: ({ signal }) => get<RecordPage>(`/${entityName}`, query, signal),
    placeholderData: keepPreviousData,
    staleTime: 30_000,
  });
  return {
    options: (data?.items ?? []).map((item) => ({ id: item.id, title: titleOf(entity, item) })),
    searching: isFetching,
  };
}
