import { useRef, useState } from "react";

export interface Selection {
  ids: ReadonlySet<string>;
  // Everything that the filter selects, loaded or not.
  all: boolean;
  toggle: (id: string, index: number, range: boolean, idAt: (index: number) => string | undefined) => void;
  selectMany: (ids: string[]) => void;
  selectAll: () => void;
  clear: () => void;
}

const none: ReadonlySet<string> = new Set();

export function useSelection(): Selection {
  const [ids, setIds] = useState<ReadonlySet<string>>(none);
  const [all, setAll] = useState(false);
  const anchor = useRef<number | null>(null);
  return {
    ids,
    all,
    toggle: (id, index, range, idAt) => {
      setAll(false);
      setIds((before) => {
        const next = new Set(before);
        if (range && anchor.current !== null) {
          const [from, to] = [Math.min(anchor.current, index), Math.max(anchor.current, index)];
          for (let place = from; place <= to; place++) {
            const between = idAt(place);
            if (between) next.add(between);
          }
        } else if (!next.delete(id)) next.add(id);
        anchor.current = index;
        return next;
      });
    },
    selectMany: (many) => {
      setAll(false);
      setIds(new Set(many));
    },
    selectAll: () => setAll(true),
    clear: () => {
      setAll(false);
      setIds(none);
    },
  };
}
