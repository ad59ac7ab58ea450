import { Button } from "@mantine/core";
import { IconPencil, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { allowed, fieldOf, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { EntityMeta, RecordItem, RecordValues } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { ErrorState } from "@/kit/ErrorState";
import { Segments } from "@/kit/Segments";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError, toastUndo } from "@/kit/toast";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { DeleteDialog } from "./DeleteDialog";
import { NameDialog } from "./NameDialog";
import { StageRow } from "./StageRow";

export function PipelinesSection() {
  const text = useText();
  const entity = useEntity("pipelines");
  const answer = useRecords("pipelines", { order_by: "rank", page_size: 50 });
  const [chosen, setChosen] = useState<string | null>(null);
  const [renaming, setRenaming] = useState(false);
  if (answer.error) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data || !entity) return <SkeletonLines />;
  const pipelines = answer.data.items;
  const pipeline = pipelines.find((one) => one.id === chosen) ?? pipelines[0];
  return (
    <>
      <p className="quiet settings-lead">{text("settings.pipelinesLead")}</p>
      <div className="row settings-bar">
        {pipeline && (
          <Segments
            label={text("settings.section.pipelines")}
            value={pipeline.id}
            options={pipelines.map((one) => ({ value: one.id, label: String(one.name) }))}
            onChange={setChosen}
          />
        )}
        {pipeline && allowed(entity, "update") && (
          <button
            type="button"
            className="plain icon-button"
            title={text("settings.rename")}
            aria-label={text("settings.renameName", { name: String(pipeline.name) })}
            onClick={() => setRenaming(true)}
          >
            <IconPencil size={15} />
          </button>
        )}
        <span className="grow" />
        {allowed(entity, "create") && (
          <Button
            variant="default"
            leftSection={<IconPlus size={14} />}
            onClick={() =>
              openCreate({ entity: "pipelines", onCreated: (record: RecordItem) => setChosen(record.id) })
            }
          >
            {text("settings.newPipeline")}
          </Button>
        )}
      </div>
      {pipeline ? (
        <Stages key={pipeline.id} pipeline={pipeline} />
      ) : (
        <p className="quiet">{text("settings.none")}</p>
      )}
      {pipeline && renaming && (
        <NameDialog entity="pipelines" record={pipeline} onClose={() => setRenaming(false)} />
      )}
    </>
  );
}

function Stages({ pipeline }: { pipeline: RecordItem }) {
  const entity = useEntity("stages");
  const answer = useRecords("stages", {
    filter: `pipeline = "${pipeline.id}"`,
    order_by: "rank",
    page_size: 100,
  });
  if (answer.error) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data || !entity) return <SkeletonLines />;
  return (
    <StageTable
      entity={entity}
      pipeline={pipeline}
      stages={answer.data.items}
      onMoved={async () => void (await answer.refetch())}
    />
  );
}

interface StageTableProps {
  entity: EntityMeta;
  pipeline: RecordItem;
  stages: RecordItem[];
  onMoved: () => Promise<void>;
}

function StageTable({ entity, pipeline, stages, onMoved }: StageTableProps) {
  const text = useText();
  const { update } = useWrites();
  const undo = useUndo();
  const [renaming, setRenaming] = useState<RecordItem | null>(null);
  const [deleting, setDeleting] = useState<RecordItem | null>(null);
  const statuses = fieldOf(entity, "base_status")?.choices ?? [];

  const write = async (stage: RecordItem, values: RecordValues) => {
    try {
      const moves = "place" in values;
      const { change } = await update({ entity: "stages", id: stage.id, values, shown: moves ? {} : values });
      if (moves) await onMoved();
      if (change) toastUndo(text("settings.saved"), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };

  return (
    <div className="card settings-scroll">
      <table className="settings-table">
        <thead>
          <tr>
            <th scope="col">{text("settings.stage")}</th>
            <th scope="col">{fieldOf(entity, "base_status")?.label}</th>
            <th scope="col">{text("settings.probabilityHead")}</th>
            <th scope="col">{text("settings.rotHead")}</th>
            <td />
          </tr>
        </thead>
        <tbody>
          {stages.map((stage, index) => (
            <StageRow
              key={stage.id}
              stage={stage}
              statuses={statuses}
              before={stages[index - 1]}
              after={stages[index + 1]}
              onWrite={(values) => void write(stage, values)}
              onRename={() => setRenaming(stage)}
              onDelete={allowed(entity, "delete") ? () => setDeleting(stage) : undefined}
            />
          ))}
        </tbody>
      </table>
      {allowed(entity, "create") && (
        <Button
          className="settings-add"
          variant="subtle"
          leftSection={<IconPlus size={14} />}
          onClick={() =>
            openCreate({
              entity: "stages",
              values: { pipeline: { id: pipeline.id, title: String(pipeline.name) } },
              onCreated: () => {},
            })
          }
        >
          {text("settings.newStage")}
        </Button>
      )}
      {renaming && <NameDialog entity="stages" record={renaming} onClose={() => setRenaming(null)} />}
      {deleting && <DeleteDialog entity="stages" record={deleting} onClose={() => setDeleting(null)} />}
    </div>
  );
}
