import { Link, useSearch } from "@tanstack/react-router";
import { allowed, useEntities } from "@/api/meta";
import { useText } from "@/text";
import { AccountSection } from "./AccountSection";
import { DepartmentsSection } from "./DepartmentsSection";
import { PipelinesSection } from "./PipelinesSection";
import { UsersSection } from "./UsersSection";
import { WorkspaceSection } from "./WorkspaceSection";
import "./settings.css";

const sections = [
  { name: "account", Section: AccountSection },
  { name: "workspace", Section: WorkspaceSection },
  { name: "users", Section: UsersSection, entity: "users" },
  { name: "departments", Section: DepartmentsSection, entity: "departments" },
  { name: "pipelines", Section: PipelinesSection, entity: "pipelines" },
] as const;

export default function SettingsPage() {
  const text = useText();
  const { section: wanted } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const entities = useEntities();
  // Whoever may not change something is not shown how.
  const shown = sections.filter((section) => {
    if (!("entity" in section)) return true;
    const entity = entities.find((candidate) => candidate.name === section.entity);
    return entity !== undefined && allowed(entity, "update");
  });
  const current = shown.find((section) => section.name === wanted) ?? sections[0];
  return (
    <>
      <header className="top-bar">
        <h1>{text("settings.title")}</h1>
      </header>
      <div className="settings">
        <nav aria-label={text("settings.sections")} className="settings-nav">
          {shown.map(({ name }) => (
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
        </nav>
        <section className="settings-body" aria-label={text(`settings.section.${current.name}`)}>
          <h2 className="settings-title">{text(`settings.section.${current.name}`)}</h2>
          <current.Section />
        </section>
      </div>
    </>
  );
}
