import { ActionIcon, Menu, Tooltip, useComputedColorScheme } from "@mantine/core";
import {
  IconChevronRight,
  IconHelp,
  IconLanguage,
  IconLayoutKanban,
  IconLayoutSidebarLeftCollapse,
  IconLayoutSidebarLeftExpand,
  IconLogout,
  IconMoon,
  IconSearch,
  IconSun,
  IconTable,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useState } from "react";
import { useMeta } from "@/api/meta";
import { useMe, useSignOut } from "@/api/session";
import type { EntityMeta } from "@/api/types";
import { usePinnedViews } from "@/api/views";
import { Avatar } from "@/kit/Avatar";
import { iconOf } from "@/kit/icons";
import { Keys } from "@/kit/keyboard/Keys";
import { ownPages } from "@/modules";
import type { OwnPage } from "@/modules/module";
import { useText } from "@/text";
import { useMenuEntities, useReferenceEntities } from "./menu";
import { foldSidebar, openShell, useShell } from "./shellState";
import { useAppearance } from "./useAppearance";

export function Sidebar() {
  const text = useText();
  const { folded } = useShell();
  const meta = useMeta();
  return (
    <nav className="sidebar" aria-label={text("nav.main")}>
      <div className="workspace">
        <img src="/icon.svg" alt="" />
        <span className="label grow truncate">{meta.workspace.name || "Kontor"}</span>
        <Tooltip label={text(folded ? "nav.expand" : "nav.collapse")}>
          <ActionIcon
            size="sm"
            aria-label={text(folded ? "nav.expand" : "nav.collapse")}
            aria-keyshortcuts="["
            onClick={foldSidebar}
          >
            {folded ? <IconLayoutSidebarLeftExpand size={16} /> : <IconLayoutSidebarLeftCollapse size={16} />}
          </ActionIcon>
        </Tooltip>
      </div>
      <button
        type="button"
        className="search-button"
        aria-keyshortcuts="Control+K"
        onClick={() => openShell({ palette: true })}
      >
        <IconSearch size={15} aria-hidden />
        <span className="label truncate">{text("nav.search")}</span>
        <Keys keys="Mod+KeyK" />
        {folded && <span className="unseen">{text("nav.search")}</span>}
      </button>
      <OwnPages place="top" />
      {/* On a low screen the lists scroll; what stands at the foot is always at hand. */}
      <div className="sidebar-lists">
        <NavHeading>{text("nav.workspace")}</NavHeading>
        <EntityLinks />
        <ReferenceLinks />
        <PinnedViews />
        <OwnPages place="insight" heading={text("nav.insight")} />
      </div>
      <OwnPages place="foot" />
      <SidebarFoot />
    </nav>
  );
}

function NavHeading({ children }: { children: ReactNode }) {
  return <div className="nav-heading">{children}</div>;
}

function EntityLinks() {
  return useMenuEntities().map(({ entity }) => <EntityLink key={entity.name} entity={entity} />);
}

function EntityLink({ entity }: { entity: EntityMeta }) {
  const Icon = iconOf(entity.icon);
  return (
    <Link className="nav-item" to="/$entity" params={{ entity: entity.name }} title={entity.label.many}>
      <Icon size={16} stroke={1.7} aria-hidden />
      <span className="label truncate">{entity.label.many}</span>
    </Link>
  );
}

const referencesKey = "kontor.sidebar.references";

// Lists that one needs now and then stay folded until they are wanted.
function ReferenceLinks() {
  const text = useText();
  const entities = useReferenceEntities();
  const [open, setOpen] = useState(() => localStorage.getItem(referencesKey) === "open");
  if (entities.length === 0) return null;
  const toggle = () => {
    localStorage.setItem(referencesKey, open ? "folded" : "open");
    setOpen(!open);
  };
  return (
    <>
      <button type="button" className="plain nav-heading nav-fold" aria-expanded={open} onClick={toggle}>
        {text("nav.references")}
        <IconChevronRight size={12} aria-hidden />
      </button>
      {open && entities.map((entity) => <EntityLink key={entity.name} entity={entity} />)}
    </>
  );
}

// Views that somebody reaches for every day, whatever they are of.
function PinnedViews() {
  const text = useText();
  const views = usePinnedViews();
  if (views.length === 0) return null;
  return (
    <>
      <NavHeading>{text("nav.views")}</NavHeading>
      {views.map((view) => {
        const Icon = view.kind === "board" ? IconLayoutKanban : IconTable;
        return (
          <Link
            key={view.id}
            className="nav-item"
            to="/$entity"
            params={{ entity: view.entity }}
            search={{ view: view.id }}
            title={view.name}
          >
            <Icon size={16} stroke={1.7} aria-hidden />
            <bdi className="label truncate">{view.name}</bdi>
          </Link>
        );
      })}
    </>
  );
}

function OwnPages({ place, heading }: { place: NonNullable<OwnPage["menu"]>["place"]; heading?: string }) {
  const text = useText();
  const { reports, entities } = useMeta();
  const pages = ownPages.filter(
    ({ menu }) =>
      menu?.place === place &&
      (!menu.report || reports?.some(({ name }) => name === menu.report)) &&
      (!menu.entity || entities.some(({ name }) => name === menu.entity)),
  );
  if (pages.length === 0) return null;
  return (
    <>
      {heading && <NavHeading>{heading}</NavHeading>}
      {pages.map(({ path, menu }) => {
        if (!menu) return null;
        const Icon = menu.icon;
        return (
          <Link key={path} className="nav-item" to={path} title={text(`nav.${menu.label}`)}>
            <Icon size={16} stroke={1.7} aria-hidden />
            <span className="label truncate">{text(`nav.${menu.label}`)}</span>
          </Link>
        );
      })}
    </>
  );
}

function SidebarFoot() {
  const text = useText();
  const { user } = useMe();
  const signOut = useSignOut();
  const { toggleTheme, toggleLanguage } = useAppearance();
  const scheme = useComputedColorScheme();
  return (
    <div className="sidebar-foot">
      <Menu position="top-start" width={220}>
        <Menu.Target>
          <button type="button" className="plain row grow">
            <Avatar name={user.title} size={24} />
            <bdi className="label truncate">{user.title}</bdi>
            <span className="unseen">{text("nav.account")}</span>
          </button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item
            leftSection={<IconHelp size={15} />}
            rightSection={<Keys keys="Shift+Slash" />}
            onClick={() => openShell({ help: true })}
          >
            {text("nav.shortcuts")}
          </Menu.Item>
          <Menu.Item leftSection={<IconLanguage size={15} />} onClick={toggleLanguage}>
            {text("nav.language")}
          </Menu.Item>
          <Menu.Divider />
          <Menu.Item leftSection={<IconLogout size={15} />} onClick={signOut}>
            {text("nav.signOut")}
          </Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <Tooltip label={text("nav.language")}>
        <ActionIcon size="sm" onClick={toggleLanguage} aria-label={text("nav.language")}>
          <IconLanguage size={15} />
        </ActionIcon>
      </Tooltip>
      <Tooltip label={text("nav.theme")}>
        <ActionIcon size="sm" onClick={toggleTheme} aria-label={text("nav.theme")}>
          {scheme === "dark" ? <IconSun size={15} /> : <IconMoon size={15} />}
        </ActionIcon>
      </Tooltip>
    </div>
  );
}
