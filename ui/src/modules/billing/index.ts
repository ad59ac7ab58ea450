import { IconCoins } from "@tabler/icons-react";
import { lazy } from "react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const invoices: Module = {
  entity: "invoices",
  pages: { show: lazy(withTexts(["commerce", "reports"], () => import("./InvoicePage"))) },
  moves: { sent: "send", disputed: "dispute", written_off: "write_off", cancelled: "cancel" },
  dialogs: { credit: lazy(withTexts(["commerce", "reports"], () => import("./CreditDialog"))) },
};

export const payments: Module = {
  entity: "payments",
  moves: { allocated: "allocate", returned: "refund" },
  dialogs: { allocate: lazy(withTexts(["commerce", "reports"], () => import("./AllocateDialog"))) },
};

export const receivables: Module = {
  ownPages: [
    {
      path: "/receivables",
      load: withTexts(["commerce", "reports"], () => import("./ReceivablesPage")),
      menu: { label: "receivables", icon: IconCoins, place: "insight", report: "receivables" },
    },
  ],
};
