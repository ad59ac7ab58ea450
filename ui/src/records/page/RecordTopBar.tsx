import { ActionIcon, Menu, Tooltip } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronLeft,
  IconChevronUp,
  IconDots,
  IconLink,
  IconTrash,
} from "@tabler/icons-react";
import { Link, useNavigate } from "@tanstack/react-router";
import { allowed, titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem, RecordRights } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { Keys } from "@/kit/keyboard/Keys";
import { useShortcuts } from "@/kit/keyboard/useShortcuts";
import { toastDone, toastError, toastUndo } from "@/kit/toast";
import { ActionButtons } from "@/records/actions/ActionButtons";
import { useNeighbours } from "@/records/trail";
import { useText } from "@/text";

interface RecordTopBarProps {
  entity: EntityMeta;
  id: string;
  record: RecordItem | undefined;
}

export function RecordTopBar({ entity, id, record }: RecordTopBarProps) {
  const text = useText();
  return (
    <header className="top-bar">
      <nav aria-label={text("nav.breadcrumb")} className="row hide-small">
        <Link to="/$entity" params={{ entity: entity.name }} className="quiet reach">
          {entity.label.many}
        </Link>
        <span className="faint" aria-hidden>
          /
        </span>
      </nav>
      <Link
        to="/$entity"
        params={{ entity: entity.name }}
        className="only-small icon-button"
        aria-label={entity.label.many}
      >
        <IconChevronLeft size={18} />
      </Link>
      <h1>
        <bdi>{record ? titleOf(entity, record) : "…"}</bdi>
      </h1>
      <span className="grow" />
      <NeighbourButtons entity={entity} id={id} />
      {record && (
        <>
          <ActionButtons entity={entity} record={record} />
          <RecordMenu entity={entity} record={record} />
        </>
      )}
    </header>
  );
}

// To the next record of the list that this one was opened from.
function NeighbourButtons({ entity, id }: { entity: EntityMeta; id: string }) {
  const text = useText();
  const navigate = useNavigate();
  const neighbours = useNeighbours(entity.name, id);
  const go = (to: string | undefined) => {
    if (!to) return;
    // The tab stays open, and going through a list leaves no long way back.
    void navigate({
      to: "/$entity/$id",
      params: { entity: entity.name, id: to },
      search: (before: object) => before,
      replace: true,
    } as never);
  };
  const section = text("keyboard.record");
  useShortcuts([
    {
      keys: "KeyJ",
      label: text("record.next"),
      section,
      scope: "page",
      run: () => go(neighbours.next),
    },
    {
      keys: "KeyK",
      label: text("record.previous"),
      section,
      scope: "page",
      run: () => go(neighbours.previous),
    },
  ]);
  if (!neighbours.known) return null;
  const buttons = [
    { label: text("record.previous"), keys: "KeyK", to: neighbours.previous, Icon: IconChevronUp },
    { label: text("record.next"), keys: "KeyJ", to: neighbours.next, Icon: IconChevronDown },
  ];
  return buttons.map(({ label, keys, to, Icon }) => (
    <Tooltip
      key={keys}
      label={
        <span className="row">
          {label} <Keys keys={keys} />
        </span>
      }
    >
      <ActionIcon
        aria-label={label}
        aria-keyshortcuts={keys.replace("Key", "")}
        disabled={!to}
        onClick={() => go(to)}
      >
        <Icon size={16} />
      </ActionIcon>
    </Tooltip>
  ));
}

function RecordMenu({ entity, record }: { entity: EntityMeta; record: RecordItem }) {
  const text = useText();
  const navigate = useNavigate();
  const { remove } = useWrites();
  const undo = useUndo();
  const can = record.can as RecordRights | undefined;
  const mayDelete = allowed(entity, "delete") && can?.delete !== false;
  const title = titleOf(entity, record);
  const moveToBin = async () => {
    try {
      const { change } = await remove(entity.name, record.id);
      await navigate({ to: "/$entity", params: { entity: entity.name } });
      if (change) toastUndo(text("record.deleted", { name: title }), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };
  const copyLink = () =>
    void navigator.clipboard
      .writeText(location.href)
      .then(() => toastDone(text("record.linkCopied")), toastError);
  return (
    <Menu position="bottom-end">
      <Menu.Target>
        <ActionIcon aria-label={text("record.more")}>
          <IconDots size={16} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item leftSection={<IconLink size={15} />} onClick={copyLink}>
          {text("record.copyLink")}
        </Menu.Item>
        {mayDelete && (
          <Menu.Item leftSection={<IconTrash size={15} />} color="red" onClick={moveToBin}>
            {text("record.delete")}
          </Menu.Item>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
