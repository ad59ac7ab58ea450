import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useNavigate, useSearch } from "@tanstack/react-router";
import { allowed, useEntity } from "@/api/meta";
import { useMe } from "@/api/session";
import { ErrorState } from "@/kit/ErrorState";
import { Segments } from "@/kit/Segments";
import { SkeletonLines } from "@/kit/Skeleton";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { localeOf } from "@/text/format";
import { Agenda } from "./Agenda";
import { Attention } from "./Attention";
import { KeyFigures } from "./KeyFigures";
import { PipelineStrip } from "./PipelineStrip";
import { Tasks } from "./Tasks";
import { type Scope, type TodayAnswer, useToday } from "./todayData";
import "./today.css";

// Where the day begins: what needs one now, the day's plan, and how one stands.
export default function TodayPage() {
  const text = useText();
  const today = useToday();
  const [scope, setScope] = useScope();
  const deals = useEntity("deals");
  const activities = useEntity("activities");
  return (
    <>
      <header className="top-bar">
        <h1>{text("nav.today")}</h1>
        <span className="grow" />
        {deals && (
          <Segments
            label={text("today.scope")}
            value={scope}
            options={[
              { value: "mine", label: text("today.mine") },
              { value: "team", label: text("today.team") },
            ]}
            onChange={setScope}
          />
        )}
        {activities && allowed(activities, "create") && (
          <Button
            className="hide-small"
            leftSection={<IconPlus size={14} />}
            onClick={() => openCreate({ entity: "activities", values: { kind: "task" } })}
          >
            {text("common.create")}
          </Button>
        )}
      </header>
      <div className="today">
        <Greeting today={today.data} />
        {deals && <KeyFigures scope={scope} />}
        {today.error ? (
          <ErrorState error={today.error} retry={() => void today.refetch()} />
        ) : !today.data ? (
          <SkeletonLines />
        ) : (
          <div className="today-columns">
            <div className="today-column">
              <Attention cards={today.data.attention} />
              {deals && <PipelineStrip entity={deals} scope={scope} />}
            </div>
            <div className="today-column">
              <Agenda items={today.data.agenda} />
              <Tasks items={today.data.tasks} />
            </div>
          </div>
        )}
      </div>
    </>
  );
}

function useScope(): [Scope, (scope: Scope) => void] {
  const search = useSearch({ strict: false }) as Record<string, string | undefined>;
  const navigate = useNavigate();
  const scope: Scope = search.scope === "team" ? "team" : "mine";
  return [
    scope,
    (next) =>
      void navigate({ to: "/today", search: next === "team" ? { scope: next } : {}, replace: true } as never),
  ];
}

function greetingOf(hour: number): "morning" | "afternoon" | "evening" {
  if (hour >= 4 && hour < 12) return "morning";
  return hour >= 12 && hour < 18 ? "afternoon" : "evening";
}

function Greeting({ today }: { today: TodayAnswer | undefined }) {
  const text = useText();
  const { user } = useMe();
  const now = new Date();
  const day = new Intl.DateTimeFormat(localeOf(), { weekday: "long", day: "numeric", month: "long" }).format(
    now,
  );
  const parts = today
    ? [
        today.agenda.length > 0 && text("today.meetings", { count: today.agenda.length }),
        today.tasks.length > 0 && text("today.tasks", { count: today.tasks.length }),
        today.attention.length > 0 && text("today.clients", { count: today.attention.length }),
      ].filter((part) => part !== false)
    : [];
  const dayText = day.charAt(0).toUpperCase() + day.slice(1);
  return (
    <div className="greeting">
      <h2>{text(`today.${greetingOf(now.getHours())}`, { name: user.title.split(" ")[0] ?? user.title })}</h2>
      <p>
        {today
          ? text("today.summary", { day: dayText, parts: parts.join(", ") || text("today.calm") })
          : dayText}
      </p>
    </div>
  );
}
