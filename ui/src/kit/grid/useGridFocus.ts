import { useCallback, useState } from "react";
import type { CellEdit, CellPlace } from "./gridTypes";
import type { ScrollWindow } from "./useScrollWindow";

export type CellMove = "stay" | "down" | "next" | "previous";

export interface GridFocus {
  place: CellPlace;
  edit: CellEdit | null;
  moveTo: (place: CellPlace) => void;
  moveBy: (rows: number, columns: number) => void;
  startEdit: (typed?: string) => void;
  endEdit: (move: CellMove) => void;
}

// Which cell is looked at and which is edited, as in a sheet.
export function useGridFocus(count: number, columnCount: number, scroll: ScrollWindow): GridFocus {
  const [place, setPlace] = useState<CellPlace>({ index: 0, column: 0 });
  const [edit, setEdit] = useState<CellEdit | null>(null);

  const moveTo = useCallback(
    (next: CellPlace) => {
      const index = Math.max(0, Math.min(count - 1, next.index));
      const column = Math.max(0, Math.min(columnCount - 1, next.column));
      setPlace({ index, column });
      setEdit(null);
      scroll.scrollTo(index);
    },
    [count, columnCount, scroll.scrollTo],
  );

  return {
    place,
    edit,
    moveTo,
    moveBy: (rows, columns) => moveTo({ index: place.index + rows, column: place.column + columns }),
    startEdit: (typed) => setEdit({ ...place, typed }),
    endEdit: (move) => {
      setEdit(null);
      if (move === "down") moveTo({ ...place, index: place.index + 1 });
      if (move === "next") moveTo({ ...place, column: place.column + 1 });
      if (move === "previous") moveTo({ ...place, column: place.column - 1 });
      scroll.element.current?.focus({ preventScroll: true });
    },
  };
}
