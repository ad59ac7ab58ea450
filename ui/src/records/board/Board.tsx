import { monitorForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { NativeSelect } from "@mantine/core";
import { type KeyboardEvent, useEffect, useEffectEvent, useState } from "react";
import { fieldOf, titleOf } from "@/api/meta";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { choiceOptions, findChoice } from "@/fields/choice/options";
import { joinFilters } from "@/fields/filter/print";
import { Dialog } from "@/kit/Dialog";
import { ErrorState } from "@/kit/ErrorState";
import { useShortcuts } from "@/kit/keyboard/useShortcuts";
import { Picker } from "@/kit/picker/Picker";
import { mayMove, pipelinesOf, type Step, stepField, stepKey } from "@/records/stage/stages";
import { useMove } from "@/records/stage/useMove";
import { useLeaveTrail } from "@/records/trail";
import { useText } from "@/text";
import type { ListState } from "../view/listState";
import { writeOrder } from "../view/listState";
import { NextStepSign } from "./BoardCard";
import { BoardColumn, EndZone } from "./BoardColumn";
import "./board.css";
import { nextStepField, stepsFor, useBoard } from "./useBoard";

interface BoardProps {
  entity: EntityMeta;
  state: ListState;
  // The field whose values are the columns.
  groupBy: string | null;
}

// Records as cards in the columns of their stages.
export default function Board({ entity, state, groupBy }: BoardProps) {
  const field = stepField(entity, groupBy) ?? stepField(entity);
  if (!field) return null;
  return <StepBoard entity={entity} state={state} field={field} />;
}

function StepBoard({ entity, state, field }: { entity: EntityMeta; state: ListState; field: FieldMeta }) {
  const text = useText();
  const pipelines = pipelinesOf(field);
  const [chosen, setChosen] = useState<string | null>(null);
  const pipeline = pipelines.length > 1 ? (chosen ?? pipelines[0] ?? null) : null;
  const scoped = pipeline
    ? { ...state, filter: joinFilters(state.filter, `pipeline = "${pipeline}"`) }
    : state;
  const board = useBoard(entity, field, scoped, pipeline);
  const [said, setSaid] = useState("");
  const [choosing, setChoosing] = useState<RecordItem | null>(null);
  const [dragging, setDragging] = useState(false);
  const { move, question } = useMove(entity, field, (record, step) => {
    setSaid(text("stage.movedTo", { name: titleOf(entity, record), stage: step.label }));
    void board.refresh();
  });

  const cardOf = (id: unknown) =>
    board.columns.flatMap((column) => column.cards).find((card) => card.id === id);
  const moveTo = (record: RecordItem, key: unknown) => {
    const step = stepsFor(field, record, pipeline).find((candidate) => candidate.key === key);
    if (step) move(record, step);
  };
  const onDrop = useEffectEvent((card: unknown, step: unknown) => {
    const record = cardOf(card);
    if (record) moveTo(record, step);
  });
  // Dragging is outside of React: what is dropped where is told by the browser.
  useEffect(
    () =>
      monitorForElements({
        canMonitor: ({ source }) => "card" in source.data,
        onDragStart: () => setDragging(true),
        onDrop: ({ source, location }) => {
          setDragging(false);
          const [target] = location.current.dropTargets;
          if (target) onDrop(source.data.card, target.data.step);
        },
      }),
    [],
  );

  useLeaveTrail({
    entity: entity.name,
    query: { q: scoped.q, order_by: writeOrder(scoped.orderBy) },
    placeOf: (id) => {
      for (const column of board.columns) {
        const offset = column.cards.findIndex((card) => card.id === id);
        if (offset >= 0)
          return { filter: joinFilters(scoped.filter, `${field.name} = "${column.step.key}"`), offset };
      }
      return undefined;
    },
  });

  const section = text("keyboard.list");
  useShortcuts([
    {
      keys: "KeyM",
      label: text("board.moveCard"),
      section,
      scope: "page",
      run: () => setChoosing(cardOf(focusedCard()?.dataset.card) ?? null),
    },
    { keys: "KeyJ", label: text("keyboard.next"), section, scope: "page", run: () => walk(0, 1) },
    { keys: "KeyK", label: text("keyboard.previous"), section, scope: "page", run: () => walk(0, -1) },
  ]);
  const onKeyDown = (event: KeyboardEvent) => {
    const steps: Record<string, [number, number]> = {
      ArrowDown: [0, 1],
      ArrowUp: [0, -1],
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
    };
    const step = steps[event.key];
    if (!step || !focusedCard()) return;
    event.preventDefault();
    walk(...step);
  };

  if (board.error) return <ErrorState error={board.error} retry={board.retry} />;
  return (
    <div className="board-room">
      <div className="board-bar">
        {pipelines.length > 1 && (
          <NativeSelect
            size="xs"
            aria-label={text("board.pipeline")}
            value={pipeline ?? ""}
            onChange={(event) => setChosen(event.currentTarget.value)}
            data={pipelines.map((id) => ({ value: id, label: pipelineName(entity, id) }))}
          />
        )}
        {fieldOf(entity, nextStepField) && (
          <span className="row board-legend hide-small">
            <NextStepSign planned="Overdue" named />
            <NextStepSign planned="Today" named />
            <NextStepSign planned="Planned" named />
            <NextStepSign planned="None" named />
          </span>
        )}
        <span className="grow" />
        <span className="faint hide-small">{text("board.hint")}</span>
      </div>
      <div className="board" onKeyDown={onKeyDown}>
        {board.columns.map((column) => (
          <BoardColumn key={column.step.key} entity={entity} column={column} currency={board.currency} />
        ))}
      </div>
      {dragging && board.ends.length > 0 && (
        <div className="end-zones">
          {board.ends.map((step) => (
            <EndZone key={step.key} step={step} />
          ))}
        </div>
      )}
      <div role="status" className="unseen">
        {said}
      </div>
      {question}
      {choosing && (
        <MoveMenu
          entity={entity}
          field={field}
          record={choosing}
          steps={stepsFor(field, choosing, pipeline)}
          onMove={(step) => move(choosing, step)}
          onClose={() => setChoosing(null)}
        />
      )}
    </div>
  );
}

function pipelineName(entity: EntityMeta, id: string): string {
  const field = fieldOf(entity, "pipeline");
  return (field && findChoice(field, id)?.label) ?? id;
}

function focusedCard(): HTMLElement | null {
  const focused = document.activeElement?.closest(".board-card")?.querySelector("[data-card]");
  return focused instanceof HTMLElement ? focused : null;
}

// To the card so many columns and rows away; to the first one when none has the focus.
function walk(columns: number, rows: number): void {
  const all = [...document.querySelectorAll(".board-column")].map((column) => [
    ...column.querySelectorAll<HTMLElement>("[data-card]"),
  ]);
  const focused = focusedCard();
  const column = all.findIndex((cards) => focused !== null && cards.includes(focused));
  const row = focused ? (all[column]?.indexOf(focused) ?? 0) : 0;
  if (column < 0) {
    all.find((cards) => cards.length > 0)?.[0]?.focus();
    return;
  }
  let next = column + columns;
  while (columns !== 0 && all[next]?.length === 0) next += columns;
  const cards = all[next];
  cards?.[Math.min(cards.length - 1, Math.max(0, row + rows))]?.focus();
}

interface MoveMenuProps {
  entity: EntityMeta;
  field: FieldMeta;
  record: RecordItem;
  steps: Step[];
  onMove: (step: Step) => void;
  onClose: () => void;
}

// The same as dragging, for the keyboard and for whoever cannot drag.
function MoveMenu({ entity, field, record, steps, onMove, onClose }: MoveMenuProps) {
  const text = useText();
  const current = stepKey(record[field.name]);
  const open = new Map(
    steps.filter((step) => mayMove(entity, field, current, step.key)).map((step) => [step.key, step]),
  );
  const title = text("stage.moveTo", { name: titleOf(entity, record) });
  return (
    <Dialog title={title} onClose={onClose} size="sm">
      <Picker
        label={title}
        options={choiceOptions(field).filter((option) => open.has(option.value))}
        selected={current ? [current] : []}
        onToggle={(key) => {
          const step = open.get(key);
          onClose();
          if (step) onMove(step);
        }}
      />
    </Dialog>
  );
}
