import type { ComponentType } from "react";
import { handMade } from "@/records/handMade";
import { accounts, contacts, tags } from "./accounts";
import { invoices, payments, receivables } from "./billing";
import { contracts, obligations } from "./contracts";
import { conversations } from "./conversations";
import { deals } from "./deals";
import { imports } from "./imports";
import type { Module, OwnPage, WidgetProps } from "./module";
import { offers } from "./offers";
import { orders } from "./orders";
import { prospecting } from "./prospecting";
import { reports } from "./reports";
import { settings } from "./settings";
import { today } from "./today";

// The table of contents of the hand-made pages.
export const modules: Module[] = [
  today,
  accounts,
  contacts,
  tags,
  prospecting,
  deals,
  offers,
  contracts,
  obligations,
  orders,
  invoices,
  payments,
  conversations,
  imports,
  reports,
  receivables,
  settings,
];

export function moduleOf(entity: string): Module | undefined {
  return modules.find((module) => module.entity === entity);
}

export const ownPages: OwnPage[] = modules.flatMap((module) => module.ownPages ?? []);

handMade.composers = modules.flatMap((module) => module.composers ?? []);
for (const module of modules) {
  if (!module.entity) continue;
  handMade.moves[module.entity] = module.moves;
  handMade.dialogs[module.entity] = module.dialogs;
}

export const widgets: Record<string, ComponentType<WidgetProps>> = Object.assign(
  {},
  ...modules.map((module) => module.widgets ?? {}),
);
