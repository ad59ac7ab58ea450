import { lazy } from "react";
import type { Module } from "../module";

export const accounts: Module = {
  entity: "accounts",
  pages: { show: lazy(() => import("./AccountPage")) },
};
