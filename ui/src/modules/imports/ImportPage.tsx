import { Button } from "@mantine/core";
import { useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { useState } from "react";
import { followJob } from "@/api/jobs";
import { allowed, useEntities } from "@/api/meta";
import type { FileValue, Job } from "@/api/types";
import { toastError } from "@/kit/toast";
import { isEveryday } from "@/records/everyday";
import { useText } from "@/text";
import { ChooseFile } from "./ChooseFile";
import { type ImportJob, type ImportMapping, readImport, startImport } from "./importData";
import { MapColumns } from "./MapColumns";
import { Result } from "./Result";
import "./import.css";

type Step = "file" | "map" | "result";
const steps: Step[] = ["file", "map", "result"];

// A file becomes records in three steps: the file, its columns, and what came of it.
export default function ImportPage() {
  const text = useText();
  const client = useQueryClient();
  const asked = (useParams({ strict: false }) as { entity?: string }).entity;
  // What people bring in most stands first.
  const entities = useEntities()
    .filter((entity) => allowed(entity, "create"))
    .sort((one, other) => Number(isEveryday(other)) - Number(isEveryday(one)));
  const [entity, setEntity] = useState(
    asked ?? entities.find(({ traits }) => traits?.includes("owned"))?.name ?? entities[0]?.name ?? "",
  );
  const [file, setFile] = useState<FileValue | null>(null);
  // Null until somebody changes what the server suggests.
  const [mapping, setMapping] = useState<ImportMapping | null>(null);
  const [job, setJob] = useState<Job | null>(null);
  const [outcome, setOutcome] = useState<ImportJob | null>(null);
  const step: Step = job ? "result" : file ? "map" : "file";

  const startOver = () => {
    setFile(null);
    setMapping(null);
    setJob(null);
    setOutcome(null);
  };
  const follow = async (started: Job) => {
    setOutcome(null);
    const ended = await followJob(client, started, setJob);
    setOutcome(await readImport(ended.id));
  };
  const run = (wanted: ImportMapping, dryRun: boolean) => {
    if (!file) return;
    setMapping(wanted);
    startImport(file, wanted, dryRun).then(follow).catch(toastError);
  };

  return (
    <>
      <header className="top-bar">
        <h1>{text("imports.title")}</h1>
        <ol className="import-steps hide-small" aria-label={text("imports.steps")}>
          {steps.map((name, index) => (
            <li key={name} aria-current={name === step ? "step" : undefined}>
              <i className="num">{index + 1}</i>
              {text(`imports.step.${name}`)}
            </li>
          ))}
        </ol>
        <span className="grow" />
        {step !== "file" && (
          <Button variant="default" onClick={startOver}>
            {text("imports.startOver")}
          </Button>
        )}
      </header>
      <div className="import">
        {!file && <ChooseFile entities={entities} entity={entity} onEntity={setEntity} onFile={setFile} />}
        {file && !job && (
          <MapColumns
            file={file}
            entities={entities}
            entity={entity}
            mapping={mapping}
            onEntity={(next) => {
              setMapping(null);
              setEntity(next);
            }}
            onMapping={setMapping}
            onRun={run}
          />
        )}
        {job && (
          <Result
            entity={entity}
            job={job}
            outcome={outcome}
            onBack={() => setJob(null)}
            onRun={() => mapping && run(mapping, false)}
            onFollow={(next) => void follow(next).catch(toastError)}
          />
        )}
      </div>
    </>
  );
}
