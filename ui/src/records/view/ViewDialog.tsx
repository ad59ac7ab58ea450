import { Button, Switch, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useRight } from "@/api/meta";
import type { EntityMeta, ViewMeta } from "@/api/types";
import { useSaveView } from "@/api/views";
import { Dialog } from "@/kit/Dialog";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import type { ListView } from "./useListState";
import { viewOf } from "./viewOf";

interface ViewDialogProps {
  entity: EntityMeta;
  list: ListView;
  // The view to change; the list as it is becomes a new one when absent.
  view?: ViewMeta;
  onClose: () => void;
}

// Name of a view, who sees it, and whether it is kept at hand.
export function ViewDialog({ entity, list, view, onClose }: ViewDialogProps) {
  const text = useText();
  const views = useSaveView(entity.name);
  const mayShare = useRight("views.share");
  const [name, setName] = useState(view?.name ?? "");
  const [shared, setShared] = useState(view?.visibility === "shared");
  const [pinned, setPinned] = useState(view?.pinned ?? false);
  const [sending, setSending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const visibility: ViewMeta["visibility"] = shared ? "shared" : "private";
    setSending(true);
    try {
      if (view) await views.update(view.id, { name: name.trim(), visibility, pinned });
      else list.openView(await views.create({ ...viewOf(list), name: name.trim(), visibility, pinned }));
      toastDone(text("view.saved"));
      onClose();
    } catch (error) {
      toastError(error);
      setSending(false);
    }
  };
  return (
    <Dialog onClose={onClose} title={text(view ? "view.edit" : "view.newView")}>
      <form onSubmit={submit} className="new-view">
        <TextInput
          label={text("view.name")}
          value={name}
          onChange={(event) => setName(event.currentTarget.value)}
          required
          data-autofocus
        />
        {(mayShare || shared) && (
          <Switch
            label={text("view.shareWithAll")}
            checked={shared}
            disabled={!mayShare}
            onChange={(event) => setShared(event.currentTarget.checked)}
          />
        )}
        <Switch
          label={text("view.pin")}
          checked={pinned}
          onChange={(event) => setPinned(event.currentTarget.checked)}
        />
        <div className="row dialog-foot">
          <Button variant="default" onClick={onClose}>
            {text("common.cancel")}
          </Button>
          <Button type="submit" loading={sending} disabled={name.trim() === ""}>
            {text("common.save")}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
