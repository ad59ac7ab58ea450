import { lazy } from "react";
import type { Module } from "../module";

export const orders: Module = {
  entity: "orders",
  pages: { show: lazy(() => import("./OrderPage")) },
  moves: { confirmed: "confirm", delivered: "deliver", in_delivery: "deliver", cancelled: "cancel" },
  dialogs: {
    deliver: lazy(() => import("./DeliverDialog")),
    invoice: lazy(() => import("./InvoiceOrderDialog")),
  },
};
