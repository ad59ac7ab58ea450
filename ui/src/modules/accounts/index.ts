import { lazy } from "react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const accounts: Module = {
  entity: "accounts",
  pages: { show: lazy(withTexts(["commerce"], () => import("./AccountPage"))) },
};
