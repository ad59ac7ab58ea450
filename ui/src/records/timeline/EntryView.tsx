import {
  IconArrowRight,
  IconBriefcase,
  IconCheck,
  IconChecklist,
  IconChevronRight,
  IconFile,
  IconMail,
  IconMessage,
  IconNote,
  IconPhone,
  IconPlus,
  IconTrash,
  IconUpload,
  IconUsers,
  type Icon as TablerIcon,
} from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import type { TimelineEntry } from "@/api/timeline";
import type { RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { Avatar } from "@/kit/Avatar";
import { useText } from "@/text";
import { daysUntil, formatDay, formatInstant, formatWhen } from "@/text/format";
import { Changes } from "./Changes";

const icons: Record<string, TablerIcon> = {
  call: IconPhone,
  meeting: IconUsers,
  visit: IconUsers,
  lunch: IconUsers,
  negotiation: IconUsers,
  presentation: IconUsers,
  executive_meeting: IconUsers,
  task: IconChecklist,
  letter: IconMail,
  note: IconNote,
  comment: IconMessage,
  message: IconMail,
  file: IconFile,
  created: IconPlus,
  deleted: IconTrash,
  imported: IconUpload,
  change: IconArrowRight,
  stage: IconArrowRight,
  action: IconCheck,
};

interface EntryProps {
  entry: TimelineEntry;
  // The record whose timeline this is; entries of others say whose they are.
  of: { entity: string; id: string; record: RecordItem };
  planned?: boolean;
  onDone?: (entry: TimelineEntry) => void;
}

function Dot({ entry }: { entry: TimelineEntry }) {
  const Icon = icons[entry.activity_kind ?? entry.kind] ?? icons[entry.kind] ?? IconBriefcase;
  return (
    <span className="entry-dot" data-kind={entry.activity_kind ?? entry.kind} aria-hidden>
      <Icon size={14} />
    </span>
  );
}

// What has a day but no hour comes as midnight of the calendar.
const dayOnly = /T00:00:00(\.000)?Z$/;

// What is to come is looked up by its hour, what is over by how long ago it was.
function When({ at, exact = false }: { at: string; exact?: boolean }) {
  const words = dayOnly.test(at) ? formatDay(at.slice(0, 10)) : formatInstant(at);
  return (
    <time className="faint entry-when" dateTime={at} title={words}>
      {exact ? words : formatWhen(at)}
    </time>
  );
}

function wordFor(kind: string, text: ReturnType<typeof useText>): string {
  return kind === "comment" ? text("timeline.comment") : text("composer.note");
}

// Something with words of its own: a call, a note, a letter.
export function ContentEntry({ entry, planned = false, onDone }: EntryProps) {
  const text = useText();
  const by = isLink(entry.by) ? entry.by.title : null;
  // A day is late when it is over, an hour when it has struck.
  const late =
    planned &&
    (dayOnly.test(entry.at) ? daysUntil(entry.at.slice(0, 10)) < 0 : Date.parse(entry.at) < Date.now());
  const { record } = entry;
  // Of notes and comments the words are all there is.
  const isOnlyWords = Boolean(entry.text) && entry.text === entry.summary;
  const title = isOnlyWords ? wordFor(entry.kind, text) : entry.summary || record?.title;
  const words = entry.text || null;
  return (
    <li className="entry">
      <Dot entry={entry} />
      <div className="entry-body">
        <div className="row entry-line">
          {by && <Avatar name={by} size={18} />}
          <span className="grow entry-title">
            {by && <bdi className="quiet">{by} </bdi>}
            {record ? (
              <Link to="/$entity/$id" params={{ entity: record.entity, id: record.id }} className="reach">
                <b>
                  <bdi>{title}</bdi>
                </b>
              </Link>
            ) : (
              <b>{title}</b>
            )}
          </span>
          <span className={late ? "overdue" : undefined}>
            <When at={entry.at} exact={planned} />
          </span>
        </div>
        {words && (
          <div className="entry-card">
            <bdi className="long-text">{words}</bdi>
          </div>
        )}
        {planned && onDone && (
          <button type="button" className="plain chip entry-done" onClick={() => onDone(entry)}>
            <IconCheck size={13} aria-hidden />
            {text("timeline.done")}
          </button>
        )}
      </div>
    </li>
  );
}

// One grey line: who changed what.
export function LogEntry({ entry, of }: EntryProps) {
  const by = isLink(entry.by) ? entry.by.title : null;
  const { record } = entry;
  const isOther = record && (record.entity !== of.entity || record.id !== of.id);
  return (
    <li className="entry log">
      <Dot entry={entry} />
      <div className="row entry-line">
        {by && <Avatar name={by} size={18} />}
        <span className="grow quiet entry-words">
          {by && (
            <b>
              <bdi>{by}</bdi>{" "}
            </b>
          )}
          {isOther && (
            <>
              <Link to="/$entity/$id" params={{ entity: record.entity, id: record.id }} className="reach">
                <bdi>{record.title}</bdi>
              </Link>
              {": "}
            </>
          )}
          {entry.changes && entry.changes.length > 0 ? (
            <Changes entry={entry} record={isOther ? {} : of.record} />
          ) : (
            <bdi>{entry.summary}</bdi>
          )}
        </span>
        <When at={entry.at} />
      </div>
    </li>
  );
}

export function LogRun({ entries, of }: { entries: TimelineEntry[]; of: EntryProps["of"] }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const names = [...new Set(entries.flatMap((entry) => (isLink(entry.by) ? entry.by.title : [])))];
  const [first] = entries;
  return (
    <>
      <li className="entry log">
        <span className="entry-dot" aria-hidden>
          <IconArrowRight size={14} />
        </span>
        <div className="row entry-line">
          {names.slice(0, 3).map((name) => (
            <Avatar key={name} name={name} size={18} />
          ))}
          <button
            type="button"
            className="plain run-toggle"
            aria-expanded={open}
            onClick={() => setOpen(!open)}
          >
            <IconChevronRight size={13} aria-hidden />
            {text("timeline.changes", { count: entries.length })}
          </button>
          <span className="grow" />
          {first && <When at={first.at} />}
        </div>
      </li>
      {open && entries.map((entry) => <LogEntry key={entry.id} entry={entry} of={of} />)}
    </>
  );
}
