import { IconMenu2, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed } from "@/api/meta";
import { iconOf } from "@/kit/icons";
import { ownPages } from "@/modules";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { useMenuEntities } from "./menu";
import { openShell } from "./shellState";

// The phone's sidebar: two or three places, creating, and the palette for everything else.
export function BottomNav() {
  const text = useText();
  const entities = useMenuEntities();
  const [first] = ownPages.filter((page) => page.menu?.place === "top");
  const shown = entities.slice(0, first ? 2 : 3);
  const creatable = entities.find(({ entity }) => allowed(entity, "create"))?.entity;
  return (
    <nav className="bottom-nav" aria-label={text("nav.main")}>
      {first?.menu && (
        <Link to={first.path}>
          <first.menu.icon size={20} aria-hidden />
          {text(`nav.${first.menu.label}`)}
        </Link>
      )}
      {shown.map(({ entity }) => {
        const Icon = iconOf(entity.icon);
        return (
          <Link key={entity.name} to="/$entity" params={{ entity: entity.name }}>
            <Icon size={20} aria-hidden />
            <span className="truncate">{entity.label.many}</span>
          </Link>
        );
      })}
      {creatable && (
        <button type="button" className="plain create" onClick={() => openCreate({ entity: creatable.name })}>
          <IconPlus size={20} aria-hidden />
          {text("common.create")}
        </button>
      )}
      <button type="button" className="plain" onClick={() => openShell({ palette: true })}>
        <IconMenu2 size={20} aria-hidden />
        {text("nav.more")}
      </button>
    </nav>
  );
}
