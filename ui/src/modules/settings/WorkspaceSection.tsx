import { Button, TextInput } from "@mantine/core";
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { type FormEvent, useState } from "react";
import { get, send } from "@/api/client";
import { keys } from "@/api/keys";
import { isProblem } from "@/api/problem";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { toastDone, toastError } from "@/kit/toast";
import { useText } from "@/text";
import { localeOf } from "@/text/format";

interface Workspace {
  name: string;
  currency: string;
  language: string;
  time_zone: string;
  week_starts: number;
}

export function WorkspaceSection() {
  const workspace = useQuery({
    queryKey: ["workspace"],
    queryFn: () => get<Workspace>("/workspace"),
  });
  if (workspace.error) return <ErrorState error={workspace.error} retry={() => void workspace.refetch()} />;
  if (!workspace.data) return <SkeletonLines />;
  return <WorkspaceForm before={workspace.data} />;
}

// The name of a day of the week, 1 for Monday.
function dayName(day: number): string {
  return new Intl.DateTimeFormat(localeOf(), { weekday: "long", timeZone: "UTC" }).format(
    new Date(Date.UTC(2024, 0, day)),
  );
}

function WorkspaceForm({ before }: { before: Workspace }) {
  const text = useText();
  const client = useQueryClient();
  const [values, setValues] = useState(before);
  const [faults, setFaults] = useState<Record<string, string>>({});
  const set = (patch: Partial<Workspace>) => setValues({ ...values, ...patch });
  const save = async (event: FormEvent) => {
    event.preventDefault();
    try {
      const { name, currency, language, time_zone, week_starts } = values;
      await send("/workspace", {
        method: "PATCH",
        body: { name, currency, language, time_zone, week_starts },
      });
      setFaults({});
      toastDone(text("settings.saved"));
      await client.invalidateQueries({ queryKey: keys.meta });
    } catch (error) {
      if (isProblem(error) && error.fields.length > 0) setFaults(error.fieldMessages());
      else toastError(error);
    }
  };
  return (
    <form className="card settings-form" onSubmit={save}>
      <TextInput
        label={text("settings.name")}
        value={values.name}
        error={faults.name}
        onChange={(event) => set({ name: event.currentTarget.value })}
      />
      <TextInput
        label={text("settings.currency")}
        value={values.currency}
        error={faults.currency}
        maxLength={3}
        onChange={(event) => set({ currency: event.currentTarget.value.toUpperCase() })}
      />
      <TextInput
        label={text("settings.timeZone")}
        value={values.time_zone}
        error={faults.time_zone}
        onChange={(event) => set({ time_zone: event.currentTarget.value })}
      />
      <label className="settings-field">
        {text("settings.language")}
        <select value={values.language} onChange={(event) => set({ language: event.currentTarget.value })}>
          <option value="en">English</option>
          <option value="ru">Русский</option>
        </select>
      </label>
      <label className="settings-field">
        {text("settings.weekStarts")}
        <select
          value={values.week_starts}
          onChange={(event) => set({ week_starts: Number(event.currentTarget.value) })}
        >
          {[1, 6, 7].map((day) => (
            <option key={day} value={day}>
              {dayName(day)}
            </option>
          ))}
        </select>
      </label>
      <Button type="submit">{text("common.save")}</Button>
    </form>
  );
}
