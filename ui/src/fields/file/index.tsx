import { FileButton, Loader } from "@mantine/core";
import { IconPaperclip, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { base } from "@/api/client";
import { uploadFile } from "@/api/files";
import { isProblem } from "@/api/problem";
import type { FileValue, Value } from "@/api/types";
import { useText } from "@/text";
import { formatSize } from "@/text/format";
import type { FieldType, InputProps } from "../fieldType";
import { literalString, TextFilter } from "../text/filter";

function fileOf(value: Value): FileValue | null {
  return typeof value === "object" && value !== null && "size" in value ? (value as FileValue) : null;
}

function FileView({ value }: { value: Value }) {
  const file = fileOf(value);
  if (!file) return null;
  return (
    <a href={`${base}/files/${file.id}/content`} className="reach row" download={file.name} tabIndex={-1}>
      <IconPaperclip size={13} aria-hidden />
      <bdi className="truncate">{file.name}</bdi>
      <span className="faint num">{formatSize(file.size)}</span>
    </a>
  );
}

function FileInput({ value, onChange, onPick, onFault, id, field }: InputProps) {
  const text = useText();
  const [uploading, setUploading] = useState(false);
  const [file, setFile] = useState(() => fileOf(value));
  const set = (next: FileValue | null) => {
    setFile(next);
    onChange(next);
    onPick?.(next);
  };
  const upload = async (chosen: File | null) => {
    if (!chosen) return;
    setUploading(true);
    await uploadFile(chosen)
      .then(set)
      .catch((error: unknown) => onFault?.(isProblem(error) ? error.message : text("error.internal")))
      .finally(() => setUploading(false));
  };
  return (
    <span className="row file-input" id={id}>
      {file && <FileView value={file} />}
      <FileButton onChange={upload}>
        {(props) => (
          <button
            {...props}
            type="button"
            className="plain chip"
            aria-label={`${field.label}: ${text("field.chooseFile")}`}
          >
            {uploading ? <Loader size={12} /> : text(file ? "field.replaceFile" : "field.chooseFile")}
          </button>
        )}
      </FileButton>
      {file && !field.required && (
        <button
          type="button"
          className="plain icon-button"
          aria-label={text("common.remove", { name: file.name })}
          onClick={() => set(null)}
        >
          <IconX size={13} />
        </button>
      )}
    </span>
  );
}

export const fileField: FieldType = {
  View: FileView,
  Input: FileInput,
  Filter: TextFilter,
  align: "start",
  width: 200,
  operators: ["contains", "empty", "notEmpty"],
  text: (value) => fileOf(value)?.name ?? "",
  wire: (value) => fileOf(value)?.id ?? value,
  literalText: literalString,
};
