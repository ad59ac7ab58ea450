import { fieldOf } from "@/api/meta";
import type { Choice, EntityMeta, FieldMeta, RecordValues, Value } from "@/api/types";
import { choiceKey } from "@/fields/choice/options";
import { isLink } from "@/fields/link/LinkView";

// A place on the way of a record: a stage that it links to, or a state of its own lifecycle.
export interface Step {
  key: string;
  label: string;
  choice: Choice;
  // What reports make of it; states without a base are all open.
  status: string;
}

// The field that says where a record stands; absent where nothing can be moved.
export function stepField(entity: EntityMeta, named?: string | null): FieldMeta | undefined {
  const name = named ?? entity.lifecycle?.field ?? entity.roles.status;
  const field = name ? fieldOf(entity, name) : undefined;
  return field?.choices?.length ? field : undefined;
}

export function stepKey(value: Value): string | null {
  if (isLink(value)) return value.id;
  return typeof value === "string" ? value : null;
}

// The steps of one pipeline where there are several, in their order.
export function stepsOf(field: FieldMeta, pipeline: string | null): Step[] {
  return (field.choices ?? [])
    .filter((choice) => !choice.retired && (!choice.pipeline || !pipeline || choice.pipeline === pipeline))
    .map((choice) => ({
      key: choiceKey(choice),
      label: choice.label,
      choice,
      status: choice.status ?? "open",
    }));
}

export function pipelinesOf(field: FieldMeta): string[] {
  return [...new Set((field.choices ?? []).flatMap((choice) => choice.pipeline ?? []))];
}

export function pipelineOf(record: RecordValues): string | null {
  return isLink(record.pipeline) ? record.pipeline.id : null;
}

interface Move {
  from: string;
  to: string;
}

// A lifecycle may know which state follows which; others go anywhere.
export function mayMove(entity: EntityMeta, field: FieldMeta, from: string | null, to: string): boolean {
  const moves = entity.lifecycle?.field === field.name ? entity.lifecycle.moves : undefined;
  if (!Array.isArray(moves) || from === null || from === to) return true;
  return (moves as unknown as Move[]).some((move) => move.from === from && move.to === to);
}

// The steps that lie behind a record: those from which its own can be reached by going forward only. A state that is
// an end of its own, such as "dismissed", leaves those that lead elsewhere open.
export function passedSteps(
  entity: EntityMeta,
  field: FieldMeta,
  steps: Step[],
  current: string | null,
): Set<string> {
  const passed = new Set<string>();
  const behind = steps.slice(
    0,
    Math.max(
      0,
      steps.findIndex((step) => step.key === current),
    ),
  );
  for (const step of behind.reverse()) {
    const ahead = [current, ...passed];
    const leadsOn = ahead.some((key) => key !== null && mayMove(entity, field, step.key, key));
    if (leadsOn && step.status === "open") passed.add(step.key);
  }
  return passed;
}

export function stepValue(field: FieldMeta, step: Step): Value {
  return field.type === "link" ? { id: step.key, key: step.choice.key, title: step.label } : step.key;
}
