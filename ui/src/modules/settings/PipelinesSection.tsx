import { Button } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { allowed, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { RecordItem, RecordValues } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Segments } from "@/kit/Segments";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError, toastUndo } from "@/kit/toast";
import { colourNames, toneOf } from "@/kit/tones";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";

export function PipelinesSection() {
  const text = useText();
  const stages = useEntity("stages");
  const pipelines = useRecords("pipelines", { order_by: "rank", page_size: 50 }).data?.items;
  const [chosen, setChosen] = useState<string | null>(null);
  if (!pipelines) return <SkeletonLines />;
  const pipeline = pipelines.find((one) => one.id === chosen) ?? pipelines[0];
  if (!pipeline) return <p className="quiet">{text("settings.none")}</p>;
  return (
    <>
      <div className="row settings-bar">
        {pipelines.length > 1 && (
          <Segments
            label={text("settings.section.pipelines")}
            value={pipeline.id}
            options={pipelines.map((one) => ({ value: one.id, label: String(one.name) }))}
            onChange={setChosen}
          />
        )}
        {stages && allowed(stages, "create") && (
          <Button
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
      </div>
      <Stages key={pipeline.id} pipeline={pipeline.id} />
    </>
  );
}

function Stages({ pipeline }: { pipeline: string }) {
  const text = useText();
  const { update } = useWrites();
  const undo = useUndo();
  const answer = useRecords("stages", {
    filter: `pipeline = "${pipeline}"`,
    order_by: "rank",
    page_size: 100,
  });
  const stages = answer.data?.items;
  if (!stages) return <SkeletonLines />;

  const write = async (stage: RecordItem, values: RecordValues) => {
    try {
      const shown = "place" in values ? {} : values;
      const { change } = await update({ entity: "stages", id: stage.id, values, shown });
      if ("place" in values) await answer.refetch();
      if (change) toastUndo(text("settings.saved"), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };

  return (
    <table className="card settings-table">
      <thead>
        <tr>
          <th scope="col">{text("settings.stage")}</th>
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
            before={stages[index - 1]}
            after={stages[index + 1]}
            onWrite={(values) => void write(stage, values)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface StageRowProps {
  stage: RecordItem;
  before: RecordItem | undefined;
  after: RecordItem | undefined;
  onWrite: (values: RecordValues) => void;
}

function StageRow({ stage, before, after, onWrite }: StageRowProps) {
  const text = useText();
  const name = String(stage.name);
  const colour = typeof stage.colour === "string" ? stage.colour : "grey";
  const number = (
    field: "probability" | "rot_days",
    label: string,
    wire: (typed: string) => string | number,
  ) => (
    <input
      key={String(stage[field])}
      className="settings-number num"
      inputMode="numeric"
      aria-label={label}
      defaultValue={stage[field] === null || stage[field] === undefined ? "" : String(Number(stage[field]))}
      onBlur={(event) => {
        const typed = event.currentTarget.value.trim();
        const present =
          stage[field] === null || stage[field] === undefined ? "" : String(Number(stage[field]));
        if (typed !== present) onWrite({ [field]: typed === "" ? null : wire(typed) });
      }}
    />
  );
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <i className="dot" style={{ background: toneOf(colour) }} />
          <select
            className="settings-colour"
            aria-label={`${text("settings.stage")}: ${name}`}
            value={colour}
            onChange={(event) => onWrite({ colour: event.currentTarget.value })}
          >
            {[...new Set([colour, ...colourNames])].map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
          <bdi>{name}</bdi>
        </span>
      </th>
      <td>{number("probability", text("settings.probability", { name }), (typed) => typed)}</td>
      <td>{number("rot_days", text("settings.rotDays", { name }), Number)}</td>
      <td>
        <span className="row settings-moves">
          <button
            type="button"
            className="plain icon-button"
            disabled={!before}
            aria-label={text("settings.up", { name })}
            onClick={() => before && onWrite({ place: { before: before.id } })}
          >
            <IconArrowUp size={15} />
          </button>
          <button
            type="button"
            className="plain icon-button"
            disabled={!after}
            aria-label={text("settings.down", { name })}
            onClick={() => after && onWrite({ place: { after: after.id } })}
          >
            <IconArrowDown size={15} />
          </button>
        </span>
      </td>
    </tr>
  );
}
