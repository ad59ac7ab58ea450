import { lazy } from "react";
import type { Module } from "../module";

export const contracts: Module = {
  entity: "contracts",
  pages: { show: lazy(() => import("./ContractPage")) },
  moves: { sent: "send", signed: "sign", suspended: "suspend", terminated: "terminate" },
  dialogs: { call_off: lazy(() => import("./CallOffDialog")) },
};

export const obligations: Module = {
  entity: "obligations",
  moves: { done: "fulfil", waived: "waive" },
};
