import { IconSettings } from "@tabler/icons-react";
import type { Module } from "../module";

export const settings: Module = {
  ownPages: [
    {
      path: "/settings",
      load: () => import("./SettingsPage"),
      menu: { label: "settings", icon: IconSettings, place: "foot" },
    },
  ],
};
