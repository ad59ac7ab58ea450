import "@mantine/spotlight/styles.css";
import { useDebouncedValue } from "@mantine/hooks";
import { createSpotlight, Spotlight } from "@mantine/spotlight";
import { IconArrowRight, IconLanguage, IconMoon, IconPlus, IconSearch } from "@tabler/icons-react";
import { useNavigate } from "@tanstack/react-router";
import { type ReactNode, useEffect, useState } from "react";
import { allowed, useEntities } from "@/api/meta";
import { useSearch } from "@/api/search";
import type { SearchHit } from "@/api/types";
import { Avatar, Monogram } from "@/kit/Avatar";
import { iconOf } from "@/kit/icons";
import { Keys } from "@/kit/keyboard/Keys";
import { ownPages } from "@/modules";
import { openCreate } from "@/records/form/createState";
import { type RecentRecord, recentRecords } from "@/records/recent";
import { useText } from "@/text";
import { useMenuEntities } from "./menu";
import { useAppearance } from "./useAppearance";

const [store, spotlight] = createSpotlight();

interface Entry {
  id: string;
  icon: ReactNode;
  label: string;
  detail?: ReactNode;
  keys?: string | null;
  run: () => void;
}

export default function Palette({ onClose }: { onClose: () => void }) {
  const text = useText();
  const [query, setQuery] = useState("");
  const [asked] = useDebouncedValue(query, 90);
  useEffect(() => spotlight.open(), []);
  const records = useRecordEntries(asked);
  const places = usePlaceEntries(query);
  const actions = useActionEntries(query);
  const groups = [
    ...records,
    { label: text("palette.goTo"), entries: places },
    { label: text("palette.actions"), entries: actions },
  ];
  const found = groups.filter((group) => group.entries.length > 0);
  useFirstSelected(found.flatMap(({ entries }) => entries.map(({ id }) => id)).join(" "));

  return (
    <Spotlight.Root
      store={store}
      query={query}
      onQueryChange={setQuery}
      onSpotlightClose={onClose}
      shortcut={null}
      attributes={{ content: { "aria-label": text("palette.title") } }}
      size={620}
      radius="lg"
      maxHeight={460}
      scrollable
      overlayProps={{ blur: 0, backgroundOpacity: 0.28 }}
      transitionProps={{ duration: 90, transition: "pop" }}
    >
      <Spotlight.Search
        placeholder={text("palette.placeholder")}
        aria-label={text("palette.placeholder")}
        leftSection={<IconSearch size={17} />}
      />
      <Spotlight.ActionsList>
        {found.map((group) => (
          <Spotlight.ActionsGroup key={group.label} label={group.label}>
            {group.entries.map((entry) => (
              <Spotlight.Action key={entry.id} onClick={entry.run}>
                <span className="palette-entry">
                  {entry.icon}
                  <bdi className="palette-label truncate">{entry.label}</bdi>
                  {entry.detail && <span className="faint truncate grow">{entry.detail}</span>}
                  {entry.keys && <Keys keys={entry.keys} />}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {found.length === 0 && <Spotlight.Empty>{text("palette.nothing")}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

// Enter opens the best hit. The kit points at what stood first when a letter was typed; the hits come after that.
function useFirstSelected(signature: string): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: other entries are the occasion to point anew
  useEffect(() => {
    const list = document.getElementById(store.getState().listId);
    list?.querySelector("[data-selected]")?.removeAttribute("data-selected");
    list?.querySelector("[data-action]")?.setAttribute("data-selected", "true");
    store.updateState((state) => ({ ...state, selected: 0 }));
  }, [signature]);
}

function matches(label: string, query: string): boolean {
  return label.toLowerCase().includes(query.trim().toLowerCase());
}

// The part of the record that the words were found in, when it is not the title.
function Highlights({ hit }: { hit: SearchHit }) {
  const parts = hit.highlights?.find((highlight) => highlight.parts.join("") !== hit.title)?.parts;
  if (!parts) return <bdi>{hit.subtitle}</bdi>;
  return <bdi>{parts.map((part, index) => (index % 2 === 1 ? <mark key={index}>{part}</mark> : part))}</bdi>;
}

function useRecordEntries(query: string): { label: string; entries: Entry[] }[] {
  const text = useText();
  const navigate = useNavigate();
  const entities = useEntities();
  const { data } = useSearch(query);
  const open = (entity: string, id: string) => void navigate({ to: "/$entity/$id", params: { entity, id } });
  const picture = (entity: string, title: string) => {
    const isPerson = ["user", "users", "address-book"].includes(
      entities.find((candidate) => candidate.name === entity)?.icon ?? "",
    );
    return isPerson ? <Avatar name={title} size={20} /> : <Monogram name={title} size={20} />;
  };
  if (query.trim() === "") {
    const recent: RecentRecord[] = recentRecords.get();
    return [
      {
        label: text("palette.recent"),
        entries: recent.slice(0, 6).map((record) => ({
          id: `${record.entity}/${record.id}`,
          icon: picture(record.entity, record.title),
          label: record.title,
          detail: entities.find((entity) => entity.name === record.entity)?.label.one,
          run: () => open(record.entity, record.id),
        })),
      },
    ];
  }
  return (data?.groups ?? []).map((group) => ({
    label: group.label,
    entries: group.items.map((hit) => ({
      id: `${group.entity}/${hit.id}`,
      icon: picture(group.entity, hit.title),
      label: hit.title,
      detail: <Highlights hit={hit} />,
      run: () => open(group.entity, hit.id),
    })),
  }));
}

function usePlaceEntries(query: string): Entry[] {
  const text = useText();
  const navigate = useNavigate();
  const menu = useMenuEntities();
  const entities = useEntities();
  const inMenu = new Map(menu.map((entry) => [entry.entity.name, entry.goKeys]));
  const pages: Entry[] = ownPages.flatMap(({ path, menu: place }) =>
    place && (!place.entity || entities.some(({ name }) => name === place.entity))
      ? [
          {
            id: path,
            icon: <IconArrowRight size={16} />,
            label: text(`nav.${place.label}`),
            keys: place.keys,
            run: () => void navigate({ to: path }),
          },
        ]
      : [],
  );
  // Without words only the everyday places are offered; with words every list can be found.
  const lists: Entry[] = entities
    .filter((entity) => inMenu.has(entity.name) || query.trim() !== "")
    .map((entity) => {
      const Icon = iconOf(entity.icon);
      return {
        id: `list ${entity.name}`,
        icon: <Icon size={16} />,
        label: entity.label.many,
        keys: inMenu.get(entity.name),
        run: () => void navigate({ to: "/$entity", params: { entity: entity.name } }),
      };
    });
  return [...pages, ...lists].filter((entry) => matches(entry.label, query)).slice(0, 12);
}

function useActionEntries(query: string): Entry[] {
  const text = useText();
  const menu = useMenuEntities();
  const { toggleTheme, toggleLanguage } = useAppearance();
  const creations: Entry[] = menu
    .filter(({ entity }) => allowed(entity, "create"))
    .map(({ entity, createKeys }) => ({
      id: `create ${entity.name}`,
      icon: <IconPlus size={16} />,
      label: text("palette.create", { name: entity.label.one }),
      keys: createKeys,
      run: () => openCreate({ entity: entity.name }),
    }));
  const appearance: Entry[] = [
    {
      id: "theme",
      icon: <IconMoon size={16} />,
      label: text("palette.theme"),
      keys: "Mod+KeyJ",
      run: toggleTheme,
    },
    {
      id: "language",
      icon: <IconLanguage size={16} />,
      label: text("palette.language"),
      run: toggleLanguage,
    },
  ];
  return [...creations, ...appearance].filter((entry) => matches(entry.label, query));
}
