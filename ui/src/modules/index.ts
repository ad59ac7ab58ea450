import type { ComponentType } from "react";
import type { Module, OwnPage, WidgetProps } from "./module";

// The table of contents of the hand-made pages.
export const modules: Module[] = [];

export function moduleOf(entity: string): Module | undefined {
  return modules.find((module) => module.entity === entity);
}

export const ownPages: OwnPage[] = modules.flatMap((module) => module.ownPages ?? []);

export const widgets: Record<string, ComponentType<WidgetProps>> = Object.assign(
  {},
  ...modules.map((module) => module.widgets ?? {}),
);
