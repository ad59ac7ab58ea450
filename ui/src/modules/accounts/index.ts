import { lazy } from "react";
import { withTexts } from "@/text";
import type { Module } from "../module";

const MergeDialog = lazy(() => import("@/records/merge/MergeDialog"));
const BriefDialog = lazy(() => import("./brief/BriefDialog"));

export const accounts: Module = {
  entity: "accounts",
  pages: { show: lazy(withTexts(["commerce"], () => import("./AccountPage"))) },
  dialogs: { merge: MergeDialog, prepare_brief: BriefDialog },
  ownPages: [{ path: "/brief", load: () => import("./brief/BriefPage") }],
};

export const contacts: Module = { entity: "contacts", dialogs: { merge: MergeDialog } };
export const tags: Module = { entity: "tags", dialogs: { merge: MergeDialog } };
