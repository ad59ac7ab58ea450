import { type ReactNode, useState } from "react";
import { fieldOf } from "@/api/meta";
import { isProblem } from "@/api/problem";
import type { ActionMeta, EntityMeta, FieldMeta, RecordItem, RecordValues, Value } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { isEmpty } from "@/fields/fieldType";
import { wireValue } from "@/fields/registry";
import { toastError, toastUndo } from "@/kit/toast";
import { actionsFor } from "@/records/actions/ActionButtons";
import { ActionDialog } from "@/records/actions/ActionDialog";
import { handMade } from "@/records/handMade";
import { useText } from "@/text";
import { MoveDialog } from "./MoveDialog";
import { type Step, stepKey, stepValue } from "./stages";

type Question =
  | { kind: "action"; record: RecordItem; action: ActionMeta }
  | { kind: "fields"; record: RecordItem; step: Step; fields: FieldMeta[]; faults: Record<string, string> };

interface Moving {
  move: (record: RecordItem, step: Step) => void;
  // The question that a move has raised, to be put on the page.
  question: ReactNode;
}

// Some steps are not only moved to but acted out: losing asks why, winning for how much.
function actionTo(entity: EntityMeta, record: RecordItem, step: Step): ActionMeta | undefined {
  const name = handMade.moves[entity.name]?.[step.choice.status ?? step.key];
  return name ? actionsFor(entity, record).find((action) => action.name === name) : undefined;
}

export function useMove(
  entity: EntityMeta,
  field: FieldMeta | undefined,
  onMoved: (record: RecordItem, step: Step) => void = () => {},
): Moving {
  const text = useText();
  const { update } = useWrites();
  const undo = useUndo();
  const [question, setQuestion] = useState<Question | null>(null);

  const send = async (record: RecordItem, step: Step, values: RecordValues): Promise<void> => {
    if (!field) return;
    const target = stepValue(field, step);
    const shown: RecordValues = { ...values, [field.name]: target };
    const wire = Object.fromEntries(
      Object.entries(shown).map(([name, value]) => {
        const meta = fieldOf(entity, name);
        return [name, meta ? wireValue(meta, value as Value) : value];
      }),
    );
    const { change } = await update({ entity: entity.name, id: record.id, values: wire, shown });
    onMoved(record, step);
    if (change) toastUndo(text("stage.moved", { name: field.label, stage: step.label }), () => undo(change));
  };

  const move = (record: RecordItem, step: Step) => {
    if (!field || stepKey(record[field.name]) === step.key) return;
    const action = actionTo(entity, record, step);
    if (action) return setQuestion({ kind: "action", record, action });
    const missing = (step.choice.requires ?? []).filter((name) => name in record && isEmpty(record[name]));
    const fields = missing.flatMap((name) => fieldOf(entity, name) ?? []);
    if (fields.length > 0) return setQuestion({ kind: "fields", record, step, fields, faults: {} });
    send(record, step, {}).catch((error: unknown) => {
      const faults = isProblem(error) ? error.fieldMessages() : {};
      const asked = Object.keys(faults).flatMap((name) => fieldOf(entity, name) ?? []);
      const answerable = asked.filter((candidate) => candidate.name !== field.name);
      if (answerable.length === 0) return toastError(error);
      setQuestion({ kind: "fields", record, step, fields: answerable, faults });
    });
  };

  const close = () => setQuestion(null);
  return {
    move,
    question:
      question?.kind === "action" ? (
        <ActionDialog entity={entity} record={question.record} action={question.action} onClose={close} />
      ) : question ? (
        <MoveDialog
          {...question}
          onClose={close}
          onSend={(values) => send(question.record, question.step, values)}
        />
      ) : null,
  };
}
