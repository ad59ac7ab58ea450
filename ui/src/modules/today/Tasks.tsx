import { Button } from "@mantine/core";
import { IconChecklist, IconPlus } from "@tabler/icons-react";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { allowed, titleOf, useEntity } from "@/api/meta";
import type { RecordItem } from "@/api/types";
import { useUndo } from "@/api/undo";
import { useWrites } from "@/api/writes";
import { isLink } from "@/fields/link/LinkView";
import { EmptyState } from "@/kit/EmptyState";
import { toastError, toastUndo } from "@/kit/toast";
import { openCreate } from "@/records/form/createState";
import { useText } from "@/text";
import { daysUntil, formatDayNear, todayText } from "@/text/format";
import { todayKey } from "./todayData";

export function Tasks({ items }: { items: RecordItem[] }) {
  const text = useText();
  const activities = useEntity("activities");
  const mayCreate = activities !== undefined && allowed(activities, "create");
  const add = () =>
    openCreate({
      entity: "activities",
      values: { kind: "task", due_on: todayText() },
      onCreated: () => {},
    });
  return (
    <section>
      <div className="row today-heading">
        <h2 className="grow">{text("today.taskList")}</h2>
        {mayCreate && items.length > 0 && (
          <button
            type="button"
            className="plain icon-button"
            aria-label={text("today.addTask")}
            onClick={add}
          >
            <IconPlus size={15} />
          </button>
        )}
      </div>
      <div className="card">
        {items.length === 0 && (
          <EmptyState
            icon={<IconChecklist size={20} />}
            title={text("today.tasksNone")}
            text={text("today.tasksNoneText")}
          >
            {mayCreate && (
              <Button variant="default" leftSection={<IconPlus size={14} />} onClick={add}>
                {text("today.addTask")}
              </Button>
            )}
          </EmptyState>
        )}
        <ul className="plain-list tasks">
          {items.map((item) => (
            <TaskRow key={item.id} item={item} />
          ))}
        </ul>
      </div>
    </section>
  );
}

function TaskRow({ item }: { item: RecordItem }) {
  const text = useText();
  const client = useQueryClient();
  const activities = useEntity("activities");
  const { act } = useWrites();
  const undo = useUndo();
  const [done, setDone] = useState(false);
  const title = titleOf(activities, item);
  const due = typeof item.due_on === "string" ? item.due_on : null;
  const late = due !== null && daysUntil(due) < 0;

  const complete = async () => {
    setDone(true);
    try {
      const { change } = await act("activities", item.id, "complete", {});
      const takeBack = async () => {
        if (change) await undo(change);
        setDone(false);
        await client.invalidateQueries({ queryKey: todayKey });
      };
      toastUndo(text("today.completed", { name: title }), takeBack);
    } catch (error) {
      setDone(false);
      toastError(error);
    }
  };

  return (
    <li>
      <input
        type="checkbox"
        className="check round"
        checked={done}
        disabled={done}
        aria-label={text("today.complete", { name: title })}
        onChange={() => void complete()}
      />
      <span className="grow">
        <Link
          className={done ? "truncate task-title struck" : "truncate task-title"}
          to="/$entity/$id"
          params={{ entity: "activities", id: item.id }}
        >
          <bdi>{title}</bdi>
        </Link>
        {isLink(item.account) && <bdi className="truncate faint agenda-about">{item.account.title}</bdi>}
      </span>
      {due && (
        <span className={late ? "num overdue" : "num faint"}>
          {daysUntil(due) === 0 ? text("today.dueToday") : formatDayNear(due)}
        </span>
      )}
    </li>
  );
}
