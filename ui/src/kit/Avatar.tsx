import { memo } from "react";
import { hueOf } from "./tones";

interface PictureProps {
  name: string;
  size?: number;
}

function initials(name: string): string {
  const letters = name
    .split(/\s+/)
    .filter((word) => /^[\p{L}\p{N}]/u.test(word))
    .map((word) => [...word][0] ?? "");
  return letters.slice(0, 2).join("").toUpperCase();
}

// The letters are drawn by the style sheet: they are a picture, and no part of what a button is called.

// A round picture of a person, made of the initials.
export const Avatar = memo(function Avatar({ name, size = 22 }: PictureProps) {
  const hue = hueOf(name);
  return (
    <i
      aria-hidden
      className="avatar"
      data-letters={initials(name)}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.4,
        background: `light-dark(hsl(${hue} 62% 90%), hsl(${hue} 30% 26%))`,
        color: `light-dark(hsl(${hue} 60% 28%), hsl(${hue} 70% 86%))`,
      }}
    />
  );
});

// A square picture of a thing, made of its first letter.
export const Monogram = memo(function Monogram({ name, size = 20 }: PictureProps) {
  const hue = hueOf(name);
  const letter = name.match(/[\p{L}\p{N}]/u)?.[0] ?? "·";
  return (
    <i
      aria-hidden
      className="monogram"
      data-letters={letter.toUpperCase()}
      style={{
        width: size,
        height: size,
        fontSize: size * 0.52,
        borderRadius: size > 30 ? 10 : 5,
        background: `light-dark(hsl(${hue} 52% 42%), hsl(${hue} 42% 40%))`,
      }}
    />
  );
});
