import { Button, Menu, Popover } from "@mantine/core";
import { IconBolt, IconPencil, IconTrash, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { allowed, mayWrite } from "@/api/meta";
import type { ActionMeta, EntityMeta, FieldMeta, Value } from "@/api/types";
import type { BulkWork } from "@/api/writes";
import { fieldTypeOf, wireValue } from "@/fields/registry";
import { Dialog } from "@/kit/Dialog";
import { Picker } from "@/kit/picker/Picker";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import { BulkActionDialog } from "./BulkActionDialog";
import { useBulk } from "./useBulk";
import type { ListQuery } from "./useListItems";
import type { Selection } from "./useSelection";

interface BulkToolbarProps {
  entity: EntityMeta;
  selection: Selection;
  query: ListQuery;
  total: number;
}

// What can be done with everything that is selected.
export function BulkToolbar({ entity, selection, query, total }: BulkToolbarProps) {
  const text = useText();
  const count = selection.all ? total : selection.ids.size;
  const words = { count, formatted: formatCount(count) };
  const bulk = useBulk(entity, selection, query, total);
  const [asking, setAsking] = useState<"delete" | ActionMeta | null>(null);
  const actions = (entity.actions ?? []).filter((action) => action.bulk);
  const run = (work: BulkWork) => {
    setAsking(null);
    void bulk(work);
  };
  return (
    <div className="bulk" role="toolbar" aria-label={text("bulk.toolbar")}>
      <b className="num" role="status">
        {selection.all
          ? text("bulk.allSelected", { formatted: formatCount(total) })
          : text("count.selected", words)}
      </b>
      {!selection.all && total > selection.ids.size && (
        <button type="button" className="plain bulk-button bulk-all" onClick={selection.selectAll}>
          {text("bulk.allMatching", { formatted: formatCount(total) })}
        </button>
      )}
      <i className="bulk-line" />
      {allowed(entity, "update") && <ChangeField entity={entity} words={words} onChange={run} />}
      {actions.length > 0 && (
        <Menu position="top">
          <Menu.Target>
            <button type="button" className="plain bulk-button">
              <IconBolt size={15} aria-hidden />
              {text("bulk.actions")}
            </button>
          </Menu.Target>
          <Menu.Dropdown>
            {actions.map((action) => (
              <Menu.Item key={action.name} onClick={() => setAsking(action)}>
                {action.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {allowed(entity, "delete") && (
        <button type="button" className="plain bulk-button bulk-bad" onClick={() => setAsking("delete")}>
          <IconTrash size={15} aria-hidden />
          {text("bulk.delete")}
        </button>
      )}
      <i className="bulk-line" />
      <button
        type="button"
        className="plain bulk-button"
        aria-label={text("bulk.clear")}
        onClick={selection.clear}
      >
        <IconX size={15} />
      </button>
      {asking === "delete" && (
        <Dialog onClose={() => setAsking(null)} title={text("bulk.confirmDelete", words)}>
          <p className="quiet">{text("bulk.deleteText")}</p>
          <div className="row dialog-foot">
            <Button variant="default" onClick={() => setAsking(null)}>
              {text("common.cancel")}
            </Button>
            <Button color="red" data-autofocus onClick={() => run({ delete: true })}>
              {text("bulk.delete")}
            </Button>
          </div>
        </Dialog>
      )}
      {asking !== null && asking !== "delete" && (
        <BulkActionDialog action={asking} onClose={() => setAsking(null)} onRun={run} />
      )}
    </div>
  );
}

interface ChangeFieldProps {
  entity: EntityMeta;
  words: { count: number; formatted: string };
  onChange: (work: BulkWork) => void;
}

function ChangeField({ entity, words, onChange }: ChangeFieldProps) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const [field, setField] = useState<FieldMeta | null>(null);
  const [value, setValue] = useState<Value>(null);
  const fields = entity.fields.filter((candidate) => mayWrite(entity, candidate) && !candidate.unique);
  const close = () => {
    setOpen(false);
    setField(null);
    setValue(null);
  };
  const Input = field && fieldTypeOf(field).Input;
  return (
    <Popover
      opened={open}
      onChange={(next) => !next && close()}
      // Lists that the field opens lie outside of it, and choosing from them must not lose what is chosen.
      closeOnClickOutside={field === null}
      position="top"
      shadow="md"
      trapFocus
      width={300}
    >
      <Popover.Target>
        <button type="button" className="plain bulk-button" onClick={() => (open ? close() : setOpen(true))}>
          <IconPencil size={15} aria-hidden />
          {text("bulk.changeField")}
        </button>
      </Popover.Target>
      <Popover.Dropdown p={field ? 12 : 0} aria-label={text("bulk.changeField")}>
        {field && Input ? (
          <form
            className="bulk-change"
            onSubmit={(event) => {
              event.preventDefault();
              onChange({ update: { [field.name]: wireValue(field, value) ?? null } });
              close();
            }}
          >
            <h2>{field.label}</h2>
            <Input
              place="form"
              field={field}
              record={{}}
              value={value}
              onChange={setValue}
              label={text("bulk.newValue")}
              autoFocus
            />
            <Button type="submit">{text("bulk.apply", words)}</Button>
          </form>
        ) : (
          <Picker
            label={text("bulk.changeField")}
            options={fields.map((candidate) => ({ value: candidate.name, label: candidate.label }))}
            selected={[]}
            onToggle={(name) => setField(fields.find((candidate) => candidate.name === name) ?? null)}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
