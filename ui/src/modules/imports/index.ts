import { IconFileImport } from "@tabler/icons-react";
import type { Module } from "../module";

const load = () => import("./ImportPage");

export const imports: Module = {
  ownPages: [
    { path: "/import", load, menu: { label: "import", icon: IconFileImport, place: "foot" } },
    { path: "/import/$entity", load },
  ],
};
