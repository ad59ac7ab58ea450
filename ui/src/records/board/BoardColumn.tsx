import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { useCallback, useState } from "react";
import type { EntityMeta } from "@/api/types";
import { toneOf } from "@/kit/tones";
import type { Step } from "@/records/stage/stages";
import { useText } from "@/text";
import { formatCount, formatMoneyShort } from "@/text/format";
import { BoardCard } from "./BoardCard";
import type { BoardColumn as Column } from "./useBoard";

// Takes a dropped card; what is told is which step it was dropped on.
export function useDropPlace(step: Step): { ref: (element: HTMLElement | null) => void; over: boolean } {
  const [over, setOver] = useState(false);
  const ref = useCallback(
    (element: HTMLElement | null) => {
      if (!element) return;
      return dropTargetForElements({
        element,
        getData: () => ({ step: step.key }),
        canDrop: ({ source }) => "card" in source.data,
        onDragEnter: () => setOver(true),
        onDragLeave: () => setOver(false),
        onDrop: () => setOver(false),
      });
    },
    [step.key],
  );
  return { ref, over };
}

interface BoardColumnProps {
  entity: EntityMeta;
  column: Column;
  currency: string | undefined;
}

export function BoardColumn({ entity, column, currency }: BoardColumnProps) {
  const text = useText();
  const { step, cards, count, sum, weighted } = column;
  const { ref, over } = useDropPlace(step);
  const scroller = useCallback(
    (element: HTMLElement | null) => (element ? autoScrollForElements({ element }) : undefined),
    [],
  );
  const { probability } = step.choice;
  return (
    <section ref={ref} className="board-column" data-over={over || undefined} aria-label={step.label}>
      <header>
        <span className="row">
          <i className="dot" style={{ background: toneOf(step.choice.colour) }} />
          <h2 className="truncate">
            <bdi>{step.label}</bdi>
          </h2>
          <span className="faint num">{count !== undefined && formatCount(count)}</span>
          <span className="grow" />
          {probability != null && <span className="faint num">{Number(probability)}%</span>}
        </span>
        <span className="board-sums num">
          {sum !== undefined && currency && <b>{formatMoneyShort(sum, currency)}</b>}
          {weighted !== undefined && currency && (
            <span className="faint">
              {text("board.weighted", { amount: formatMoneyShort(weighted, currency) })}
            </span>
          )}
        </span>
      </header>
      <ul ref={scroller} className="board-cards">
        {cards.map((card) => (
          <li key={card.id}>
            <BoardCard entity={entity} record={card} step={step} />
          </li>
        ))}
        {cards.length === 0 && count === 0 && <li className="faint board-empty">{text("board.empty")}</li>}
        {column.hasMore && (
          <li>
            <button type="button" className="plain board-more" onClick={column.more}>
              {text("board.more")}
            </button>
          </li>
        )}
      </ul>
    </section>
  );
}

export function EndZone({ step }: { step: Step }) {
  const { ref, over } = useDropPlace(step);
  return (
    <div
      ref={ref}
      className="end-zone"
      data-over={over || undefined}
      style={{ "--tone": toneOf(step.choice.colour) } as React.CSSProperties}
    >
      {step.label}
    </div>
  );
}
