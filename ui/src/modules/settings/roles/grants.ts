import type { EntityMeta, Json, Level, RecordItem, RecordValues } from "@/api/types";

// The rights of a role as a flat table, "grants/accounts/read" -> "own": two versions of a role can then be
// compared, and two people's changes laid together, cell by cell.
export type Cells = Readonly<Record<string, string>>;
// What was changed in a table; null takes the cell away.
export type Edits = Readonly<Record<string, string | null>>;

export const verbs = ["read", "create", "update", "delete", "export"] as const;
export type Verb = (typeof verbs)[number];
export const levels: readonly Level[] = ["none", "own", "team", "subtree", "all"];
export const accesses = ["hidden", "read", "write"] as const;
export type Access = (typeof accesses)[number];

// Stands for whatever a role does not name.
export const others = "*";

interface Grant {
  [verb: string]: Json;
}

const named = (entity: string) => `grants/${entity}`;
export const levelKey = (entity: string, verb: Verb) => `grants/${entity}/${verb}`;
export const actionKey = (entity: string, action: string) => `grants/${entity}/actions/${action}`;
export const fieldKey = (entity: string, field: string) => `grants/${entity}/fields/${field}`;
export const rightKey = (right: string) => `rights/${right}`;
export const exportLimitKey = "limits/export_rows";

export function cellsOf(role: RecordItem): Cells {
  const cells: Record<string, string> = {
    name: String(role.name ?? ""),
    description: String(role.description ?? ""),
  };
  for (const [entity, grant] of Object.entries((role.grants ?? {}) as Record<string, Grant>)) {
    // An entity with an empty grant is not the same as one that is not named: it may nothing.
    cells[named(entity)] = "named";
    for (const [name, value] of Object.entries(grant)) {
      if (typeof value === "string") cells[`grants/${entity}/${name}`] = value;
      else
        for (const [inner, level] of Object.entries((value ?? {}) as Record<string, string>))
          cells[`grants/${entity}/${name}/${inner}`] = level;
    }
  }
  for (const right of (role.rights ?? []) as string[]) cells[rightKey(right)] = "yes";
  for (const [limit, value] of Object.entries((role.limits ?? {}) as Record<string, number>))
    cells[`limits/${limit}`] = String(value);
  return cells;
}

// What is sent to the server; the opposite of cellsOf.
export function roleOf(cells: Cells): RecordValues {
  const grants: Record<string, Record<string, Json>> = {};
  const rights: string[] = [];
  const limits: Record<string, number> = {};
  for (const [path, value] of Object.entries(cells)) {
    const [room, name = "", inner, leaf] = path.split("/");
    if (room === "rights") rights.push(name);
    else if (room === "limits") limits[name] = Number(value);
    else if (room === "grants") {
      grants[name] ??= {};
      const grant = grants[name];
      if (leaf !== undefined && inner !== undefined)
        grant[inner] = { ...(grant[inner] as Record<string, string> | undefined), [leaf]: value };
      else if (inner !== undefined) grant[inner] = value;
    }
  }
  return {
    name: cells.name ?? "",
    description: cells.description || null,
    grants: grants as Json,
    rights,
    limits: limits as Json,
  };
}

export function withEdits(cells: Cells, edits: Edits): Cells {
  const next: Record<string, string> = { ...cells };
  for (const [path, value] of Object.entries(edits)) {
    if (value === null) delete next[path];
    else next[path] = value;
  }
  return next;
}

// Only what differs, so that a change that was taken back is no change.
export function editsBetween(before: Cells, after: Cells): Edits {
  const paths = new Set([...Object.keys(before), ...Object.keys(after)]);
  return Object.fromEntries(
    [...paths].filter((path) => before[path] !== after[path]).map((path) => [path, after[path] ?? null]),
  );
}

// Cells that two people changed in different ways since they both read the role.
export function clashesOf(before: Cells, mine: Edits, theirs: Cells): string[] {
  return Object.keys(mine).filter(
    (path) => theirs[path] !== before[path] && (theirs[path] ?? null) !== mine[path],
  );
}

export function isNamed(cells: Cells, entity: string): boolean {
  return cells[named(entity)] !== undefined;
}

export function levelOf(cells: Cells, entity: string, verb: Verb): Level {
  const from = isNamed(cells, entity) ? entity : others;
  return (cells[levelKey(from, verb)] ?? "none") as Level;
}

// From here on the entity has its own rights, beginning with those that it had.
function havingOwn(cells: Cells, entity: string): Cells {
  if (isNamed(cells, entity)) return cells;
  const next: Record<string, string> = { ...cells, [named(entity)]: "named" };
  for (const verb of verbs) next[levelKey(entity, verb)] = levelOf(cells, others, verb);
  return next;
}

export function withCell(cells: Cells, entity: string, path: string, value: string | null): Cells {
  return withEdits(havingOwn(cells, entity), { [path]: value });
}

// The entity follows "everything else" again.
export function withoutEntity(cells: Cells, entity: string): Cells {
  const own = named(entity);
  return Object.fromEntries(
    Object.entries(cells).filter(([path]) => path !== own && !path.startsWith(`${own}/`)),
  );
}

// Lines follow their parent, so they have a row only where a role says otherwise.
export function hasRow(entity: EntityMeta, cells: Cells): boolean {
  return !entity.traits?.includes("lines") || isNamed(cells, entity.name);
}
