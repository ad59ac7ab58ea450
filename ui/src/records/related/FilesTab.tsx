import { Button } from "@mantine/core";
import { IconDownload, IconFile, IconTrash, IconUpload } from "@tabler/icons-react";
import { type DragEvent, useRef, useState } from "react";
import { base } from "@/api/client";
import { type AttachedFile, useAttached, useFiles } from "@/api/timeline";
import type { EntityMeta, RecordItem, RecordRights } from "@/api/types";
import { useUndo } from "@/api/undo";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastDone, toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { formatInstant, formatSize, formatWhen } from "@/text/format";

interface FilesTabProps {
  entity: EntityMeta;
  record: RecordItem;
}

// What hangs on the record as files: drop them in, take them out.
export function FilesTab({ entity, record }: FilesTabProps) {
  const text = useText();
  const { data, error, refetch } = useFiles(entity.name, record.id);
  const { attach, detach } = useAttached(entity.name, record.id);
  const undo = useUndo();
  const chooser = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState<string | null>(null);
  const [over, setOver] = useState(false);
  const can = record.can as RecordRights | undefined;
  const writable = can?.update !== false;

  const send = async (files: FileList | null) => {
    for (const file of files ?? []) {
      setSending(file.name);
      await attach(file).then(() => toastDone(text("files.attached", { name: file.name })), toastError);
    }
    setSending(null);
  };
  const remove = async (file: AttachedFile) => {
    try {
      const change = await detach(file.id);
      if (change) toastUndo(text("files.removed", { name: file.name }), () => undo(change));
    } catch (problem) {
      toastError(problem);
    }
  };
  const drag = {
    onDragOver: (event: DragEvent) => {
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: () => setOver(false),
    onDrop: (event: DragEvent) => {
      event.preventDefault();
      setOver(false);
      void send(event.dataTransfer.files);
    },
  };
  if (error) return <ErrorState error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonLines />;
  return (
    <div className="files">
      {writable && (
        <div className="file-drop" data-over={over || undefined} {...drag}>
          <IconUpload size={18} aria-hidden />
          <span role="status">
            {sending ? text("files.uploading", { name: sending }) : text("files.drop")}
          </span>
          <input
            ref={chooser}
            type="file"
            multiple
            hidden
            onChange={(event) => {
              void send(event.currentTarget.files);
              event.currentTarget.value = "";
            }}
          />
          <Button
            variant="default"
            size="compact-sm"
            loading={sending !== null}
            onClick={() => chooser.current?.click()}
          >
            {text("files.choose")}
          </Button>
        </div>
      )}
      {data.items.length === 0 ? (
        <p className="faint">{text("files.none")}</p>
      ) : (
        <ul className="file-list">
          {data.items.map((file) => (
            <li key={file.id} className="row">
              <IconFile size={16} aria-hidden />
              <a
                className="grow truncate reach"
                href={`${base}/files/${file.id}/content`}
                download={file.name}
              >
                <bdi>{file.name}</bdi>
              </a>
              <span className="faint num">{formatSize(file.size)}</span>
              {file.created_at && (
                <time
                  className="faint hide-small"
                  dateTime={file.created_at}
                  title={formatInstant(file.created_at)}
                >
                  {formatWhen(file.created_at)}
                </time>
              )}
              <a
                className="icon-button"
                href={`${base}/files/${file.id}/content`}
                download={file.name}
                aria-label={text("files.download", { name: file.name })}
              >
                <IconDownload size={15} />
              </a>
              {writable && (
                <button
                  type="button"
                  className="plain icon-button"
                  aria-label={text("files.remove", { name: file.name })}
                  onClick={() => void remove(file)}
                >
                  <IconTrash size={15} />
                </button>
              )}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
