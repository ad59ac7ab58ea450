import { Menu } from "@mantine/core";
import { useMediaQuery } from "@mantine/hooks";
import { IconChevronDown } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { type KeyboardEvent, type ReactNode, useId } from "react";
import { useEntities } from "@/api/meta";
import { useRecordCount } from "@/api/recordWindow";
import type { EntityMeta, RecordItem } from "@/api/types";
import { FilesTab } from "@/records/related/FilesTab";
import { HistoryTab } from "@/records/related/HistoryTab";
import { RelatedTab } from "@/records/related/RelatedTab";
import "@/records/related/related.css";
import { type Related, relatedOf } from "@/records/related/relations";
import { Timeline } from "@/records/timeline/Timeline";
import { useText } from "@/text";
import { formatCount } from "@/text/format";

export interface OwnTab {
  name: string;
  label: string;
  content: () => ReactNode;
}

interface Tab extends OwnTab {
  related?: Related;
}

interface RecordTabsProps {
  entity: EntityMeta;
  record: RecordItem;
  // On a narrow screen the facts have no room at the side: they are a tab.
  facts: ReactNode;
  // What a page has of its own: between the activity and the relations.
  own?: OwnTab[];
  relatedFirst?: string[];
  // Relations that the page shows in a better way.
  relatedElsewhere?: string[];
}

// Relations beyond these wait in a menu.
const relatedMax = 4;

export function RecordTabs(props: RecordTabsProps) {
  const text = useText();
  const navigate = useNavigate();
  const id = useId();
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const narrow = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false }) ?? false;
  const { tabs, rest } = useTabs(props, narrow);
  const all = [...tabs, ...rest];
  const active = all.find((tab) => tab.name === search.tab) ?? all[0];
  if (!active) return null;
  const open = (name: string) =>
    void navigate({
      to: ".",
      search: (before: object) => ({ ...before, tab: name === all[0]?.name ? undefined : name }),
      replace: true,
    } as never);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
    if (step === 0) return;
    const next = tabs[(tabs.indexOf(active) + step + tabs.length) % tabs.length];
    if (!next) return;
    event.preventDefault();
    open(next.name);
    document.getElementById(`${id}-${next.name}`)?.focus();
  };
  return (
    <>
      <div className="record-tabs">
        <div role="tablist" aria-label={text("related.tabs")} className="tab-list" onKeyDown={onKeyDown}>
          {[...tabs, ...rest.filter((tab) => tab === active)].map((tab) => (
            <button
              key={tab.name}
              id={`${id}-${tab.name}`}
              type="button"
              role="tab"
              className="plain record-tab"
              aria-selected={tab === active}
              aria-controls={`${id}-panel`}
              tabIndex={tab === active ? 0 : -1}
              onClick={() => open(tab.name)}
            >
              {tab.label}
              {tab.related && <TabCount related={tab.related} />}
            </button>
          ))}
        </div>
        {rest.length > 0 && (
          <Menu position="bottom-end">
            <Menu.Target>
              <button type="button" className="plain record-tab">
                {text("related.more")}
                <IconChevronDown size={13} aria-hidden />
              </button>
            </Menu.Target>
            <Menu.Dropdown className="tab-menu">
              {rest.map((tab) => (
                <Menu.Item key={tab.name} onClick={() => open(tab.name)}>
                  {tab.label}
                </Menu.Item>
              ))}
            </Menu.Dropdown>
          </Menu>
        )}
      </div>
      <div
        role="tabpanel"
        id={`${id}-panel`}
        aria-labelledby={`${id}-${active.name}`}
        className="tab-panel"
        key={active.name}
      >
        {active.content()}
      </div>
    </>
  );
}

function useTabs(props: RecordTabsProps, narrow: boolean): { tabs: Tab[]; rest: Tab[] } {
  const { entity, record, facts, own = [], relatedFirst = [], relatedElsewhere = [] } = props;
  const text = useText();
  const entities = useEntities();
  const traits = new Set(entity.traits);
  const rankOf = (name: string) => (relatedFirst.indexOf(name) + 1 || relatedFirst.length + 1) - 1;
  const inOrder = relatedOf(entity, entities, record.id)
    .filter(({ relation }) => !relatedElsewhere.includes(relation.name))
    .sort((one, other) => rankOf(one.relation.name) - rankOf(other.relation.name));
  const shownRelated = Math.max(relatedMax, relatedFirst.length);
  const related = inOrder.map((one) => ({
    name: one.relation.name,
    label: one.relation.label,
    related: one,
    content: () => <RelatedTab entity={entity} record={record} related={one} />,
  }));
  const tabs: Tab[] = [];
  if (traits.has("timeline")) {
    tabs.push({
      name: "activity",
      label: text("timeline.activity"),
      content: () => <Timeline entity={entity} record={record} />,
    });
  }
  if (narrow) tabs.push({ name: "facts", label: text("record.details"), content: () => facts });
  tabs.push(...own, ...related.slice(0, shownRelated));
  if (traits.has("documents")) {
    tabs.push({
      name: "files",
      label: text("related.files"),
      content: () => <FilesTab entity={entity} record={record} />,
    });
  }
  tabs.push({
    name: "history",
    label: text("related.history"),
    content: () => <HistoryTab entity={entity} record={record} />,
  });
  return { tabs, rest: related.slice(shownRelated) };
}

function TabCount({ related }: { related: Related }) {
  const { data } = useRecordCount(related.target.name, { filter: related.filter ?? "id = null" });
  if (related.filter === null || !data?.total) return null;
  return <span className="faint num">{formatCount(data.total)}</span>;
}
