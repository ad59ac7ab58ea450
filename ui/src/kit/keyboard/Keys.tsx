const names: Record<string, string> = {
  Slash: "/",
  "Shift+Slash": "?",
  Space: "Space",
  Escape: "Esc",
  Enter: "↵",
  BracketLeft: "[",
  BracketRight: "]",
  ArrowUp: "↑",
  ArrowDown: "↓",
  ArrowLeft: "←",
  ArrowRight: "→",
  "Shift+Digit3": "#",
  Delete: "Del",
};

const isMac = typeof navigator !== "undefined" && navigator.userAgent.includes("Mac");

export function keyName(chord: string): string {
  const known = names[chord];
  if (known) return known;
  return chord
    .split("+")
    .map((part) =>
      part === "Mod" ? (isMac ? "⌘" : "Ctrl") : (names[part] ?? part.replace(/^(Key|Digit)/, "")),
    )
    .join(" ");
}

// "Control+K", as assistive technology wants to hear it.
export function ariaKeys(keys: string): string {
  return keys
    .split(" ")
    .map((chord) => chord.replace("Mod", "Control").replace(/Key|Digit/g, ""))
    .join(" ");
}

// The keys of a shortcut, drawn as keycaps.
export function Keys({ keys }: { keys: string }) {
  return (
    <span className="keys" aria-hidden>
      {keys.split(" ").map((chord, index) => (
        <kbd key={index}>{keyName(chord)}</kbd>
      ))}
    </span>
  );
}
