import { IconCalendarEvent, IconChecklist, IconNote, IconPhone } from "@tabler/icons-react";
import { lazy } from "react";
import type { Module } from "../module";

// What people write down about their dialogue with a client, wherever they stand.
export const conversations: Module = {
  entity: "activities",
  // A visit is prepared with the page of its client.
  dialogs: { prepare_brief: lazy(() => import("../accounts/brief/BriefDialog")) },
  composers: [
    { name: "note", icon: IconNote, entity: "notes", text: "text", fields: ["is_private"] },
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
