import { Button, Progress } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { post, urlOf } from "@/api/client";
import { cancelJob, followJob } from "@/api/jobs";
import { useEntity } from "@/api/meta";
import type { Job } from "@/api/types";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import { type ImportCounts, type ImportJob, useRejectedRows } from "./importData";

interface ResultProps {
  entity: string;
  job: Job;
  outcome: ImportJob | null;
  onBack: () => void;
  onRun: () => void;
  onFollow: (job: Job) => void;
}

const countNames: (keyof ImportCounts)[] = ["read", "created", "updated", "skipped", "rejected"];

export function Result({ entity: name, job, outcome, onBack, onRun, onFollow }: ResultProps) {
  const text = useText();
  const client = useQueryClient();
  const entity = useEntity(name);
  const [undone, setUndone] = useState(false);
  const [undoing, setUndoing] = useState(false);
  if (!outcome) return <Running job={job} />;
  const tried = outcome.dry_run === true;
  const undo = async () => {
    setUndoing(true);
    try {
      // What is too much to wait for comes back as a job of its own.
      const answer = await post<Job>(`/imports/${outcome.id}/undo`);
      const ended = answer.kind === "undo" ? await followJob(client, answer, () => undefined) : null;
      if (ended?.problem) throw new Error(ended.problem.detail);
      setUndone(true);
      toastDone(text("imports.undone"));
      await client.invalidateQueries({ queryKey: ["records"] });
    } catch (error) {
      toastError(error);
    } finally {
      setUndoing(false);
    }
  };
  return (
    <div className="import-result">
      <div role="status">
        <h2 className="import-title">{titleOf(text, outcome, tried, undone)}</h2>
      </div>
      {outcome.problem && <p className="overdue">{outcome.problem.detail}</p>}
      <dl className="import-counts">
        {countNames.map((count) => (
          <div key={count} className="card" data-count={count}>
            <dt>{text(`imports.${count}`)}</dt>
            <dd className="num">{formatCount(outcome.counts?.[count] ?? 0)}</dd>
          </div>
        ))}
      </dl>
      {(outcome.ignored_columns?.length ?? 0) > 0 && (
        <p className="quiet">
          {text("imports.ignored", { names: (outcome.ignored_columns ?? []).join(", ") })}
        </p>
      )}
      <div className="row import-deeds">
        {tried ? (
          <>
            <Button onClick={onRun}>{text("imports.run")}</Button>
            <Button variant="default" onClick={onBack}>
              {text("imports.backToColumns")}
            </Button>
          </>
        ) : (
          <>
            <Button component={Link} to={`/${name}`}>
              {text("imports.openList", { name: entity?.label.many ?? name })}
            </Button>
            {!undone && (
              <Button variant="default" loading={undoing} onClick={() => void undo()}>
                {text("imports.undo")}
              </Button>
            )}
          </>
        )}
      </div>
      {(outcome.counts?.rejected ?? 0) > 0 && !undone && (
        <RejectedRows id={outcome.id} mayMend={!tried} onFollow={onFollow} />
      )}
    </div>
  );
}

function titleOf(text: ReturnType<typeof useText>, job: ImportJob, tried: boolean, undone: boolean): string {
  if (undone || job.state === "undone") return text("imports.undone");
  if (job.state === "failed") return text("imports.failed");
  if (job.state === "cancelled") return text("imports.cancelled");
  return text(tried ? "imports.tried" : "imports.done");
}

function Running({ job }: { job: Job }) {
  const text = useText();
  const { done = 0, total = null } = job.progress ?? {};
  const share = total ? Math.min(100, (done / total) * 100) : 0;
  return (
    <div className="card import-running">
      <h2>{text("imports.running")}</h2>
      <Progress value={share} animated={share === 0} aria-label={text("imports.running")} />
      <Button variant="default" onClick={() => void cancelJob(job.id).catch(toastError)}>
        {text("imports.cancel")}
      </Button>
    </div>
  );
}

interface RejectedRowsProps {
  id: string;
  mayMend: boolean;
  onFollow: (job: Job) => void;
}

// Each rejected row says why, and takes a better value on the spot.
function RejectedRows({ id, mayMend, onFollow }: RejectedRowsProps) {
  const text = useText();
  const rows = useRejectedRows(id, true);
  const [mended, setMended] = useState<Record<number, Record<string, string>>>({});
  const again = async () => {
    const sent = Object.entries(mended).map(([line, values]) => ({ line: Number(line), values }));
    await post<Job>(`/imports/${id}/rows`, { rows: sent }).then(onFollow, toastError);
  };
  return (
    <section>
      <div className="row import-heading">
        <h2 className="grow">{text("imports.rejectedRows")}</h2>
        <Button variant="default" component="a" href={urlOf(`/imports/${id}/rejected.csv`)} download>
          {text("imports.download")}
        </Button>
        {mayMend && (
          <Button disabled={Object.keys(mended).length === 0} onClick={() => void again()}>
            {text("imports.again")}
          </Button>
        )}
      </div>
      <ul className="card plain-rows">
        {rows.data?.items.map((fault) => (
          <li key={`${fault.line} ${fault.column}`} className="row">
            <span className="num faint import-line">{fault.line}</span>
            <span className="grow">
              <b>{fault.header}</b> <bdi className="quiet">{fault.value}</bdi>
              <br />
              <span className="overdue">{fault.message}</span>
            </span>
            {mayMend && fault.header !== "" && (
              <input
                className="import-input"
                aria-label={text("imports.mended", { line: fault.line })}
                placeholder={text("imports.fix")}
                onChange={(event) => {
                  const typed = event.currentTarget.value;
                  setMended((before) => ({
                    ...before,
                    [fault.line]: { ...before[fault.line], [fault.header]: typed },
                  }));
                }}
              />
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
