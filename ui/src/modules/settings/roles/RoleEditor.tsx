import { Switch, TextInput } from "@mantine/core";
import { IconChevronLeft } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, useEntity } from "@/api/meta";
import { useRecord } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { ChangeBar } from "../ChangeBar";
import { GrantMatrix } from "./GrantMatrix";
import { type Cells, cellsOf, editsBetween, exportLimitKey, rightKey, withEdits } from "./grants";
import { RoleClashDialog } from "./RoleClashDialog";
import { useSaveRole } from "./useSaveRole";

export function RoleEditor({ id }: { id: string }) {
  const entity = useEntity("roles");
  const role = useRecord("roles", id);
  if (role.error) return <ErrorState error={role.error} retry={() => void role.refetch()} />;
  if (!role.data || !entity) return <SkeletonLines />;
  return <RoleForm entity={entity} role={role.data} />;
}

const furtherRights = ["views.share", "schema", "audit"] as const;

function RoleForm({ entity, role: newest }: { entity: EntityMeta; role: RecordItem }) {
  const text = useText();
  const undo = useUndo();
  // The version that the work began with: what others write meanwhile must not slip under it unseen.
  const [role, setRole] = useState(newest);
  const before = cellsOf(role);
  const [cells, setCells] = useState<Cells>(before);
  const edits = editsBetween(before, cells);
  const count = Object.keys(edits).length;
  // Nothing is being changed, so there is nothing to protect: show what is there now.
  if (count === 0 && newest.version !== role.version) {
    setRole(newest);
    setCells(cellsOf(newest));
  }
  const isAdministrator = role.key === "administrator";
  const readOnly = isAdministrator || !allowed(entity, "update");
  const set = (path: string, value: string | null) => setCells(withEdits(cells, { [path]: value }));
  const saving = useSaveRole(role, (saved, change) => {
    setRole(saved);
    setCells(cellsOf(saved));
    if (change) toastUndo(text("roles.saved", { name: String(saved.name) }), () => undo(change));
  });
  return (
    <>
      <Link
        className="row settings-back"
        to="/$entity"
        params={{ entity: "settings" }}
        search={{ section: "roles" }}
      >
        <IconChevronLeft size={15} aria-hidden />
        {text("roles.all")}
      </Link>
      {readOnly && (
        <p className="settings-notice">{text(isAdministrator ? "roles.administrator" : "roles.readOnly")}</p>
      )}
      <div className="card settings-form role-facts">
        <TextInput
          label={text("roles.name")}
          value={cells.name ?? ""}
          readOnly={readOnly}
          onChange={(event) => set("name", event.currentTarget.value)}
        />
        <TextInput
          label={text("roles.description")}
          value={cells.description ?? ""}
          readOnly={readOnly}
          onChange={(event) => set("description", event.currentTarget.value)}
        />
      </div>
      {!isAdministrator && (
        <>
          <GrantMatrix before={before} cells={cells} readOnly={readOnly} onChange={setCells} />
          <div className="card settings-form">
            <h3>{text("roles.further")}</h3>
            {furtherRights.map((right) => (
              <Switch
                key={right}
                label={text(`roles.right.${right === "views.share" ? "share" : right}`)}
                description={text(`roles.rightHelp.${right === "views.share" ? "share" : right}`)}
                checked={cells[rightKey(right)] !== undefined}
                disabled={readOnly}
                onChange={(event) => set(rightKey(right), event.currentTarget.checked ? "yes" : null)}
              />
            ))}
            <TextInput
              label={text("roles.exportRows")}
              description={text("roles.exportRowsText")}
              inputMode="numeric"
              value={cells[exportLimitKey] ?? ""}
              readOnly={readOnly}
              onChange={(event) =>
                set(exportLimitKey, event.currentTarget.value.replace(/\D/g, "").slice(0, 9) || null)
              }
            />
          </div>
        </>
      )}
      <ChangeBar
        count={count}
        onReset={() => setCells(before)}
        onSave={() => saving.save(edits).catch(toastError)}
      />
      {saving.clash && (
        <RoleClashDialog
          clash={saving.clash}
          mine={cells}
          onKeepTheirs={() => {
            const { theirs, paths } = saving.clash ?? { theirs: newest, paths: [] as string[] };
            const kept = Object.fromEntries(Object.entries(edits).filter(([path]) => !paths.includes(path)));
            saving.overwrite(theirs, kept).catch(toastError);
          }}
          onKeepMine={() => saving.overwrite(saving.clash?.theirs ?? newest, edits).catch(toastError)}
          onClose={saving.drop}
        />
      )}
    </>
  );
}
