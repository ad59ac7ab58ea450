import { Button, Drawer } from "@mantine/core";
import { useNavigate } from "@tanstack/react-router";
import { type FormEvent, useState } from "react";
import { titleOf, useEntity } from "@/api/meta";
import { useMe } from "@/api/session";
import type { EntityMeta } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { useReturnFocus } from "@/kit/Dialog";
import { Keys } from "@/kit/keyboard/Keys";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { type CreateRequest, closeCreate } from "./createState";
import { FieldRows } from "./FieldRows";
import "./form.css";
import { initialValues } from "./initialValues";
import { formFields, useRecordForm } from "./useRecordForm";

// The form for a new record, over the page that it was asked for from.
export default function CreateDrawer({ request }: { request: CreateRequest }) {
  const entity = useEntity(request.entity);
  const text = useText();
  useReturnFocus();
  if (!entity) return null;
  return (
    <Drawer
      opened
      onClose={closeCreate}
      position="right"
      size={480}
      title={text("record.new", { name: entity.label.one.toLowerCase() })}
      closeButtonProps={{ "aria-label": text("common.close") }}
    >
      <CreateForm request={request} entity={entity} />
    </Drawer>
  );
}

function CreateForm({ request, entity }: { request: CreateRequest; entity: EntityMeta }) {
  const text = useText();
  const navigate = useNavigate();
  const { create } = useWrites();
  const undo = useUndo();
  const [sending, setSending] = useState(false);
  const fields = formFields(entity);
  const { user } = useMe();
  const form = useRecordForm(fields, initialValues(fields, user, request.values));

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const values = form.collect();
    if (!values || sending) return;
    setSending(true);
    try {
      const { record, change } = await create(entity.name, values);
      closeCreate();
      if (change) toastUndo(text("record.created", { name: titleOf(entity, record) }), () => undo(change));
      if (request.onCreated) request.onCreated(record);
      else void navigate({ to: "/$entity/$id", params: { entity: entity.name, id: record.id } });
    } catch (error) {
      if (!form.refuse(error)) toastError(error);
    } finally {
      setSending(false);
    }
  };

  return (
    <form
      className="create-form"
      onSubmit={submit}
      noValidate
      onKeyDown={(event) => {
        if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) void submit(event);
      }}
    >
      <FieldRows fields={fields} form={form} />
      <footer className="form-foot">
        <Button variant="default" onClick={closeCreate}>
          {text("common.cancel")}
        </Button>
        <Button type="submit" loading={sending} rightSection={<Keys keys="Mod+Enter" />}>
          {text("common.create")}
        </Button>
      </footer>
    </form>
  );
}
