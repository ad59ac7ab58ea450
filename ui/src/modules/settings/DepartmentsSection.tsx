import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed, useEntity } from "@/api/meta";
import { useRecords } from "@/api/records";
import type { RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { SkeletonLines } from "@/kit/Skeleton";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";

// Those below a department; whatever stands under nothing that is seen stands at the top.
function childrenOf(all: RecordItem[], parent: string | null): RecordItem[] {
  const known = new Set(all.map((item) => item.id));
  return all.filter((item) => {
    const above = isLink(item.parent) && known.has(item.parent.id) ? item.parent.id : null;
    return above === parent;
  });
}

export function DepartmentsSection() {
  const text = useText();
  const entity = useEntity("departments");
  const departments = useRecords("departments", { order_by: "name", page_size: 200 });
  if (!departments.data || !entity) return <SkeletonLines />;
  return (
    <>
      {allowed(entity, "create") && (
        <Button
          leftSection={<IconPlus size={14} />}
          onClick={() => openCreate({ entity: "departments", onCreated: () => {} })}
        >
          {text("settings.newDepartment")}
        </Button>
      )}
      <div className="card settings-tree">
        <Branch all={departments.data.items} parent={null} />
      </div>
    </>
  );
}

function Branch({ all, parent }: { all: RecordItem[]; parent: string | null }) {
  const text = useText();
  const items = childrenOf(all, parent);
  if (items.length === 0) return null;
  return (
    <ul>
      {items.map((item) => (
        <li key={item.id}>
          <span className="row">
            <Link className="reach" to="/$entity/$id" params={{ entity: "departments", id: item.id }}>
              <bdi>{String(item.name)}</bdi>
            </Link>
            {isLink(item.head) && <bdi className="faint">{item.head.title}</bdi>}
            {typeof item.people_count === "number" && (
              <span className="faint num">{text("settings.people", { count: item.people_count })}</span>
            )}
          </span>
          <Branch all={all} parent={item.id} />
        </li>
      ))}
    </ul>
  );
}
