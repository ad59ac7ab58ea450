import { IconHome } from "@tabler/icons-react";
import type { Module } from "../module";

export const today: Module = {
  ownPages: [
    {
      path: "/today",
      load: () => import("./TodayPage"),
      menu: { label: "today", icon: IconHome, place: "top", keys: "KeyG KeyT" },
    },
  ],
};
