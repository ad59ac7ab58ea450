import { createContext } from "react";

// The entities whose records are people, and therefore have round pictures.
export const PeopleEntities = createContext<ReadonlySet<string>>(new Set());
