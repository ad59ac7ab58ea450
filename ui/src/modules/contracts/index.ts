import { IconCalendarDue } from "@tabler/icons-react";
import { lazy } from "react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const contracts: Module = {
  entity: "contracts",
  pages: { show: lazy(withTexts(["commerce"], () => import("./ContractPage"))) },
  moves: { sent: "send", signed: "sign", suspended: "suspend", terminated: "terminate" },
  dialogs: { call_off: lazy(withTexts(["commerce"], () => import("./CallOffDialog"))) },
};

export const obligations: Module = {
  entity: "obligations",
  ownPages: [
    {
      path: "/obligation-calendar",
      load: withTexts(["commerce"], () => import("./ObligationCalendarPage")),
      menu: { label: "obligations", icon: IconCalendarDue, place: "insight", entity: "obligations" },
    },
  ],
  moves: { done: "fulfil", waived: "waive" },
};
