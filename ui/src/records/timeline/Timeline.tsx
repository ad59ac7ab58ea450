import { Button, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { type TimelineEntry, useAttached, useTimeline, useUpcoming } from "@/api/timeline";
import type { EntityMeta, RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastError, toastUndo } from "@/kit/toast";
import { useText } from "@/text";
import { Composer } from "./Composer";
import { ContentEntry, LogEntry, LogRun } from "./EntryView";
import { groupEntries, withoutEchoes } from "./groups";
import "./timeline.css";

interface TimelineProps {
  entity: EntityMeta;
  record: RecordItem;
}

const logKinds = "created,change,stage,action,deleted,restored,imported,merged";
const filters = {
  all: undefined,
  activity: "activity",
  note: "note",
  comment: "comment",
  file: "file",
  change: logKinds,
} as const;
type FilterName = keyof typeof filters;

// What happened with a record and what is to come, with the place to write more of it.
export function Timeline({ entity, record }: TimelineProps) {
  const text = useText();
  const [kind, setKind] = useState<FilterName>("all");
  const [typed, setTyped] = useState("");
  const [q] = useDebouncedValue(typed.trim(), 250);
  return (
    <div className="timeline">
      <Composer entity={entity} record={record} />
      <div className="timeline-bar">
        <fieldset className="row chips" aria-label={text("timeline.filter")}>
          {(Object.keys(filters) as FilterName[]).map((name) => (
            <button
              key={name}
              type="button"
              className="plain chip"
              aria-pressed={name === kind}
              onClick={() => setKind(name)}
            >
              {name === "all" ? text("timeline.all") : text(`timeline.kinds.${name}`)}
            </button>
          ))}
        </fieldset>
        <TextInput
          size="xs"
          type="search"
          className="timeline-search"
          leftSection={<IconSearch size={13} />}
          aria-label={text("timeline.search")}
          placeholder={text("timeline.search")}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </div>
      {(kind === "all" || kind === "activity") && q === "" && <Upcoming entity={entity} record={record} />}
      <Past entity={entity} record={record} kinds={filters[kind]} q={q} />
    </div>
  );
}

function Upcoming({ entity, record }: TimelineProps) {
  const text = useText();
  const { data } = useUpcoming(entity.name, record.id);
  const { update } = useWrites();
  const undo = useUndo();
  const { refresh } = useAttached(entity.name, record.id);
  const items = data?.items ?? [];
  if (items.length === 0) return null;
  const finish = async (entry: TimelineEntry) => {
    if (!entry.record) return;
    try {
      const { change } = await update({
        entity: entry.record.entity,
        id: entry.record.id,
        values: { status: "done" },
      });
      await refresh();
      const name = entry.summary ?? entry.record.title;
      if (change) toastUndo(text("composer.saved", { name }), () => undo(change));
    } catch (error) {
      toastError(error);
    }
  };
  return (
    <section aria-labelledby="timeline-upcoming">
      <h2 id="timeline-upcoming" className="timeline-heading">
        {text("timeline.upcoming")}
      </h2>
      <ol className="entries">
        {items.map((entry) => (
          <ContentEntry
            key={entry.id}
            entry={entry}
            of={{ entity: entity.name, id: record.id, record }}
            planned
            onDone={entry.status === "planned" ? finish : undefined}
          />
        ))}
      </ol>
    </section>
  );
}

function Past({ entity, record, kinds, q }: TimelineProps & { kinds: string | undefined; q: string }) {
  const text = useText();
  const answer = useTimeline(entity.name, record.id, record.version, { kinds, q });
  const of = { entity: entity.name, id: record.id, record };
  if (answer.error) return <ErrorState error={answer.error} retry={() => void answer.refetch()} />;
  if (!answer.data) return <SkeletonLines />;
  const entries = withoutEchoes(answer.data.pages.flatMap((page) => page.items));
  if (entries.length === 0) {
    const filtered = kinds !== undefined || q !== "";
    return (
      <EmptyState
        title={text(filtered ? "timeline.nothing" : "timeline.none")}
        text={filtered ? undefined : text("timeline.noneText")}
      />
    );
  }
  return (
    <>
      {groupEntries(entries).map((group) => (
        <section key={group.period} aria-labelledby={`timeline-${group.period}`}>
          <h2 id={`timeline-${group.period}`} className="timeline-heading">
            {text(`timeline.${group.period}`)}
          </h2>
          <ol className="entries">
            {group.items.map((item) => {
              if (item.kind === "run") return <LogRun key={item.id} entries={item.entries} of={of} />;
              const View = item.entry.weight === "log" ? LogEntry : ContentEntry;
              return <View key={`${item.entry.kind} ${item.entry.id}`} entry={item.entry} of={of} />;
            })}
          </ol>
        </section>
      ))}
      {answer.hasNextPage && (
        <Button
          variant="default"
          className="timeline-more"
          loading={answer.isFetchingNextPage}
          onClick={() => void answer.fetchNextPage()}
        >
          {text("timeline.more")}
        </Button>
      )}
    </>
  );
}
