import { Button, Textarea } from "@mantine/core";
import { IconFileUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { uploadFile } from "@/api/files";
import type { EntityMeta, FileValue } from "@/api/types";
import { toastError } from "@/kit/toast";
import { useText } from "@/text";
import { Select } from "./Select";

interface ChooseFileProps {
  entities: EntityMeta[];
  entity: string;
  onEntity: (name: string) => void;
  onFile: (file: FileValue) => void;
}

export function ChooseFile({ entities, entity, onEntity, onFile }: ChooseFileProps) {
  const text = useText();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState(false);
  const [pasting, setPasting] = useState(false);
  const [pasted, setPasted] = useState("");

  const take = async (file: File | undefined) => {
    if (!file) return;
    setSending(true);
    await uploadFile(file)
      .then(onFile, toastError)
      .finally(() => setSending(false));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    void take(event.dataTransfer.files[0]);
  };

  return (
    <div className="import-file">
      <div className="row">
        <span className="quiet">{text("imports.entity")}</span>
        <Select
          label={text("imports.entity")}
          value={entity}
          options={entities.map(({ name, label }) => ({ value: name, label: label.many }))}
          onChange={onEntity}
        />
      </div>
      {/* Dropping is a shortcut only: the button does the same. */}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the button inside is the accessible way */}
      <div
        className="card drop-zone"
        data-over={over || undefined}
        onDragOver={(event) => {
          event.preventDefault();
          setOver(true);
        }}
        onDragLeave={() => setOver(false)}
        onDrop={onDrop}
      >
        <span className="empty-icon">
          <IconFileUpload size={22} aria-hidden />
        </span>
        <h2>{text("imports.drop")}</h2>
        <p className="quiet">{text("imports.dropText")}</p>
        <input
          ref={input}
          type="file"
          hidden
          accept=".csv,.tsv,.txt,text/csv"
          onChange={(event) => void take(event.currentTarget.files?.[0])}
        />
        <div className="row">
          <Button loading={sending} onClick={() => input.current?.click()}>
            {text("imports.choose")}
          </Button>
          <Button variant="default" onClick={() => setPasting(!pasting)} aria-expanded={pasting}>
            {text("imports.paste")}
          </Button>
        </div>
      </div>
      {pasting && (
        <div className="import-paste">
          <Textarea
            aria-label={text("imports.pasteLabel")}
            placeholder={text("imports.pasteLabel")}
            rows={8}
            className="code"
            value={pasted}
            onChange={(event) => setPasted(event.currentTarget.value)}
          />
          <Button
            disabled={pasted.trim() === ""}
            loading={sending}
            onClick={() => void take(new File([pasted], "pasted.csv", { type: "text/csv" }))}
          >
            {text("imports.usePasted")}
          </Button>
        </div>
      )}
    </div>
  );
}
