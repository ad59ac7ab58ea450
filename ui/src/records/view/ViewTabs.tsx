import { IconLayoutKanban } from "@tabler/icons-react";
import type { EntityMeta } from "@/api/types";
import { useText } from "@/text";
import type { ListView } from "./useListState";

export function ViewTabs({ entity, list }: { entity: EntityMeta; list: ListView }) {
  const text = useText();
  const views =
    list.views.length > 0 ? list.views : [{ id: "", name: text("view.all", { name: entity.label.many }) }];
  return (
    <nav className="view-tabs" aria-label={text("view.views")}>
      {views.map((view) => (
        <button
          key={view.id}
          type="button"
          className="plain view-tab"
          aria-current={view.id === (list.view?.id ?? "") ? "page" : undefined}
          onClick={() => list.openView(view.id)}
        >
          {"kind" in view && view.kind === "board" && <IconLayoutKanban size={14} aria-hidden />}
          <bdi>{view.name}</bdi>
        </button>
      ))}
    </nav>
  );
}
