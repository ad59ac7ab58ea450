import { type RefObject, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from "react";
import { flushSync } from "react-dom";

// Browsers cap the height of an element (Firefox near 17 million pixels), so a long list is given less
// height than its rows need. Small movements are carried over one to one, long ones in proportion, and when
// the hand rests the scrollbar is quietly put where it belongs.
export const pixelsMax = 8_000_000;
const overscan = 8;
const restMs = 160;

export interface ScrollWindow {
  element: RefObject<HTMLDivElement | null>;
  // Height of the scrolled content in pixels.
  height: number;
  // The rows to be drawn, both ends included.
  from: number;
  to: number;
  // What is taken from a row's true place to get its place in the content.
  shift: number;
  onScroll: () => void;
  scrollTo: (index: number) => void;
}

interface Place {
  from: number;
  to: number;
  shift: number;
}

// The true place that a scrollbar at `top` means.
export function proportional(top: number, height: number, trueHeight: number, view: number): number {
  const range = Math.max(1, height - view);
  return (Math.min(top, range) / range) * Math.max(0, trueHeight - view);
}

export function useScrollWindow(count: number, rowHeight: number, chrome: number): ScrollWindow {
  const element = useRef<HTMLDivElement>(null);
  const trueHeight = count * rowHeight;
  const height = Math.min(trueHeight, pixelsMax);
  const scaled = trueHeight > height;
  const [place, setPlace] = useState<Place>({ from: 0, to: 40, shift: 0 });
  // Where the list truly is, and where the scrollbar was when that was last worked out.
  const truth = useRef({ top: 0, bar: 0 });
  const rest = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);

  const settle = useCallback(() => {
    const node = element.current;
    if (!node) return;
    const view = node.clientHeight - chrome;
    const { top, bar } = truth.current;
    const from = Math.max(0, Math.floor(top / rowHeight) - overscan);
    const to = Math.max(0, Math.min(count - 1, Math.ceil((top + view) / rowHeight) + overscan));
    const shift = top - bar;
    setPlace((before) =>
      before.from === from && before.to === to && before.shift === shift ? before : { from, to, shift },
    );
  }, [count, rowHeight, chrome]);

  // Puts the scrollbar where the true place belongs, without moving what is seen.
  const straighten = useCallback(() => {
    const node = element.current;
    if (!node || !scaled) return;
    const view = node.clientHeight - chrome;
    const bar = Math.round((truth.current.top / Math.max(1, trueHeight - view)) * (height - view));
    if (Math.abs(bar - node.scrollTop) < 2) return;
    truth.current.bar = bar;
    flushSync(settle);
    node.scrollTop = bar;
  }, [scaled, chrome, trueHeight, height, settle]);

  const onScroll = useCallback(() => {
    const node = element.current;
    if (!node) return;
    const bar = node.scrollTop;
    const view = node.clientHeight - chrome;
    const moved = bar - truth.current.bar;
    const atEdge = bar <= 0 || bar >= height - view;
    if (!scaled) truth.current = { top: bar, bar };
    else if (atEdge || Math.abs(moved) > view * 2) {
      truth.current = { top: proportional(bar, height, trueHeight, view), bar };
    } else {
      const top = Math.min(trueHeight - view, Math.max(0, truth.current.top + moved));
      truth.current = { top, bar };
    }
    settle();
    clearTimeout(rest.current);
    if (scaled) rest.current = setTimeout(straighten, restMs);
  }, [scaled, chrome, height, trueHeight, settle, straighten]);

  const scrollTo = useCallback(
    (index: number) => {
      const node = element.current;
      if (!node) return;
      const view = node.clientHeight - chrome;
      const { top } = truth.current;
      const rowTop = index * rowHeight;
      let next = top;
      if (rowTop < top) next = rowTop;
      else if (rowTop + rowHeight > top + view) next = rowTop + rowHeight - view;
      if (next === top) return;
      const near = Math.abs(next - top) <= view * 2;
      const exact = Math.round((next / Math.max(1, trueHeight - view)) * (height - view));
      const bar = !scaled ? next : near ? truth.current.bar + (next - top) : exact;
      truth.current = { top: next, bar };
      flushSync(settle);
      node.scrollTop = bar;
    },
    [scaled, chrome, rowHeight, trueHeight, height, settle],
  );

  // The size of the list or of the window decides what is drawn; both are known after layout only.
  useLayoutEffect(() => {
    const node = element.current;
    if (!node) return;
    truth.current.top = Math.min(truth.current.top, Math.max(0, trueHeight - (node.clientHeight - chrome)));
    if (!scaled) truth.current.bar = truth.current.top;
    settle();
    const observer = new ResizeObserver(settle);
    observer.observe(node);
    return () => observer.disconnect();
  }, [settle, trueHeight, scaled, chrome]);

  useEffect(() => () => clearTimeout(rest.current), []);

  return useMemo(
    () => ({ element, height, ...place, onScroll, scrollTo }),
    [height, place, onScroll, scrollTo],
  );
}
