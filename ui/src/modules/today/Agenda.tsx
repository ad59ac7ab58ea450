import { Button } from "@mantine/core";
import { IconCalendar, IconPlus } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { allowed, titleOf, useEntity } from "@/api/meta";
import type { RecordItem } from "@/api/types";
import { isLink } from "@/fields/link/LinkView";
import { EmptyState } from "@/kit/EmptyState";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { formatTime } from "@/text/format";

function isRunning(item: RecordItem, now: number): boolean {
  const starts = Date.parse(String(item.starts_at));
  const ends = item.ends_at ? Date.parse(String(item.ends_at)) : starts + 3_600_000;
  return starts <= now && now < ends;
}

// The day by the clock.
export function Agenda({ items }: { items: RecordItem[] }) {
  const text = useText();
  const activities = useEntity("activities");
  const now = Date.now();
  return (
    <section>
      <h2 className="today-heading">{text("today.agenda")}</h2>
      <div className="card">
        {items.length === 0 && (
          <EmptyState
            icon={<IconCalendar size={20} />}
            title={text("today.agendaNone")}
            text={text("today.agendaNoneText")}
          >
            {activities && allowed(activities, "create") && (
              <Button
                variant="default"
                leftSection={<IconPlus size={14} />}
                onClick={() =>
                  openCreate({ entity: "activities", values: { kind: "meeting" }, onCreated: () => {} })
                }
              >
                {text("today.addMeeting")}
              </Button>
            )}
          </EmptyState>
        )}
        <ol className="plain-list agenda">
          {items.map((item) => {
            const running = isRunning(item, now);
            const about = isLink(item.account) ? item.account : isLink(item.deal) ? item.deal : null;
            return (
              <li key={item.id} data-now={running || undefined}>
                <span className="agenda-time num">
                  {item.is_all_day ? text("today.allDay") : formatTime(String(item.starts_at))}
                </span>
                <i className="agenda-bar" aria-hidden />
                <span className="grow">
                  <Link
                    className="truncate attention-title"
                    to="/$entity/$id"
                    params={{ entity: "activities", id: item.id }}
                  >
                    <bdi>{titleOf(activities, item)}</bdi>
                  </Link>
                  {about && <bdi className="truncate quiet agenda-about">{about.title}</bdi>}
                </span>
                {running && <span className="agenda-now">{text("today.now")}</span>}
              </li>
            );
          })}
        </ol>
      </div>
    </section>
  );
}
