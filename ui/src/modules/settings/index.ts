import { IconSettings } from "@tabler/icons-react";
import { withTexts } from "@/text";
import type { Module } from "../module";

export const settings: Module = {
  ownPages: [
    {
      path: "/settings",
      load: withTexts(["settings", "roles", "schema"], () => import("./SettingsPage")),
      menu: { label: "settings", icon: IconSettings, place: "foot" },
    },
  ],
};
