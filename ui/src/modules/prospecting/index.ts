import { lazy } from "react";
import type { Module } from "../module";

export const prospecting: Module = {
  entity: "enquiries",
  // Both ends are acted out: one makes a client, the other asks why not.
  moves: { qualified: "qualify", dismissed: "dismiss" },
  dialogs: { qualify: lazy(() => import("./QualifyDialog")) },
};
