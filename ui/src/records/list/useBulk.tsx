import { Progress } from "@mantine/core";
import { notifications } from "@mantine/notifications";
import { useQueryClient } from "@tanstack/react-query";
import { followJob } from "@/api/jobs";
import type { EntityMeta, Job } from "@/api/types";
import { undoJob } from "@/api/undo";
import { type BulkWork, startBulk } from "@/api/writes";
import { toast, toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import type { ListQuery } from "./useListItems";
import type { Selection } from "./useSelection";

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
    const target = selection.all
      ? { filter: query.filter, expected: total }
      : { ids: [...selection.ids], expected: selection.ids.size };
    const id = toast({ message: text("common.loading"), loading: true, autoClose: false });
    try {
      const started = await startBulk(entity.name, target, work);
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
