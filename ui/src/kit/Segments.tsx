import { useId } from "react";

interface SegmentsProps<Name extends string> {
  label: string;
  value: Name;
  options: { value: Name; label: string }[];
  onChange: (value: Name) => void;
}

// One of a few, all in sight.
export function Segments<Name extends string>({ label, value, options, onChange }: SegmentsProps<Name>) {
  const name = useId();
  return (
    <div role="radiogroup" aria-label={label} className="segments">
      {options.map((option) => (
        <label key={option.value}>
          <input
            type="radio"
            className="unseen"
            name={name}
            checked={option.value === value}
            onChange={() => onChange(option.value)}
          />
          <span>{option.label}</span>
        </label>
      ))}
    </div>
  );
}
