// What the structure check knows about this project: the tables that a change of the house has to touch.

// Each room of src/ and the rooms that it may include. Includes point down only; http stands beside the others.
const storeys = ["base", "db", "model", "records", "jobs", "modules"];
export const rooms = {
  ...Object.fromEntries(storeys.map((room, floor) => [room, storeys.slice(0, floor + 1)])),
  http: ["base", "http"],
  api: [...storeys, "http", "api"],
  app: [...storeys, "http", "api", "app"],
};

// The page's rooms under ui/src/, from the ground up: a room imports from its own floor and those below. Text and api
// share the ground floor.
export const pageFloors = { text: 0, api: 0, kit: 1, fields: 2, records: 3, modules: 4, app: 5 };

export const lineLimit = 600;
export const columnLimit = 120;

// Files that are longer than the limit, with the length that they may not exceed. The list only gets shorter.
export const longFiles = {};

// A unit that includes Beast takes a quarter of a minute to compile.
export const beastUnitLimit = 4;

// Made by a program, so nobody reads them line by line.
export const generated = [/^ui\/src\/api\/schema\.ts$/, /(^|\/)golden\//, /package-lock\.json$/, /^tests\/data\//];

// Names that say nothing, so that everything ends up under them.
export const drawers =
  /^(utils?|utilities|misc|miscellaneous|helpers?|common|core|shared|services|managers?|stuff|tools)$/i;
