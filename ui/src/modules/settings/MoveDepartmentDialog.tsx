import type { RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { isLink } from "@/fields/link/LinkView";
import { Dialog } from "@/kit/Dialog";
import { Picker } from "@/kit/picker/Picker";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { possibleParents } from "./departmentTree";

interface MoveDepartmentDialogProps {
  all: RecordItem[];
  moved: RecordItem;
  onClose: () => void;
}

const top = "top";

// Moves a department with all that is below it. Rights follow the tree, so what people see changes with it.
export function MoveDepartmentDialog({ all, moved, onClose }: MoveDepartmentDialogProps) {
  const text = useText();
  const { update } = useWrites();
  const undo = useUndo();
  const name = String(moved.name);
  const title = text("settings.moveName", { name });
  const move = async (to: string) => {
    onClose();
    const parent = all.find((item) => item.id === to);
    try {
      const { change } = await update({
        entity: "departments",
        id: moved.id,
        values: { parent: parent ? parent.id : null },
        shown: { parent: parent ? { id: parent.id, title: String(parent.name) } : null },
      });
      if (change) toastUndo(text("settings.saved"), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <Dialog title={title} onClose={onClose} size="sm">
      <p className="quiet settings-move-text">{text("settings.moveText")}</p>
      <Picker
        label={title}
        options={[
          { value: top, label: text("settings.top") },
          ...possibleParents(all, moved).map(({ item, depth }) => ({
            value: item.id,
            label: String(item.name),
            view: (
              <bdi className="truncate" style={{ paddingInlineStart: depth * 14 }}>
                {String(item.name)}
              </bdi>
            ),
          })),
        ]}
        selected={[isLink(moved.parent) ? moved.parent.id : top]}
        onToggle={(to) => void move(to)}
      />
    </Dialog>
  );
}
