import { IconChartBar } from "@tabler/icons-react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const reports: Module = {
  ownPages: [
    {
      path: "/reports",
      load: withTexts(["reports"], () => import("./ReportsPage")),
      menu: { label: "reports", icon: IconChartBar, place: "insight" },
    },
    { path: "/reports/$name", load: withTexts(["reports"], () => import("./ReportPage")) },
  ],
};
