import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { isProblem } from "@/api/problem";
import { Dialog } from "@/kit/Dialog";
import { iconNames, iconOf } from "@/kit/icons";
import { toastError } from "@/kit/toast";
import { useText } from "@/text";
import { ownName, said, type Words, wireWords } from "./fieldDraft";
import { type ObjectDefinition, useSchema } from "./useSchema";
import { WordsInput } from "./WordsInput";

interface ObjectDialogProps {
  // The object to change; a new one when absent.
  object?: ObjectDefinition;
  onClose: () => void;
  onMade?: (name: string) => void;
}

const noWords: Words = { en: "", ru: "" };

// A kind of records of one's own: at once it has a list, pages, a timeline, import and search.
export function ObjectDialog({ object, onClose, onMade }: ObjectDialogProps) {
  const text = useText();
  const schema = useSchema();
  const [one, setOne] = useState(object?.label.one ?? noWords);
  const [many, setMany] = useState(object?.label.many ?? noWords);
  const [typed, setTyped] = useState<string | null>(object?.name ?? null);
  const [icon, setIcon] = useState(object?.icon ?? "box");
  const [fault, setFault] = useState<string | null>(null);
  const [sending, setSending] = useState(false);
  const name = typed ?? ownName(said(many));
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    setSending(true);
    try {
      const single = ownName(said(one));
      const face = { label: { one: wireWords(one), many: wireWords(many) }, icon };
      if (object) await schema.changeObject(object.name, face);
      else await schema.addObject({ name, singular: single === name ? `${name}_item` : single, ...face });
      onClose();
      onMade?.(name);
    } catch (error) {
      if (isProblem(error) && error.fields[0]) setFault(error.fields[0].message);
      else toastError(error);
      setSending(false);
    }
  };
  return (
    <Dialog
      title={object ? text("schema.editField", { name: said(object.label.many) }) : text("schema.newObject")}
      onClose={onClose}
    >
      <form className="settings-dialog" onSubmit={submit}>
        <WordsInput label={text("schema.one")} words={one} onChange={setOne} autoFocus />
        <WordsInput label={text("schema.many")} words={many} onChange={setMany} />
        {!object && (
          <TextInput
            label={text("schema.name")}
            description={text("schema.nameText")}
            value={name}
            error={fault}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )}
        <fieldset className="icon-choice">
          <legend>{text("schema.icon")}</legend>
          {iconNames.map((candidate) => {
            const Icon = iconOf(candidate);
            return (
              <label key={candidate} title={candidate}>
                <input
                  type="radio"
                  name="icon"
                  className="unseen"
                  aria-label={candidate}
                  checked={icon === candidate}
                  onChange={() => setIcon(candidate)}
                />
                <Icon size={17} stroke={1.7} aria-hidden />
              </label>
            );
          })}
        </fieldset>
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button
            type="submit"
            loading={sending}
            disabled={said(one) === "" || said(many) === "" || name.length < 3}
          >
            {text(object ? "common.save" : "common.create")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
