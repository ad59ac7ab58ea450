const tones: Record<string, string> = {
  grey: "#868e96",
  gray: "#868e96",
  blue: "#1c7ed6",
  indigo: "#4263eb",
  violet: "#7048e8",
  purple: "#7048e8",
  grape: "#ae3ec9",
  pink: "#d6336c",
  red: "#e03131",
  orange: "#e8590c",
  yellow: "#f08c00",
  amber: "#f08c00",
  lime: "#5c940d",
  green: "#2b8a3e",
  teal: "#0c8599",
  cyan: "#0b7285",
};

// Names of colours come from the server; one that this page does not know is grey.
export function toneOf(colour: string | null | undefined): string {
  return tones[colour ?? "grey"] ?? "#868e96";
}

export const colourNames = [
  "grey",
  "blue",
  "indigo",
  "violet",
  "grape",
  "pink",
  "red",
  "orange",
  "yellow",
  "green",
  "teal",
  "cyan",
] as const;

const hues = [222, 262, 196, 158, 28, 340, 292, 12];

// The same name has the same colour everywhere.
export function hueOf(name: string): number {
  let hash = 0;
  for (const letter of name) hash = (hash * 31 + (letter.codePointAt(0) ?? 0)) | 0;
  return hues[Math.abs(hash) % hues.length] ?? 222;
}
