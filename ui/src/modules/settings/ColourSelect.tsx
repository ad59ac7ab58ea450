import { colourNames, toneOf } from "@/kit/tones";
import { useText } from "@/text";

interface ColourSelectProps {
  label: string;
  colour: string;
  onChange: (colour: string) => void;
}

// A colour, shown as itself; its name is in the list and for those who listen.
export function ColourSelect({ label, colour, onChange }: ColourSelectProps) {
  const text = useText();
  // A colour that this page cannot name stays until another one is chosen.
  const foreign = colourNames.some((name) => name === colour) ? [] : [colour];
  return (
    <span className="colour-select">
      <i style={{ background: toneOf(colour) }} />
      <select aria-label={label} value={colour} onChange={(event) => onChange(event.currentTarget.value)}>
        {foreign.map((name) => (
          <option key={name} value={name}>
            {name}
          </option>
        ))}
        {colourNames.map((name) => (
          <option key={name} value={name}>
            {text(`settings.colour.${name}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
