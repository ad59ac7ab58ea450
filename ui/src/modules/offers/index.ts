import { lazy } from "react";
import type { Module } from "../module";

export const offers: Module = {
  entity: "offers",
  pages: { show: lazy(() => import("./OfferPage")) },
  moves: { sent: "send", accepted: "accept", declined: "decline", replaced: "revise" },
  dialogs: {
    accept: lazy(() => import("./AcceptDialog")),
    revise: lazy(() => import("./ReviseDialog")),
  },
};
