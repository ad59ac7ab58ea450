import { IconCoins } from "@tabler/icons-react";
import { lazy } from "react";
import type { Module } from "../module";

export const invoices: Module = {
  entity: "invoices",
  pages: { show: lazy(() => import("./InvoicePage")) },
  moves: { sent: "send", disputed: "dispute", written_off: "write_off", cancelled: "cancel" },
  dialogs: { credit: lazy(() => import("./CreditDialog")) },
};

export const payments: Module = {
  entity: "payments",
  moves: { allocated: "allocate", returned: "refund" },
  dialogs: { allocate: lazy(() => import("./AllocateDialog")) },
};

export const receivables: Module = {
  ownPages: [
    {
      path: "/receivables",
      load: () => import("./ReceivablesPage"),
      menu: { label: "receivables", icon: IconCoins, place: "insight", report: "receivables" },
    },
  ],
};
