import { combine } from "@atlaskit/pragmatic-drag-and-drop/combine";
import { draggable, dropTargetForElements } from "@atlaskit/pragmatic-drag-and-drop/element/adapter";
import { type RefObject, useEffect, useEffectEvent, useRef } from "react";

interface DragRow {
  rowRef: RefObject<HTMLTableRowElement | null>;
  handleRef: RefObject<HTMLSpanElement | null>;
}

// A row that is dragged by its handle and takes the place of the row on which it is dropped.
export function useDragRow(
  key: string,
  place: number,
  onDropped: (key: string, to: number) => void,
): DragRow {
  const rowRef = useRef<HTMLTableRowElement>(null);
  const handleRef = useRef<HTMLSpanElement>(null);
  const dropped = useEffectEvent((dragged: unknown) => {
    if (typeof dragged === "string") onDropped(dragged, place);
  });
  useEffect(() => {
    const element = rowRef.current;
    const dragHandle = handleRef.current;
    if (!element || !dragHandle) return;
    const mark = (isOver: boolean) => element.toggleAttribute("data-over", isOver);
    return combine(
      draggable({ element, dragHandle, getInitialData: () => ({ line: key }) }),
      dropTargetForElements({
        element,
        canDrop: ({ source }) => "line" in source.data,
        onDragEnter: ({ source }) => mark(source.data.line !== key),
        onDragLeave: () => mark(false),
        onDrop: ({ source }) => {
          mark(false);
          dropped(source.data.line);
        },
      }),
    );
  }, [key]);
  return { rowRef, handleRef };
}
