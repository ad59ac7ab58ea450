import { Button } from "@mantine/core";
import { IconArchive, IconChevronLeft, IconPencil, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useEntities } from "@/api/meta";
import type { EntityMeta, FieldMeta } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { Pill } from "@/kit/Pill";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { FieldDialog } from "./FieldDialog";
import { typeGroups } from "./fieldDraft";
import { useSchema } from "./useSchema";

export function ObjectFields({ entity }: { entity: EntityMeta }) {
  const text = useText();
  const [editing, setEditing] = useState<FieldMeta | "new" | null>(null);
  const [retiring, setRetiring] = useState<FieldMeta | null>(null);
  const own = entity.fields.filter((field) => field.custom);
  const builtIn = entity.fields.filter((field) => !field.custom);
  const rows = (fields: FieldMeta[]) => (
    <ul className="settings-rows">
      {fields.map((field) => (
        <FieldRow
          key={field.name}
          field={field}
          onEdit={() => setEditing(field)}
          onRetire={() => setRetiring(field)}
        />
      ))}
    </ul>
  );
  return (
    <>
      <Link
        className="row settings-back"
        to="/$entity"
        params={{ entity: "settings" }}
        search={{ section: "schema" }}
      >
        <IconChevronLeft size={15} aria-hidden />
        {text("schema.all")}
      </Link>
      <div className="row settings-bar">
        <h3 className="grow schema-object">{entity.label.many}</h3>
        <Link className="reach quiet" to="/$entity" params={{ entity: entity.name }}>
          {text("schema.openList")}
        </Link>
        <Button leftSection={<IconPlus size={14} />} onClick={() => setEditing("new")}>
          {text("schema.newField")}
        </Button>
      </div>
      <section className="card">
        <h3 className="settings-heading">{text("schema.own")}</h3>
        {own.length > 0 ? rows(own) : <p className="quiet settings-note">{text("schema.noOwn")}</p>}
      </section>
      <section className="card">
        <h3 className="settings-heading">{text("schema.builtIn")}</h3>
        {rows(builtIn)}
      </section>
      {editing && (
        <FieldDialog
          entity={entity}
          field={editing === "new" ? null : editing}
          onClose={() => setEditing(null)}
        />
      )}
      {retiring && <RetireDialog entity={entity} field={retiring} onClose={() => setRetiring(null)} />}
    </>
  );
}

const namedTypes = typeGroups.flatMap((group) => [...group.types]);

function FieldRow({
  field,
  onEdit,
  onRetire,
}: {
  field: FieldMeta;
  onEdit: () => void;
  onRetire: () => void;
}) {
  const text = useText();
  const entities = useEntities();
  const type = namedTypes.find((name) => name === field.type);
  const target = entities.find((entity) => entity.name === field.entity)?.label.many;
  const editable = !field.read_only || field.custom;
  return (
    <li className="schema-field">
      <span className="grow">
        {field.label}
        <small className="faint">{field.name}</small>
      </span>
      <span className="quiet schema-type">
        {type ? text(`schema.types.${type}`) : field.type}
        {target && <small className="faint">{target}</small>}
      </span>
      <span className="row schema-marks">
        {field.computed && (
          <Pill colour="violet" dot={false}>
            {text("schema.computed")}
          </Pill>
        )}
        {field.required && (
          <Pill colour="orange" dot={false}>
            {text("schema.required")}
          </Pill>
        )}
        {field.unique && (
          <Pill colour="blue" dot={false}>
            {text("schema.unique")}
          </Pill>
        )}
        {field.searchable && <Pill dot={false}>{text("schema.searchable")}</Pill>}
      </span>
      <span className="row schema-buttons">
        {editable && (
          <button
            type="button"
            className="plain icon-button"
            title={text("common.edit")}
            aria-label={text("schema.editField", { name: field.label })}
            onClick={onEdit}
          >
            <IconPencil size={15} />
          </button>
        )}
        {field.custom && (
          <button
            type="button"
            className="plain icon-button"
            title={text("schema.retire")}
            aria-label={text("schema.retireField", { name: field.label })}
            onClick={onRetire}
          >
            <IconArchive size={15} />
          </button>
        )}
      </span>
    </li>
  );
}

interface RetireDialogProps {
  entity: EntityMeta;
  field: FieldMeta;
  onClose: () => void;
}

function RetireDialog({ entity, field, onClose }: RetireDialogProps) {
  const text = useText();
  const schema = useSchema();
  const retire = async () => {
    onClose();
    try {
      await schema.retire(entity.name, field.name);
      toastUndo(text("schema.retired", { name: field.label }), () => schema.restore(entity.name, field.name));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Dialog title={text("schema.retireField", { name: field.label })} onClose={onClose}>
      <p className="quiet">{text("schema.retireText")}</p>
      <div className="row dialog-foot">
        <Button variant="default" onClick={onClose}>
          {text("common.cancel")}
        </Button>
        <Button color="red" data-autofocus onClick={() => void retire()}>
          {text("schema.retire")}
        </Button>
      </div>
    </Dialog>
  );
}
