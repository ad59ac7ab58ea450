import { Button, Textarea } from "@mantine/core";
import { IconCode, IconForms } from "@tabler/icons-react";
import { useState } from "react";
import type { EntityMeta } from "@/api/types";
import { parseFilter } from "@/fields/filter/parse";
import { Dialog } from "@/kit/Dialog";
import { useText } from "@/text";
import { readDraft, writeDraft } from "./draftTree";
import { GroupEditor } from "./GroupEditor";

interface FilterDialogProps {
  entity: EntityMeta;
  filter: string;
  label: string;
  onApply: (filter: string) => void;
  onClose: () => void;
}

// Groups of conditions, or the filter language itself: two faces of the same filter.
export function FilterDialog({ entity, filter, label, onApply, onClose }: FilterDialogProps) {
  const text = useText();
  const [asText, setAsText] = useState(() => parseFilter(filter).fault !== null);
  const [draft, setDraft] = useState(() => readDraft(entity, filter));
  const [source, setSource] = useState(filter);
  const { fault } = parseFilter(source);

  const swap = () => {
    if (asText) setDraft(readDraft(entity, source));
    else setSource(writeDraft(draft));
    setAsText(!asText);
  };
  const apply = () => {
    onApply(asText ? source.trim() : writeDraft(draft));
    onClose();
  };

  return (
    <Dialog onClose={onClose} title={label} size={720}>
      {asText ? (
        <Textarea
          className="code"
          label={text("filter.text")}
          autosize
          minRows={4}
          spellCheck={false}
          data-autofocus
          value={source}
          onChange={(event) => setSource(event.currentTarget.value)}
          error={fault && text("filter.column", { column: fault.column, message: fault.message })}
        />
      ) : (
        <GroupEditor entity={entity} group={draft} onChange={setDraft} depth={0} />
      )}
      <div className="row filter-foot">
        <Button
          variant="subtle"
          color="gray"
          leftSection={asText ? <IconForms size={14} /> : <IconCode size={14} />}
          disabled={asText && fault !== null}
          onClick={swap}
        >
          {text(asText ? "filter.asForm" : "filter.asText")}
        </Button>
        <span className="grow" />
        <Button
          variant="default"
          onClick={() => {
            onApply("");
            onClose();
          }}
        >
          {text("filter.clear")}
        </Button>
        <Button disabled={asText && fault !== null} onClick={apply}>
          {text("filter.apply")}
        </Button>
      </div>
    </Dialog>
  );
}
