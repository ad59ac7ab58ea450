import { Button, Menu } from "@mantine/core";
import { IconDots, IconExternalLink, IconKey, IconLink, IconPencil, IconUserOff } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { allowed, fieldOf } from "@/api/meta";
import type { ActionMeta, EntityMeta, RecordItem } from "@/api/types";
import { ChoicePill } from "@/fields/choice/options";
import { isLink } from "@/fields/link/LinkView";
import { Avatar } from "@/kit/Avatar";
import { iconOf } from "@/kit/icons";
import { useText } from "@/text";
import type { LinkPurpose } from "./UsersSection";

interface UserRowProps {
  entity: EntityMeta;
  user: RecordItem;
  onEdit: () => void;
  onLink: (purpose: LinkPurpose) => void;
  onAct: (action: ActionMeta) => void;
}

// The built-in user stands for work without a person: nobody signs in as Kontor.
const builtIn = "1";

export function UserRow({ entity, user, onEdit, onLink, onAct }: UserRowProps) {
  const text = useText();
  const status = fieldOf(entity, "status");
  const name = String(user.name);
  const waits = user.status === "listed" || user.status === "invited";
  const changeable = user.id !== builtIn && allowed(entity, "update");
  return (
    <li>
      <Avatar name={name} size={28} />
      <span className="grow">
        {changeable ? (
          <button type="button" className="plain reach user-name" onClick={onEdit}>
            <bdi>{name}</bdi>
          </button>
        ) : (
          <bdi className="user-name">{name}</bdi>
        )}
        <small className="faint truncate">
          {[isLink(user.role) && user.role.title, user.email]
            .filter((part) => typeof part === "string" && part !== "")
            .join(" · ")}
        </small>
      </span>
      {isLink(user.department) && (
        <bdi className="quiet truncate user-department">{user.department.title}</bdi>
      )}
      <span className="user-status">
        {status && typeof user.status === "string" && user.id !== builtIn && (
          <ChoicePill field={status} value={user.status} />
        )}
      </span>
      <span className="row user-buttons">
        {changeable && waits && (
          <Button
            variant="light"
            size="compact-xs"
            aria-label={text("settings.inviteName", { name })}
            onClick={() => onLink("invite")}
          >
            {text("settings.invite")}
          </Button>
        )}
        {changeable && <UserMenu {...{ entity, user, onEdit, onLink, onAct }} waits={waits} />}
      </span>
    </li>
  );
}

function UserMenu({ entity, user, onEdit, onLink, onAct, waits }: UserRowProps & { waits: boolean }) {
  const text = useText();
  const navigate = useNavigate();
  const deed = user.status === "deactivated" ? "activate" : "deactivate";
  const action = entity.actions?.find((candidate) => candidate.name === deed);
  const ActionIcon = deed === "deactivate" ? IconUserOff : iconOf(action?.icon);
  return (
    <Menu position="bottom-end" width={230}>
      <Menu.Target>
        <button
          type="button"
          className="plain icon-button"
          aria-label={text("settings.moreOf", { name: String(user.name) })}
        >
          <IconDots size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconPencil size={15} />} onClick={onEdit}>
          {text("common.edit")}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconExternalLink size={15} />}
          onClick={() => void navigate({ to: "/$entity/$id", params: { entity: "users", id: user.id } })}
        >
          {text("record.openPage")}
        </Menu.Item>
        {waits ? (
          <Menu.Item leftSection={<IconLink size={15} />} onClick={() => onLink("invite")}>
            {text("settings.newInvitation")}
          </Menu.Item>
        ) : (
          user.status !== "deactivated" && (
            <Menu.Item leftSection={<IconKey size={15} />} onClick={() => onLink("reset_password")}>
              {text("settings.resetPassword")}
            </Menu.Item>
          )
        )}
        {action && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<ActionIcon size={15} />}
              color={deed === "deactivate" ? "red" : undefined}
              onClick={() => onAct(action)}
            >
              {action.label}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
