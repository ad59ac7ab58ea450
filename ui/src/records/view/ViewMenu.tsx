import { Button, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconCopy,
  IconDeviceFloppy,
  IconHomeCheck,
  IconHomeX,
  IconPencil,
  IconPin,
  IconPinnedOff,
  IconTrash,
} from "@tabler/icons-react";
import { useState } from "react";
import { useMe } from "@/api/session";
import type { EntityMeta, ViewMeta } from "@/api/types";
import { isOwnView, useDefaultView, useSaveView } from "@/api/views";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import type { ListView } from "./useListState";
import { ViewDialog } from "./ViewDialog";
import { viewOf } from "./viewOf";

interface ViewMenuProps {
  entity: EntityMeta;
  list: ListView;
  view: ViewMeta;
}

// Everything that can be done with the view that is open.
export function ViewMenu({ entity, list, view }: ViewMenuProps) {
  const text = useText();
  const { user } = useMe();
  const views = useSaveView(entity.name);
  const preferred = useDefaultView(entity.name);
  const [asking, setAsking] = useState<"edit" | "copy" | "delete" | null>(null);
  const own = isOwnView(view, user.id, false);
  const isDefault = preferred.id === view.id;
  const run = (work: Promise<unknown>, told: string) => void work.then(() => toastDone(told), toastError);
  const close = () => setAsking(null);
  return (
    <>
      <Menu position="bottom-start" width={240}>
        <Menu.Target>
          <button
            type="button"
            className="plain view-menu"
            aria-label={text("view.menuOf", { name: view.name })}
          >
            <IconChevronDown size={14} aria-hidden />
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          {own && list.changed && (
            <Menu.Item
              leftSection={<IconDeviceFloppy size={15} />}
              onClick={() =>
                run(
                  views.update(view.id, viewOf(list)).then(() => list.reset()),
                  text("view.saved"),
                )
              }
            >
              {text("view.saveChanges")}
            </Menu.Item>
          )}
          {own && (
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => setAsking("edit")}>
              {text("view.edit")}
            </Menu.Item>
          )}
          <Menu.Item leftSection={<IconCopy size={15} />} onClick={() => setAsking("copy")}>
            {text("view.saveAs")}
          </Menu.Item>
          {own && (
            <Menu.Item
              leftSection={view.pinned ? <IconPinnedOff size={15} /> : <IconPin size={15} />}
              onClick={() => run(views.update(view.id, { pinned: !view.pinned }), text("view.saved"))}
            >
              {text(view.pinned ? "view.unpin" : "view.pin")}
            </Menu.Item>
          )}
          <Menu.Item
            leftSection={isDefault ? <IconHomeX size={15} /> : <IconHomeCheck size={15} />}
            onClick={() =>
              run(
                preferred.set(isDefault ? null : view.id),
                text(isDefault ? "view.defaultGone" : "view.defaultSet", { name: view.name }),
              )
            }
          >
            {text(isDefault ? "view.noDefault" : "view.makeDefault")}
          </Menu.Item>
          {own && (
            <>
              <Menu.Divider />
              <Menu.Item
                leftSection={<IconTrash size={15} />}
                color="red"
                onClick={() => setAsking("delete")}
              >
                {text("view.deleteView")}
              </Menu.Item>
            </>
          )}
        </Menu.Dropdown>
      </Menu>
      {asking === "edit" && <ViewDialog entity={entity} list={list} view={view} onClose={close} />}
      {asking === "copy" && <ViewDialog entity={entity} list={list} onClose={close} />}
      {asking === "delete" && (
        <Dialog title={text("view.deleteName", { name: view.name })} onClose={close} size="sm">
          <p className="quiet">{text("view.deleteText")}</p>
          <div className="row dialog-foot">
            <Button variant="default" onClick={close}>
              {text("common.cancel")}
            </Button>
            <Button
              color="red"
              data-autofocus
              onClick={() => {
                close();
                run(
                  views.remove(view.id).then(() => list.openView(undefined)),
                  text("view.deleted", { name: view.name }),
                );
              }}
            >
              {text("common.delete")}
            </Button>
          </div>
        </Dialog>
      )}
    </>
  );
}
