import { Link, useSearch } from "@tanstack/react-router";
import type { ComponentType } from "react";
import { allowed, useEntities, useRight } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { useText } from "@/text";
import type { Texts } from "@/text/en";
import { AccountSection } from "./AccountSection";
import { DepartmentsSection } from "./DepartmentsSection";
import { PipelinesSection } from "./PipelinesSection";
import { RolesSection } from "./roles/RolesSection";
import { SchemaSection } from "./schema/SchemaSection";
import { UsersSection } from "./UsersSection";
import { WorkspaceSection } from "./WorkspaceSection";
import "./settings.css";

interface Section {
  name: keyof Texts["settings"]["section"];
  group: keyof Texts["settings"]["group"];
  Section: ComponentType;
  // Whoever may not change something is not shown how.
  entity?: string;
  right?: string;
}

const account: Section = { name: "account", group: "you", Section: AccountSection };
const sections: Section[] = [
  account,
  { name: "workspace", group: "company", Section: WorkspaceSection, right: "workspace" },
  { name: "users", group: "company", Section: UsersSection, entity: "users" },
  { name: "departments", group: "company", Section: DepartmentsSection, entity: "departments" },
  { name: "roles", group: "company", Section: RolesSection, entity: "roles" },
  { name: "schema", group: "records", Section: SchemaSection, right: "schema" },
  { name: "pipelines", group: "records", Section: PipelinesSection, entity: "pipelines" },
];

function isOpenTo(section: Section, entities: EntityMeta[], rights: Record<string, boolean>): boolean {
  if (section.right) return rights[section.right] ?? false;
  if (!section.entity) return true;
  const entity = entities.find((candidate) => candidate.name === section.entity);
  return entity !== undefined && allowed(entity, "update");
}

export default function SettingsPage() {
  const text = useText();
  const { section: wanted } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const entities = useEntities();
  const rights = { schema: useRight("schema"), workspace: useRight("workspace") };
  const shown = sections.filter((section) => isOpenTo(section, entities, rights));
  // Alarms are records like others; only heads, auditors and administrators have the collection at all.
  const alarms = entities.find((entity) => entity.name === "theft_alarms");
  const current = shown.find((section) => section.name === wanted) ?? account;
  const groups = (["you", "company", "records"] as const)
    .map((group) => ({ group, items: shown.filter((section) => section.group === group) }))
    .filter(({ items }) => items.length > 0);
  return (
    <>
      <header className="top-bar">
        <h1>{text("settings.title")}</h1>
      </header>
      <div className="settings">
        <nav aria-label={text("settings.sections")} className="settings-nav">
          {groups.map(({ group, items }) => (
            <div key={group} className="settings-group">
              <span className="nav-heading">{text(`settings.group.${group}`)}</span>
              {items.map(({ name }) => (
                <Link
                  key={name}
                  className="nav-item"
                  to="/$entity"
                  params={{ entity: "settings" }}
                  search={{ section: name }}
                  aria-current={name === current.name ? "page" : undefined}
                >
                  {text(`settings.section.${name}`)}
                </Link>
              ))}
              {group === "company" && alarms && (
                <Link className="nav-item" to="/$entity" params={{ entity: alarms.name }}>
                  {alarms.label.many}
                </Link>
              )}
            </div>
          ))}
        </nav>
        <section className="settings-body" aria-label={text(`settings.section.${current.name}`)}>
          <h2 className="settings-title">{text(`settings.section.${current.name}`)}</h2>
          <current.Section />
        </section>
      </div>
    </>
  );
}
