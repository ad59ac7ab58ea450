import { Button } from "@mantine/core";
import { fieldOf, useEntities } from "@/api/meta";
import { isLink } from "@/fields/link/LinkView";
import { Dialog } from "@/kit/Dialog";
import { useText } from "@/text";
import { formatTime } from "@/text/format";
import { accesses, type Cells, cellsOf, levels, verbs } from "./grants";
import type { RoleClash } from "./useSaveRole";

interface RoleClashDialogProps {
  clash: RoleClash;
  mine: Cells;
  onKeepMine: () => void;
  onKeepTheirs: () => void;
  onClose: () => void;
}

// Two people changed the same rights of a role: both answers are shown in words, one of them shall stand.
export function RoleClashDialog({ clash, mine, onKeepMine, onKeepTheirs, onClose }: RoleClashDialogProps) {
  const text = useText();
  const nameOf = useCellName();
  const theirs = cellsOf(clash.theirs);
  const { changed_by, changed_at } = clash.problem.body;
  const say = (value: string | undefined) => {
    const level = levels.find((one) => one === value);
    const access = accesses.find((one) => one === value);
    if (level) return text(`roles.level.${level}`);
    if (access) return text(`roles.access.${access}`);
    if (value === "yes" || value === "named") return text("common.yes");
    return value ?? text("common.none");
  };
  return (
    <Dialog title={text("conflict.title")} onClose={onClose}>
      <p className="quiet">
        {isLink(changed_by) && changed_at
          ? text("conflict.text", { name: changed_by.title, time: formatTime(changed_at) })
          : text("conflict.textUnknown")}
      </p>
      <table className="role-clash">
        <thead>
          <tr>
            <td />
            <th scope="col">{text("conflict.mine")}</th>
            <th scope="col">{text("conflict.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {clash.paths.map((path) => (
            <tr key={path}>
              <th scope="row">{nameOf(path)}</th>
              <td>{say(mine[path])}</td>
              <td>{say(theirs[path])}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row dialog-foot">
        <Button variant="default" onClick={onKeepTheirs}>
          {text("conflict.keepTheirs")}
        </Button>
        <Button onClick={onKeepMine} data-autofocus>
          {text("conflict.keepMine")}
        </Button>
      </div>
    </Dialog>
  );
}

// "Deals: change", "Deals: Assign", "Deals: Margin".
function useCellName(): (path: string) => string {
  const text = useText();
  const entities = useEntities();
  return (path) => {
    const [room, name, inner, leaf] = path.split("/");
    if (room === "name") return text("roles.name");
    if (room === "description") return text("roles.description");
    if (room === "limits") return text("roles.exportRows");
    if (room === "rights") return text("roles.further");
    const entity = entities.find((one) => one.name === name);
    const label = entity?.label.many ?? text("roles.others");
    const verb = verbs.find((one) => one === inner);
    if (verb) return `${label}: ${text(`roles.verb.${verb}`)}`;
    if (inner === "actions")
      return `${label}: ${entity?.actions?.find((action) => action.name === leaf)?.label ?? leaf}`;
    if (inner === "fields" && leaf) return `${label}: ${(entity && fieldOf(entity, leaf)?.label) ?? leaf}`;
    return label;
  };
}
