import { IconChartBar } from "@tabler/icons-react";
import type { Module } from "../module";

export const reports: Module = {
  ownPages: [
    {
      path: "/reports",
      load: () => import("./ReportsPage"),
      menu: { label: "reports", icon: IconChartBar, place: "insight" },
    },
    { path: "/reports/$name", load: () => import("./ReportPage") },
  ],
};
