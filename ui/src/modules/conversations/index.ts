import { IconCalendarEvent, IconChecklist, IconNote, IconPhone } from "@tabler/icons-react";
import type { Module } from "../module";

// What people write down about their dialogue with a client, wherever they stand.
export const conversations: Module = {
  entity: "activities",
  composers: [
    { name: "note", icon: IconNote, entity: "notes", text: "text", fields: [] },
    {
      name: "call",
      icon: IconPhone,
      entity: "activities",
      title: "subject",
      text: "outcome",
      fields: ["result"],
      // A call that is written down has taken place.
      values: { kind: "call", status: "done" },
    },
    {
      name: "meeting",
      icon: IconCalendarEvent,
      entity: "activities",
      title: "subject",
      text: "description",
      fields: ["starts_at"],
      values: { kind: "meeting" },
    },
    {
      name: "task",
      icon: IconChecklist,
      entity: "activities",
      title: "subject",
      text: "description",
      fields: ["due_on"],
      values: { kind: "task" },
    },
  ],
};
