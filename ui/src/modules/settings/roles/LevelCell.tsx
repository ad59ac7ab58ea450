import type { Level } from "@/api/types";
import { useText } from "@/text";
import { levels } from "./grants";

// How far a right reaches, as a dial that fills up.
export function LevelSign({ level }: { level: Level }) {
  return <i className="level-sign" data-level={level} aria-hidden />;
}

interface LevelCellProps {
  label: string;
  level: Level;
  // The value comes from "everything else" and not from the entity itself.
  inherited?: boolean;
  changed?: boolean;
  readOnly?: boolean;
  onChange: (level: Level) => void;
}

export function LevelCell({ label, level, inherited, changed, readOnly, onChange }: LevelCellProps) {
  const text = useText();
  return (
    <span className="level-cell" data-inherited={inherited || undefined} data-changed={changed || undefined}>
      <LevelSign level={level} />
      <select
        aria-label={label}
        value={level}
        disabled={readOnly}
        title={text(`roles.levelHelp.${level}`)}
        onChange={(event) => onChange(event.currentTarget.value as Level)}
      >
        {levels.map((one) => (
          <option key={one} value={one}>
            {text(`roles.level.${one}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
