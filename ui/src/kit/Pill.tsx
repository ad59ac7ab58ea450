import { memo, type ReactNode } from "react";
import { toneOf } from "./tones";

interface PillProps {
  colour?: string | null;
  children: ReactNode;
  dot?: boolean;
}

// A small coloured word. Colour is for data only.
export const Pill = memo(function Pill({ colour, children, dot = true }: PillProps) {
  const tone = toneOf(colour);
  return (
    <span
      className="pill"
      style={{
        background: `color-mix(in srgb, ${tone} 13%, transparent)`,
        color: `color-mix(in srgb, ${tone} 55%, var(--text))`,
      }}
    >
      {dot && <i className="dot" style={{ background: tone }} />}
      <span className="truncate">{children}</span>
    </span>
  );
});
