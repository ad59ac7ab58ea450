import { Button } from "@mantine/core";
import { IconCopy, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, useEntity } from "@/api/meta";
import { useAggregate, useRecords } from "@/api/records";
import type { RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { ErrorState } from "@/kit/ErrorState";
import { Pill } from "@/kit/Pill";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { CopyRoleDialog } from "./CopyRoleDialog";
import { RoleEditor } from "./RoleEditor";
import "./roles.css";

export function RolesSection() {
  const { role } = useSearch({ strict: false }) as Record<string, string | undefined>;
  return role ? <RoleEditor key={role} id={role} /> : <RoleList />;
}

function RoleList() {
  const text = useText();
  const navigate = useNavigate();
  const entity = useEntity("roles");
  const roles = useRecords("roles", { order_by: "name", page_size: 200 });
  const people = useAggregate("users", { group_by: "role", filter: 'status = "active"', limit: 500 });
  const [copying, setCopying] = useState<RecordItem | "choose" | null>(null);
  if (roles.error) return <ErrorState error={roles.error} retry={() => void roles.refetch()} />;
  if (!roles.data || !entity) return <SkeletonLines />;
  const mayCreate = allowed(entity, "create");
  const countOf = (id: string) =>
    people.data?.groups.find(
      (group) => isLink(group.role as never) && (group.role as { id: string }).id === id,
    )?.count ?? 0;
  return (
    <>
      <p className="quiet settings-lead">{text("roles.lead")}</p>
      {mayCreate && (
        <Button leftSection={<IconPlus size={14} />} onClick={() => setCopying("choose")}>
          {text("roles.new")}
        </Button>
      )}
      <ul className="card settings-rows">
        {roles.data.items.map((role) => {
          const name = String(role.name);
          return (
            <li key={role.id} className="settings-door">
              <span className="grow">
                <Link
                  to="/$entity"
                  params={{ entity: "settings" }}
                  search={{ section: "roles", role: role.id }}
                  className="settings-door-link"
                >
                  <bdi>{name}</bdi>
                </Link>
                {typeof role.description === "string" && <small className="faint">{role.description}</small>}
              </span>
              {role.is_shipped === true && <Pill dot={false}>{text("roles.shipped")}</Pill>}
              <span className="faint num settings-count">
                {text("settings.people", { count: countOf(role.id) })}
              </span>
              {mayCreate && role.key === "administrator" && <i className="settings-button-room" />}
              {mayCreate && role.key !== "administrator" && (
                <button
                  type="button"
                  className="plain icon-button settings-above"
                  aria-label={text("roles.copyName", { name })}
                  title={text("roles.copy")}
                  onClick={() => setCopying(role)}
                >
                  <IconCopy size={15} />
                </button>
              )}
            </li>
          );
        })}
      </ul>
      {copying && (
        <CopyRoleDialog
          roles={roles.data.items}
          from={copying === "choose" ? null : copying}
          onClose={() => setCopying(null)}
          onCopied={(id) =>
            void navigate({
              to: "/$entity",
              params: { entity: "settings" },
              search: { section: "roles", role: id },
            })
          }
        />
      )}
    </>
  );
}
