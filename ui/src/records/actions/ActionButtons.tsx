import { Button, Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { useState } from "react";
import type { ActionMeta, EntityMeta, RecordItem, RecordRights } from "@/api/types";
import { iconOf } from "@/kit/icons";
import { useText } from "@/text";
import { ActionDialog } from "./ActionDialog";

interface ActionButtonsProps {
  entity: EntityMeta;
  record: RecordItem;
}

// How many actions stand in the open; the others wait in a menu.
const shownMax = 2;

// What may be done with this record now, as the server says.
export function actionsFor(entity: EntityMeta, record: RecordItem): ActionMeta[] {
  const can = record.can as RecordRights | undefined;
  return (entity.actions ?? []).filter((action) => !can?.actions || can.actions.includes(action.name));
}

// What one does most of the time stands first, what one had better think about last.
function inOrder(actions: ActionMeta[]): ActionMeta[] {
  const rankOf = ({ style }: ActionMeta) => (style === "primary" ? 0 : style === "danger" ? 2 : 1);
  return actions.toSorted((one, other) => rankOf(one) - rankOf(other));
}

export function ActionButtons({ entity, record }: ActionButtonsProps) {
  const text = useText();
  const [asking, setAsking] = useState<ActionMeta | null>(null);
  const actions = inOrder(actionsFor(entity, record));
  const shown = actions.slice(0, shownMax);
  const rest = actions.slice(shownMax);
  return (
    <>
      {shown.map((action, index) => {
        const Icon = iconOf(action.icon);
        return (
          <Button
            key={action.name}
            variant={index === 0 && action.style === "primary" ? "filled" : "default"}
            className="hide-small"
            leftSection={<Icon size={14} />}
            onClick={() => setAsking(action)}
          >
            {action.label}
          </Button>
        );
      })}
      {/* A narrow screen has no room for buttons: all actions wait in the menu there. */}
      {actions.length > 0 && (
        <Menu position="bottom-end">
          <Menu.Target>
            <Button
              variant="default"
              className={rest.length > 0 ? undefined : "only-small"}
              rightSection={<IconChevronDown size={14} />}
            >
              {text("bulk.actions")}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {actions.map((action, index) => (
              <Menu.Item
                key={action.name}
                className={index < shownMax ? "only-small" : undefined}
                color={action.style === "danger" ? "red" : undefined}
                onClick={() => setAsking(action)}
              >
                {action.label}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {asking && (
        <ActionDialog entity={entity} record={record} action={asking} onClose={() => setAsking(null)} />
      )}
    </>
  );
}
