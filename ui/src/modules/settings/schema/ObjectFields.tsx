import { Button, Menu } from "@mantine/core";
import { IconChevronLeft, IconDots, IconPencil, IconPlus, IconTrash } from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import type { EntityMeta } from "@/api/types";
import { Dialog } from "@/kit/Dialog";
import { ErrorState } from "@/kit/ErrorState";
import { iconOf } from "@/kit/icons";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError, toastUndo } from "@/kit/toast";
import { currentLanguage, useText } from "@/text";
import { FieldDialog } from "./FieldDialog";
import { FieldRow } from "./FieldRow";
import { type FieldDefinition, wordsIn } from "./fieldDraft";
import { ObjectDialog } from "./ObjectDialog";
import { useFieldDefinitions, useObjectDefinitions, useSchema } from "./useSchema";

export function ObjectFields({ entity }: { entity: EntityMeta }) {
  const text = useText();
  const [adding, setAdding] = useState(false);
  const Icon = iconOf(entity.icon);
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
        <h3 className="row grow schema-object">
          <Icon size={18} stroke={1.7} aria-hidden />
          {entity.label.many}
        </h3>
        <Link className="reach quiet" to="/$entity" params={{ entity: entity.name }}>
          {text("schema.openList")}
        </Link>
        {entity.custom && <ObjectMenu name={entity.name} />}
        <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
          {text("schema.newField")}
        </Button>
      </div>
      <FieldLists entity={entity} />
      {adding && <FieldDialog entity={entity} field={null} onClose={() => setAdding(false)} />}
    </>
  );
}

function FieldLists({ entity }: { entity: EntityMeta }) {
  const text = useText();
  const schema = useSchema();
  const definitions = useFieldDefinitions(entity.name);
  const [editing, setEditing] = useState<FieldDefinition | null>(null);
  const [retiring, setRetiring] = useState<FieldDefinition | null>(null);
  if (definitions.error)
    return <ErrorState error={definitions.error} retry={() => void definitions.refetch()} />;
  if (!definitions.data) return <SkeletonLines />;
  const all = definitions.data.items;
  const own = all.filter((field) => field.custom && !field.retired);
  const builtIn = all.filter((field) => !field.custom);
  const retired = all.filter((field) => field.retired);
  const move = (field: FieldDefinition, place: { before: string } | { after: string }) =>
    schema.change(entity.name, field.name, { place }).catch(toastError);
  return (
    <>
      <section className="card">
        <h3 className="settings-heading">{text("schema.own")}</h3>
        {own.length === 0 && <p className="quiet settings-note">{text("schema.noOwn")}</p>}
        <ul className="settings-rows">
          {own.map((field, index) => (
            <FieldRow
              key={field.name}
              field={field}
              before={own[index - 1]?.name}
              after={own[index + 1]?.name}
              onMove={(place) => void move(field, place)}
              onEdit={() => setEditing(field)}
              onRetire={() => setRetiring(field)}
            />
          ))}
        </ul>
      </section>
      {retired.length > 0 && (
        <section className="card">
          <h3 className="settings-heading">{text("schema.retiredFields")}</h3>
          <ul className="settings-rows">
            {retired.map((field) => (
              <FieldRow
                key={field.name}
                field={field}
                onRestore={() => void schema.restore(entity.name, field.name).catch(toastError)}
              />
            ))}
          </ul>
        </section>
      )}
      <section className="card">
        <h3 className="settings-heading">{text("schema.builtIn")}</h3>
        <ul className="settings-rows">
          {builtIn.map((field) => (
            <FieldRow key={field.name} field={field} onEdit={() => setEditing(field)} />
          ))}
        </ul>
      </section>
      {editing && <FieldDialog entity={entity} field={editing} onClose={() => setEditing(null)} />}
      {retiring && <RetireDialog entity={entity} field={retiring} onClose={() => setRetiring(null)} />}
    </>
  );
}

// Another name or icon for an object of one's own, or its end.
function ObjectMenu({ name }: { name: string }) {
  const text = useText();
  const navigate = useNavigate();
  const schema = useSchema();
  const object = useObjectDefinitions().data?.items.find((one) => one.name === name);
  const [asking, setAsking] = useState<"edit" | "retire" | null>(null);
  if (!object) return null;
  const title = wordsIn(object.label.many, currentLanguage());
  const close = () => setAsking(null);
  const retire = async () => {
    close();
    try {
      await schema.retireObject(name);
      toastUndo(text("schema.retired", { name: title }), () => schema.restoreObject(name));
      void navigate({ to: "/$entity", params: { entity: "settings" }, search: { section: "schema" } });
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <>
      <Menu position="bottom-end" width={200}>
        <Menu.Target>
          <button
            type="button"
            className="plain icon-button"
            aria-label={text("settings.moreOf", { name: title })}
          >
            <IconDots size={16} />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setAsking("edit")}>
            {text("common.edit")}
          </Menu.Item>
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={() => setAsking("retire")}>
            {text("schema.retire")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {asking === "edit" && <ObjectDialog object={object} onClose={close} />}
      {asking === "retire" && (
        <ConfirmRetire
          name={title}
          explanation={text("schema.retireObjectText")}
          onClose={close}
          onConfirm={() => void retire()}
        />
      )}
    </>
  );
}

interface RetireDialogProps {
  entity: EntityMeta;
  field: FieldDefinition;
  onClose: () => void;
}

function RetireDialog({ entity, field, onClose }: RetireDialogProps) {
  const text = useText();
  const schema = useSchema();
  const name = wordsIn(field.label, currentLanguage());
  const retire = async () => {
    onClose();
    try {
      await schema.retire(entity.name, field.name);
      toastUndo(text("schema.retired", { name }), () => schema.restore(entity.name, field.name));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <ConfirmRetire
      name={name}
      explanation={text("schema.retireText")}
      onClose={onClose}
      onConfirm={() => void retire()}
    />
  );
}

interface ConfirmRetireProps {
  name: string;
  explanation: string;
  onClose: () => void;
  onConfirm: () => void;
}

function ConfirmRetire({ name, explanation, onClose, onConfirm }: ConfirmRetireProps) {
  const text = useText();
  return (
    <Dialog title={text("schema.retireField", { name })} onClose={onClose}>
      <p className="quiet">{explanation}</p>
      <div className="row dialog-foot">
        <Button variant="default" onClick={onClose}>
          {text("common.cancel")}
        </Button>
        <Button color="red" data-autofocus onClick={onConfirm}>
          {text("schema.retire")}
        </Button>
      </div>
    </Dialog>
  );
}
