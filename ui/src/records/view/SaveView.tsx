import { Button, Menu, Switch, TextInput } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { type FormEvent, useState } from "react";
import type { EntityMeta } from "@/api/types";
import { useSaveView, type ViewInput } from "@/api/views";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import { writeOrder } from "./listState";
import type { ListView } from "./useListState";

function viewOf({ state, view }: ListView): ViewInput {
  return {
    kind: view?.kind ?? "list",
    filter: state.filter,
    order_by: writeOrder(state.orderBy),
    group_by: state.groupBy,
    columns: state.columns.map(({ field, width }) => (width ? { field, width } : { field })),
    aggregates: state.totals,
    density: state.density,
  };
}

// Appears when the list differs from its view: keep the difference, keep it as another view, or drop it.
export function SaveView({ entity, list }: { entity: EntityMeta; list: ListView }) {
  const text = useText();
  const views = useSaveView(entity.name);
  const [naming, setNaming] = useState(false);
  if (!list.changed) return null;
  // Declared views belong to the program and are not changed from here.
  const own = list.view && !list.view.id.startsWith("v_") ? list.view : null;
  const save = async () => {
    if (!own) return setNaming(true);
    try {
      await views.update(own.id, viewOf(list));
      list.reset();
      toastDone(text("view.saved"));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <>
      <Button variant="subtle" color="gray" size="compact-xs" onClick={list.reset}>
        {text("view.reset")}
      </Button>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button variant="light" size="compact-xs" rightSection={<IconChevronDown size={12} />}>
            {text("view.save")}
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {own && <Menu.Item onClick={save}>{text("view.save")}</Menu.Item>}
          <Menu.Item onClick={() => setNaming(true)}>{text("view.saveAs")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && <NewViewDialog entity={entity} list={list} onClose={() => setNaming(false)} />}
    </>
  );
}

function NewViewDialog({
  entity,
  list,
  onClose,
}: {
  entity: EntityMeta;
  list: ListView;
  onClose: () => void;
}) {
  const text = useText();
  const views = useSaveView(entity.name);
  const [name, setName] = useState("");
  const [shared, setShared] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const id = await views.create({
        ...viewOf(list),
        name,
        visibility: shared ? "shared" : "private",
      });
      list.openView(id);
      onClose();
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Dialog onClose={onClose} title={text("view.newView")}>
      <form onSubmit={submit} className="new-view">
        <TextInput
          label={text("view.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        <Switch
          mt={12}
          label={text("view.shareWithAll")}
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" disabled={name.trim() === ""}>
            {text("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
