import { IconFileImport } from "@tabler/icons-react";
import { withTexts } from "@/text";
import type { Module } from "../module";

const load = withTexts(["imports"], () => import("./ImportPage"));

export const imports: Module = {
  ownPages: [
    { path: "/import", load, menu: { label: "import", icon: IconFileImport, place: "foot" } },
    { path: "/import/$entity", load },
  ],
};
