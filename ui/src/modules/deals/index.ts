import type { Module } from "../module";

export const deals: Module = {
  entity: "deals",
  // Winning and losing are acted out, so that they ask what reports want to know.
  moves: { won: "win", lost: "lose" },
};
