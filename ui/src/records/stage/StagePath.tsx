import { IconCheck } from "@tabler/icons-react";
import { fieldOf, mayWrite } from "@/api/meta";
import type { EntityMeta, RecordItem, RecordRights } from "@/api/types";
import { toneOf } from "@/kit/tones";
import { useText } from "@/text";
import "./stage.css";
import { mayMove, passedSteps, pipelineOf, stepField, stepKey, stepsOf } from "./stages";
import { useMove } from "./useMove";

interface StagePathProps {
  entity: EntityMeta;
  record: RecordItem;
}

// The way of the record from its first stage to its end; a click moves it.
export function StagePath({ entity, record }: StagePathProps) {
  const text = useText();
  const field = stepField(entity);
  const { move, question } = useMove(entity, field);
  if (!field) return null;
  const steps = stepsOf(field, pipelineOf(record));
  const current = stepKey(record[field.name]);
  const passed = passedSteps(entity, field, steps, current);
  const can = record.can as RecordRights | undefined;
  const writable = mayWrite(entity, field) && can?.update !== false;
  const canMove =
    writable && steps.some(({ key }) => key !== current && mayMove(entity, field, current, key));
  return (
    <>
      {/* A long path scrolls; where no step can be pressed, the path itself is what the keyboard scrolls by. */}
      <ol
        className="stage-path"
        aria-label={fieldOf(entity, field.name)?.label ?? text("stage.path")}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard
        tabIndex={canMove ? undefined : 0}
      >
        {steps.map((step) => {
          const isCurrent = step.key === current;
          const isPassed = passed.has(step.key);
          return (
            <li key={step.key} style={{ "--tone": toneOf(step.choice.colour) } as React.CSSProperties}>
              <button
                type="button"
                className="plain stage-step"
                data-state={isCurrent ? "current" : isPassed ? "passed" : undefined}
                aria-current={isCurrent ? "step" : undefined}
                disabled={!writable || isCurrent || !mayMove(entity, field, current, step.key)}
                title={isCurrent ? undefined : text("stage.move", { name: step.label })}
                onClick={() => move(record, step)}
              >
                {isPassed && <IconCheck size={12} aria-hidden />}
                <bdi className="truncate">{step.label}</bdi>
              </button>
            </li>
          );
        })}
      </ol>
      {question}
    </>
  );
}
