import { Button } from "@mantine/core";
import {
  IconArchive,
  IconArchiveOff,
  IconArrowDown,
  IconArrowUp,
  IconPlus,
  IconX,
} from "@tabler/icons-react";
import { currentLanguage, useText } from "@/text";
import { ColourSelect } from "../ColourSelect";
import { type ChoiceDraft, choiceDraft, slugOf } from "./fieldDraft";

interface ChoicesInputProps {
  choices: ChoiceDraft[];
  error?: string | null;
  onChange: (choices: ChoiceDraft[]) => void;
}

// The values of a choice, in the order in which they will be offered.
export function ChoicesInput({ choices, error, onChange }: ChoicesInputProps) {
  const text = useText();
  const language = currentLanguage();
  const replace = (at: number, patch: Partial<ChoiceDraft>) =>
    onChange(choices.map((choice, index) => (index === at ? { ...choice, ...patch } : choice)));
  const move = (at: number, by: number) => {
    const next = [...choices];
    const [moved] = next.splice(at, 1);
    if (moved) next.splice(at + by, 0, moved);
    onChange(next);
  };
  const rename = (at: number, words: string) => {
    const choice = choices[at];
    if (!choice) return;
    const label = { ...choice.label, [language]: words };
    // The value of a new choice follows its label; one that records hold already never changes.
    const others = choices.filter((_, index) => index !== at);
    const value =
      choice.kept || slugOf(words) === "" ? choice.value : choiceDraft(others, words, language).value;
    replace(at, { label, value });
  };
  return (
    <fieldset className="choices-input">
      <legend>{text("schema.choices")}</legend>
      {choices.map((choice, index) => {
        const name = choice.label[language] || choice.label.en || choice.label.ru || choice.value;
        return (
          <div key={index} className="row" data-retired={choice.retired || undefined}>
            <ColourSelect
              label={text("schema.colourOf", { name })}
              colour={choice.colour}
              onChange={(colour) => replace(index, { colour })}
            />
            <input
              className="grow"
              aria-label={text("schema.choice", { number: index + 1 })}
              value={choice.label[language]}
              placeholder={name}
              autoFocus={!choice.kept && name === choice.value && index === choices.length - 1}
              onChange={(event) => rename(index, event.currentTarget.value)}
              onKeyDown={(event) => {
                if (event.key !== "Enter") return;
                event.preventDefault();
                onChange([...choices, choiceDraft(choices, "", language)]);
              }}
            />
            <button
              type="button"
              className="plain icon-button"
              disabled={index === 0}
              aria-label={text("settings.up", { name })}
              onClick={() => move(index, -1)}
            >
              <IconArrowUp size={14} />
            </button>
            <button
              type="button"
              className="plain icon-button"
              disabled={index === choices.length - 1}
              aria-label={text("settings.down", { name })}
              onClick={() => move(index, 1)}
            >
              <IconArrowDown size={14} />
            </button>
            {choice.kept ? (
              <button
                type="button"
                className="plain icon-button"
                aria-pressed={choice.retired}
                title={text(choice.retired ? "schema.bringBack" : "schema.retireChoice")}
                aria-label={`${text(choice.retired ? "schema.bringBack" : "schema.retireChoice")}: ${name}`}
                onClick={() => replace(index, { retired: !choice.retired })}
              >
                {choice.retired ? <IconArchiveOff size={14} /> : <IconArchive size={14} />}
              </button>
            ) : (
              <button
                type="button"
                className="plain icon-button"
                aria-label={text("common.remove", { name })}
                onClick={() => onChange(choices.filter((_, at) => at !== index))}
              >
                <IconX size={14} />
              </button>
            )}
          </div>
        );
      })}
      {error && (
        <p role="alert" className="field-fault">
          {error}
        </p>
      )}
      <Button
        variant="subtle"
        size="compact-xs"
        leftSection={<IconPlus size={13} />}
        onClick={() => onChange([...choices, choiceDraft(choices, "", language)])}
      >
        {text("schema.addChoice")}
      </Button>
    </fieldset>
  );
}
