interface SelectProps<Name extends string> {
  label: string;
  value: Name;
  options: { value: Name; label: string }[];
  onChange: (value: Name) => void;
}

// One of a handful; the browser's own list works with every keyboard and on every phone.
export function Select<Name extends string>({ label, value, options, onChange }: SelectProps<Name>) {
  return (
    <select
      className="select"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value as Name)}
    >
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  );
}
