import { Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { get } from "@/api/client";
import { followJob } from "@/api/jobs";
import type { EntityMeta, Job, RecordPage } from "@/api/types";
import { undoJob } from "@/api/undo";
import { type BulkTarget, type BulkWork, startBulk } from "@/api/writes";
import { toast, toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import type { ListQuery } from "./useListItems";
import type { Selection } from "./useSelection";

const idsPerRead = 500;

// A search is no filter, so what it finds is named one by one; it finds a thousand records at most.
async function idsFound(entity: EntityMeta, query: ListQuery): Promise<string[]> {
  const ids: string[] = [];
  let token: string | null = null;
  do {
    const page: RecordPage = await get<RecordPage>(`/${entity.name}`, {
      ...query,
      fields: "id",
      page_size: idsPerRead,
      page_token: token,
    });
    ids.push(...page.items.map((item) => item.id));
    token = page.next_page_token;
  } while (token);
  return ids;
}

async function targetOf(
  entity: EntityMeta,
  selection: Selection,
  query: ListQuery,
  total: number,
): Promise<BulkTarget> {
  if (selection.all && query.q === "") return { filter: query.filter, expected: total };
  const ids = selection.all ? await idsFound(entity, query) : [...selection.ids];
  return { ids, expected: ids.length };
}

// Hands the selection to a job of the server, shows how far it is, and offers to take it all back.
export function useBulk(entity: EntityMeta, selection: Selection, query: ListQuery, total: number) {
  const text = useText();
  const client = useQueryClient();

  const showProgress = (id: string, job: Job) => {
    const { done, total: all } = job.progress ?? { done: 0, total: null };
    const message = (
      <div className="bulk-progress">
        <span className="num">
          {text("bulk.running", { done: formatCount(done), total: formatCount(all ?? total) })}
        </span>
        <Progress value={all ? (done / all) * 100 : 0} size="sm" aria-label={text("common.loading")} />
      </div>
    );
    notifications.update({ id, message, loading: true, autoClose: false });
  };

  return async (work: BulkWork): Promise<void> => {
    const id = toast({ message: text("common.loading"), loading: true, autoClose: false });
    try {
      const started = await startBulk(entity.name, await targetOf(entity, selection, query, total), work);
      const job = await followJob(client, started, (progress) => showProgress(id, progress));
      selection.clear();
      if (job.state !== "done") throw new Error(job.problem?.detail ?? text("bulk.failed"));
      const changed = job.result?.changed ?? 0;
      const refused = typeof job.result?.refused === "number" ? job.result.refused : 0;
      const told = [text("count.changed", { count: changed, formatted: formatCount(changed) })];
      if (refused > 0) told.push(text("count.refused", { count: refused, formatted: formatCount(refused) }));
      toastUndo(told.join(", "), () => undoJob(client, job.id));
    } catch (error) {
      toastError(error);
    } finally {
      notifications.hide(id);
    }
  };
}
