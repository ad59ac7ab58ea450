import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "@/api/session";
import type { EntityMeta } from "@/api/types";
import { isOwnView, useSaveView } from "@/api/views";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import type { ListView } from "./useListState";
import { ViewDialog } from "./ViewDialog";
import { viewOf } from "./viewOf";

// Appears when the list differs from its view: keep the difference, keep it as another view, or drop it.
export function SaveView({ entity, list }: { entity: EntityMeta; list: ListView }) {
  const text = useText();
  const { user } = useMe();
  const views = useSaveView(entity.name);
  const [naming, setNaming] = useState(false);
  if (!list.changed) return null;
  const own = list.view && isOwnView(list.view, user.id, false) ? list.view : null;
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
          {own && <Menu.Item onClick={save}>{text("view.saveChanges")}</Menu.Item>}
          <Menu.Item onClick={() => setNaming(true)}>{text("view.saveAs")}</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      {naming && <ViewDialog entity={entity} list={list} onClose={() => setNaming(false)} />}
    </>
  );
}
