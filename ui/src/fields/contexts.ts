import { createContext } from "react";

// What every cell needs to know and no cell should ask for: told once, by the shell.

// The currency of the workspace, for amounts that have none of their own.
export const WorkspaceCurrency = createContext("EUR");

// The entities whose records are people, and therefore have round pictures.
export const PeopleEntities = createContext<ReadonlySet<string>>(new Set());
