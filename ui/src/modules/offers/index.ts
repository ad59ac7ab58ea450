import { lazy } from "react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const offers: Module = {
  entity: "offers",
  pages: { show: lazy(withTexts(["commerce"], () => import("./OfferPage"))) },
  moves: { sent: "send", accepted: "accept", declined: "decline", replaced: "revise" },
  dialogs: {
    accept: lazy(withTexts(["commerce"], () => import("./AcceptDialog"))),
    revise: lazy(withTexts(["commerce"], () => import("./ReviseDialog"))),
  },
};
