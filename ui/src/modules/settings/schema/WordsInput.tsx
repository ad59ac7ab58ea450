import { TextInput } from "@mantine/core";
import { currentLanguage } from "@/text";
import type { Words } from "./fieldDraft";

interface WordsInputProps {
  label: string;
  words: Words;
  onChange: (words: Words) => void;
  description?: string;
  error?: string | null;
  autoFocus?: boolean;
}

const languageNames = { en: "English", ru: "Русский" };

// A label in both languages, one's own first; a language that is left empty says the same as the other.
export function WordsInput({ label, words, onChange, description, error, autoFocus }: WordsInputProps) {
  const own = currentLanguage();
  const other = own === "en" ? "ru" : "en";
  return (
    <div className="words-input">
      <TextInput
        label={label}
        description={description}
        error={error}
        value={words[own]}
        data-autofocus={autoFocus || undefined}
        onChange={(event) => onChange({ ...words, [own]: event.currentTarget.value })}
      />
      <TextInput
        aria-label={`${label}, ${languageNames[other]}`}
        placeholder={words[own] || languageNames[other]}
        leftSection={<span className="words-language">{other.toUpperCase()}</span>}
        value={words[other]}
        onChange={(event) => onChange({ ...words, [other]: event.currentTarget.value })}
      />
    </div>
  );
}
