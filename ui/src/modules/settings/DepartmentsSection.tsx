import { Button, Menu } from "@mantine/core";
import {
  IconChevronDown,
  IconChevronRight,
  IconCornerDownRight,
  IconDots,
  IconExternalLink,
  IconPencil,
  IconPlus,
  IconTrash,
} from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { Avatar } from "@/kit/Avatar";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { DeleteDialog } from "./DeleteDialog";
import { childrenOf } from "./departmentTree";
import { MoveDepartmentDialog } from "./MoveDepartmentDialog";
import { NameDialog } from "./NameDialog";

type Deed = "rename" | "move" | "delete";

export function DepartmentsSection() {
  const text = useText();
  const entity = useEntity("departments");
  const departments = useRecords("departments", { order_by: "name", page_size: 500 });
  const [asking, setAsking] = useState<{ deed: Deed; item: RecordItem } | null>(null);
  if (departments.error)
    return <ErrorState error={departments.error} retry={() => void departments.refetch()} />;
  if (!departments.data || !entity) return <SkeletonLines />;
  const all = departments.data.items;
  const close = () => setAsking(null);
  return (
    <>
      <div className="row settings-bar">
        <p className="quiet grow settings-lead">{text("settings.departmentsLead")}</p>
        {allowed(entity, "create") && (
          <Button
            leftSection={<IconPlus size={14} />}
            onClick={() => openCreate({ entity: "departments", onCreated: () => {} })}
          >
            {text("settings.newDepartment")}
          </Button>
        )}
      </div>
      <div className="card settings-tree">
        <Branch entity={entity} all={all} parent={null} onAsk={(deed, item) => setAsking({ deed, item })} />
      </div>
      {asking?.deed === "rename" && <NameDialog entity="departments" record={asking.item} onClose={close} />}
      {asking?.deed === "delete" && (
        <DeleteDialog entity="departments" record={asking.item} onClose={close} />
      )}
      {asking?.deed === "move" && <MoveDepartmentDialog all={all} moved={asking.item} onClose={close} />}
    </>
  );
}

interface BranchProps {
  entity: EntityMeta;
  all: RecordItem[];
  parent: string | null;
  onAsk: (deed: Deed, item: RecordItem) => void;
}

function Branch({ entity, all, parent, onAsk }: BranchProps) {
  const items = childrenOf(all, parent);
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((item) => (
        <Department key={item.id} entity={entity} all={all} item={item} onAsk={onAsk} />
      ))}
    </ul>
  );
}

function Department({ entity, all, item, onAsk }: Omit<BranchProps, "parent"> & { item: RecordItem }) {
  const text = useText();
  const [folded, setFolded] = useState(false);
  const name = String(item.name);
  const hasChildren = childrenOf(all, item.id).length > 0;
  const Chevron = folded ? IconChevronRight : IconChevronDown;
  return (
    <li>
      <span className="row department">
        {hasChildren ? (
          <button
            type="button"
            className="plain icon-button"
            aria-expanded={!folded}
            aria-label={text(folded ? "settings.unfold" : "settings.fold", { name })}
            onClick={() => setFolded(!folded)}
          >
            <Chevron size={14} />
          </button>
        ) : (
          <i className="settings-button-room" />
        )}
        <bdi className="truncate department-name">{name}</bdi>
        {typeof item.people_count === "number" && (
          <span className="faint num">{text("settings.people", { count: item.people_count })}</span>
        )}
        <span className="grow" />
        {isLink(item.head) && (
          <span
            className="row quiet department-head"
            title={text("settings.head", { name: item.head.title })}
          >
            <Avatar name={item.head.title} size={20} />
            <bdi className="truncate">{item.head.title}</bdi>
          </span>
        )}
        <DepartmentMenu entity={entity} item={item} onAsk={onAsk} />
      </span>
      {!folded && <Branch entity={entity} all={all} parent={item.id} onAsk={onAsk} />}
    </li>
  );
}

function DepartmentMenu({ entity, item, onAsk }: Omit<BranchProps, "all" | "parent"> & { item: RecordItem }) {
  const text = useText();
  const navigate = useNavigate();
  const name = String(item.name);
  return (
    <Menu position="bottom-end" width={240}>
      <Menu.Target>
        <button type="button" className="plain icon-button" aria-label={text("settings.moreOf", { name })}>
          <IconDots size={16} />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconExternalLink size={15} />}
          onClick={() =>
            void navigate({ to: "/$entity/$id", params: { entity: "departments", id: item.id } })
          }
        >
          {text("record.openPage")}
        </Menu.Item>
        {allowed(entity, "update") && (
          <>
            <Menu.Item leftSection={<IconPencil size={15} />} onClick={() => onAsk("rename", item)}>
              {text("settings.rename")}
            </Menu.Item>
            <Menu.Item leftSection={<IconCornerDownRight size={15} />} onClick={() => onAsk("move", item)}>
              {text("settings.moveUnder")}
            </Menu.Item>
          </>
        )}
        {allowed(entity, "create") && (
          <Menu.Item
            leftSection={<IconPlus size={15} />}
            onClick={() =>
              openCreate({
                entity: "departments",
                values: { parent: { id: item.id, title: name } },
                onCreated: () => {},
              })
            }
          >
            {text("settings.addBelow")}
          </Menu.Item>
        )}
        {allowed(entity, "delete") && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconTrash size={15} />}
              color="red"
              onClick={() => onAsk("delete", item)}
            >
              {text("common.delete")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
