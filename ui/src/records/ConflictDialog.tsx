import { Button } from "@mantine/core";
import type { Conflict } from "@/api/conflict";
import { fieldOf, useEntity } from "@/api/meta";
import type { RecordValues } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { fieldTypeOf } from "@/fields/registry";
import { Dialog } from "@/kit/Dialog";
import { useText } from "@/text";
import { formatTime } from "@/text/format";
import "./conflict.css";

// Two people changed the same field. Nothing that was typed is lost: both values are shown, one is chosen.
export default function ConflictDialog({ conflict }: { conflict: Conflict }) {
  const text = useText();
  const entity = useEntity(conflict.entity);
  if (!entity) return null;
  const { mine, theirs, changedBy, changedAt, settle } = conflict;
  const fields = Object.keys(mine).flatMap((name) => fieldOf(entity, name) ?? []);
  const show = (field: (typeof fields)[number], record: RecordValues) => {
    const { View } = fieldTypeOf(field);
    return <View value={record[field.name]} field={field} record={record} />;
  };
  return (
    <Dialog onClose={() => settle(null)} title={text("conflict.title")}>
      <p className="quiet">
        {isLink(changedBy) && changedAt
          ? text("conflict.text", { name: changedBy.title, time: formatTime(changedAt) })
          : text("conflict.textUnknown")}
      </p>
      <table className="conflict">
        <thead>
          <tr>
            <th scope="col">{text("conflict.field")}</th>
            <th scope="col">{text("conflict.mine")}</th>
            <th scope="col">{text("conflict.theirs")}</th>
          </tr>
        </thead>
        <tbody>
          {fields.map((field) => (
            <tr key={field.name}>
              <th scope="row">{field.label}</th>
              <td>{show(field, { ...theirs, ...mine })}</td>
              <td>{show(field, theirs)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <div className="row conflict-foot">
        <Button variant="default" onClick={() => settle(null)}>
          {text("conflict.keepTheirs")}
        </Button>
        <Button data-autofocus onClick={() => settle(mine)}>
          {text("conflict.keepMine")}
        </Button>
      </div>
    </Dialog>
  );
}
