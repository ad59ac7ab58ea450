import { dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { autoScrollForElements } from "@atlaskit/pragmatic-drag-and-drop-auto-scroll/element";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { useCallback, useEffect, useEffectEvent, useState } from "react";
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
  const { step, count, sum, weighted } = column;
  const { ref, over } = useDropPlace(step);
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
      <BoardCards entity={entity} column={column} />
    </section>
  );
}

const cardHeight = 114;
// So many cards before the end the next ones are read.
const readAhead = 12;

// Only the cards in sight are in the document, however many there are.
function BoardCards({ entity, column }: { entity: EntityMeta; column: Column }) {
  const text = useText();
  const { step, cards, count, hasMore, more } = column;
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  useEffect(() => (scroller ? autoScrollForElements({ element: scroller }) : undefined), [scroller]);
  const virtual = useVirtualizer({
    count: cards.length,
    getScrollElement: () => scroller,
    estimateSize: () => cardHeight,
    getItemKey: (index) => cards[index]?.id ?? index,
    overscan: 6,
    // A card that is dragged or has the focus stays, or both would be lost while the column scrolls.
    rangeExtractor: (range) => {
      const indexes = defaultRangeExtractor(range);
      const held = scroller
        ?.querySelector("li:has([data-dragged]), li:focus-within")
        ?.getAttribute("data-index");
      const index = Number(held ?? Number.NaN);
      if (!(index >= 0 && index < cards.length) || indexes.includes(index)) return indexes;
      return [...indexes, index].sort((one, other) => one - other);
    },
  });
  const shown = virtual.getVirtualItems();
  const lastShown = virtual.range?.endIndex ?? 0;
  const wantsMore = hasMore && lastShown >= cards.length - readAhead;
  const readOn = useEffectEvent(more);
  // The reach of the window is known after layout only, and every new part is the occasion to look again.
  // biome-ignore lint/correctness/useExhaustiveDependencies: the number of cards says that a part has come
  useEffect(() => {
    if (wantsMore) readOn();
  }, [wantsMore, cards.length]);
  return (
    <div ref={setScroller} className="board-cards">
      <ul style={{ height: virtual.getTotalSize() }}>
        {shown.map((item) => {
          const card = cards[item.index];
          if (!card) return null;
          return (
            <li
              key={item.key}
              ref={virtual.measureElement}
              data-index={item.index}
              aria-setsize={count ?? cards.length}
              aria-posinset={item.index + 1}
              style={{ transform: `translateY(${item.start}px)` }}
            >
              <BoardCard entity={entity} record={card} step={step} />
            </li>
          );
        })}
      </ul>
      {cards.length === 0 && count === 0 && <p className="faint board-empty">{text("board.empty")}</p>}
    </div>
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
