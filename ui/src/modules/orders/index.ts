import { lazy } from "react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const orders: Module = {
  entity: "orders",
  pages: { show: lazy(withTexts(["commerce"], () => import("./OrderPage"))) },
  moves: { confirmed: "confirm", delivered: "deliver", in_delivery: "deliver", cancelled: "cancel" },
  dialogs: {
    deliver: lazy(withTexts(["commerce"], () => import("./DeliverDialog"))),
    invoice: lazy(withTexts(["commerce"], () => import("./InvoiceOrderDialog"))),
  },
};
