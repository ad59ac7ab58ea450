import { IconArrowDown, IconArrowUp, IconPencil, IconTrash } from "@tabler/icons-react";
import type { Choice, RecordItem, RecordValues } from "@/api/types";
import { useText } from "@/text";
import { ColourSelect } from "./ColourSelect";

interface StageRowProps {
  stage: RecordItem;
  statuses: Choice[];
  before: RecordItem | undefined;
  after: RecordItem | undefined;
  onWrite: (values: RecordValues) => void;
  onRename: () => void;
  onDelete?: () => void;
}

// One stage with everything that reports and boards take from it.
export function StageRow({ stage, statuses, before, after, onWrite, onRename, onDelete }: StageRowProps) {
  const text = useText();
  const name = String(stage.name);
  return (
    <tr>
      <th scope="row">
        <span className="row">
          <ColourSelect
            label={text("schema.colourOf", { name })}
            colour={typeof stage.colour === "string" ? stage.colour : "grey"}
            onChange={(colour) => onWrite({ colour })}
          />
          <button type="button" className="plain row stage-name" onClick={onRename}>
            <bdi>{name}</bdi>
            <IconPencil size={13} className="faint" aria-hidden />
            <span className="unseen">{text("settings.rename")}</span>
          </button>
        </span>
      </th>
      <td>
        <select
          aria-label={text("settings.baseStatus", { name })}
          value={typeof stage.base_status === "string" ? stage.base_status : ""}
          onChange={(event) => onWrite({ base_status: event.currentTarget.value })}
        >
          {statuses.map((status) => (
            <option key={status.value} value={status.value}>
              {status.label}
            </option>
          ))}
        </select>
      </td>
      <td>
        <NumberCell
          present={stage.probability}
          label={text("settings.probability", { name })}
          onWrite={(typed) => onWrite({ probability: typed })}
        />
      </td>
      <td>
        <NumberCell
          present={stage.rot_days}
          label={text("settings.rotDays", { name })}
          onWrite={(typed) => onWrite({ rot_days: typed === null ? null : Number(typed) })}
        />
      </td>
      <td>
        <span className="row settings-moves">
          <button
            type="button"
            className="plain icon-button"
            disabled={!before}
            aria-label={text("settings.up", { name })}
            onClick={() => before && onWrite({ place: { before: before.id } })}
          >
            <IconArrowUp size={15} />
          </button>
          <button
            type="button"
            className="plain icon-button"
            disabled={!after}
            aria-label={text("settings.down", { name })}
            onClick={() => after && onWrite({ place: { after: after.id } })}
          >
            <IconArrowDown size={15} />
          </button>
          {onDelete && (
            <button
              type="button"
              className="plain icon-button"
              aria-label={text("settings.deleteName", { name })}
              onClick={onDelete}
            >
              <IconTrash size={15} />
            </button>
          )}
        </span>
      </td>
    </tr>
  );
}

interface NumberCellProps {
  present: RecordItem[string];
  label: string;
  onWrite: (typed: string | null) => void;
}

function NumberCell({ present, label, onWrite }: NumberCellProps) {
  const shown = present === null || present === undefined ? "" : String(Number(present));
  return (
    <input
      key={shown}
      className="settings-number num"
      inputMode="decimal"
      aria-label={label}
      defaultValue={shown}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      onBlur={(event) => {
        const typed = event.currentTarget.value.trim().replace(",", ".");
        if (typed !== shown) onWrite(typed === "" ? null : typed);
      }}
    />
  );
}
