import { IconLayoutKanban } from "@tabler/icons-react";
import type { EntityMeta } from "@/api/types";
import { useText } from "@/text";
import type { ListView } from "./useListState";
import { ViewMenu } from "./ViewMenu";

// The open view is in sight, also where there are more tabs than fit.
function showTab(element: HTMLElement | null): void {
  element?.scrollIntoView({ block: "nearest", inline: "nearest" });
}

export function ViewTabs({ entity, list }: { entity: EntityMeta; list: ListView }) {
  const text = useText();
  const views =
    list.views.length > 0 ? list.views : [{ id: "", name: text("view.all", { name: entity.label.many }) }];
  const current = list.view?.id ?? "";
  return (
    <nav className="view-tabs" aria-label={text("view.views")}>
      {views.map((view) => (
        <span
          key={view.id}
          ref={view.id === current ? showTab : undefined}
          className="view-tab-room"
          data-current={view.id === current || undefined}
        >
          <button
            type="button"
            className="plain view-tab"
            aria-current={view.id === current ? "page" : undefined}
            onClick={() => list.openView(view.id)}
          >
            {"kind" in view && view.kind === "board" && <IconLayoutKanban size={14} aria-hidden />}
            <bdi>{view.name}</bdi>
          </button>
          {view.id === current && list.view && <ViewMenu entity={entity} list={list} view={list.view} />}
        </span>
      ))}
    </nav>
  );
}
