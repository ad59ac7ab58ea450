// What travels on the wire. What is the same in every workspace comes from the contract; what the contract leaves open,
// because the meta tells it, is said here.

import type { components } from "./schema";

type Contract = components["schemas"];

export type FieldTypeName =
  | "text"
  | "long_text"
  | "rich_text"
  | "whole"
  | "number"
  | "percent"
  | "money"
  | "day"
  | "instant"
  | "duration"
  | "flag"
  | "choice"
  | "choices"
  | "link"
  | "links"
  | "email"
  | "phone"
  | "url"
  | "address"
  | "file"
  | "json"
  | "id";

export type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

export interface LinkValue {
  id: string;
  title: string;
  key?: string;
  deleted?: boolean;
  hidden?: false;
  record?: RecordValues;
}

// A target that the reader may not see.
export interface HiddenLink {
  hidden: true;
}

export type AnyLink = LinkValue | HiddenLink;

export interface AddressValue {
  street: string | null;
  street2: string | null;
  city: string | null;
  region: string | null;
  postal_code: string | null;
  country: string | null;
}

export interface FileValue {
  id: string;
  name: string;
  size: number;
  type: string;
}

export type Value =
  | null
  | undefined
  | boolean
  | number
  | string
  | string[]
  | AnyLink
  | AnyLink[]
  | AddressValue
  | FileValue
  | Json
  | RecordValues
  | RecordValues[];

export interface RecordValues {
  [field: string]: Value;
}

export interface RecordRights {
  update?: boolean;
  delete?: boolean;
  actions?: string[];
}

export interface RecordItem extends RecordValues {
  id: string;
  version: number;
}

export interface RecordPage {
  items: RecordItem[];
  next_page_token: string | null;
  total?: number;
  total_estimated?: boolean;
  offset?: number;
}

export interface Choice {
  // Choices of a link to a keyed entity have id and key, those of a choice field have value.
  value?: string;
  id?: string;
  key?: string;
  label: string;
  colour?: string | null;
  icon?: string | null;
  retired?: boolean;
  pipeline?: string;
  status?: string;
  probability?: string | null;
  days_until_rot?: number | null;
  requires?: string[];
}

export interface FieldMeta {
  name: string;
  type: FieldTypeName;
  label: string;
  help?: string | null;
  required?: boolean;
  required_when?: string | null;
  read_only?: boolean;
  unique?: boolean;
  max?: number | null;
  min?: string | number | null;
  default?: Json;
  searchable?: boolean;
  sortable?: boolean;
  filter?: string[];
  custom?: boolean;
  write?: boolean;
  computed?: string | null;
  entity?: string;
  choices?: Choice[];
  currency?: string;
  base?: string;
  aggregates?: AggregateName[];
}

export type AggregateName = "sum" | "avg" | "min" | "max";

export interface RelationMeta {
  name: string;
  entity: string;
  via?: string;
  through?: string;
  kind: "one" | "many";
  label: string;
  columns?: string[];
}

export interface ActionMeta {
  name: string;
  label: string;
  icon?: string | null;
  when?: string | null;
  confirm?: boolean;
  bulk?: boolean;
  undoable?: boolean;
  // What one does most of the time, and what one had better think about.
  style?: "primary" | "danger" | null;
  input?: FieldMeta[];
}

export interface ViewColumn {
  field: string;
  width?: number;
  pinned?: boolean;
}

export interface ViewMeta {
  id: string;
  name: string;
  kind: "list" | "board" | "calendar" | "map";
  filter?: string | null;
  order_by?: string | null;
  group_by?: string | null;
  columns?: (ViewColumn | string)[] | null;
  aggregates?: Record<string, AggregateName> | null;
  density?: "compact" | "comfortable" | null;
  shared?: boolean;
  visibility?: "private" | "shared";
  pinned?: boolean;
  version?: number;
}

export type LayoutPart =
  | { widget: string }
  | { section: string; label: string; fields: string[] }
  | { related: string };

export interface Roles {
  title?: string;
  status?: string;
  amount?: string;
  currency?: string;
  owner?: string;
  closes_on?: string;
  probability?: string;
  health?: string;
  parent?: string;
  highlight?: string[];
  card?: string[];
}

export type Level = "none" | "own" | "team" | "subtree" | "all";

export interface EntityMeta {
  name: string;
  singular: string;
  module?: string;
  hidden?: boolean;
  custom?: boolean;
  keyed?: boolean;
  label: { one: string; many: string };
  icon?: string | null;
  colour?: string | null;
  traits?: string[];
  roles: Roles;
  fields: FieldMeta[];
  relations?: RelationMeta[];
  lifecycle?: { field: string; moves?: Json } | null;
  actions?: ActionMeta[];
  layouts?: { record?: LayoutPart[]; form?: string[] };
  views?: ViewMeta[];
  permissions: Partial<Record<"read" | "create" | "update" | "delete" | "export", Level>>;
  limits?: Record<string, number>;
}

export interface WorkspaceMeta {
  name: string;
  currency: string;
  time_zone: string;
  week_starts?: string | number;
  languages?: string[];
}

export interface Meta {
  version: string | number;
  language: string;
  workspace: WorkspaceMeta;
  me: Json;
  entities: EntityMeta[];
  reports?: { name: string; label: string; parameters?: Json }[];
  limits?: Record<string, number>;
}

export type User = Omit<Contract["Me"], "role" | "department"> & {
  role?: AnyLink | string | null;
  department?: AnyLink | string | null;
};

export interface Session {
  user: User;
  workspace: { name: string; currency: string; time_zone: string };
  via?: string;
}

export interface AggregateGroup {
  count: number;
  filter: string | null;
  sum?: Record<string, string | number | null>;
  avg?: Record<string, string | number | null>;
  min?: Record<string, Value>;
  max?: Record<string, Value>;
  [key: string]: Value | Record<string, Value>;
}

export interface AggregateAnswer {
  groups: AggregateGroup[];
  currency?: string;
  truncated?: boolean;
  unconverted?: Record<string, number>;
}

export interface SearchHit {
  id: string;
  title: string;
  subtitle?: string | null;
  highlights?: { field: string; parts: string[] }[];
}

export interface SearchAnswer {
  groups: { entity: string; label: string; items: SearchHit[]; more?: boolean }[];
  took_ms?: number;
}

export type ActionAnswer = Contract["ActionAnswer"] & { record?: RecordItem; warnings?: string[] };

export type Job = Omit<Contract["BackgroundJob"], "progress" | "result" | "problem"> & {
  progress?: { done: number; total: number | null; unit?: string } | null;
  result?: { changed?: number; unchanged?: number; refused?: number | Json } | null;
  problem?: ProblemBody | null;
};

export type ProblemField = NonNullable<Contract["Problem"]["fields"]>[number];

// A proxy on the way may answer with less than the contract says.
export type ProblemBody = Partial<Contract["Problem"]> & {
  changed_by?: AnyLink | null;
  changed_at?: string;
  changed_fields?: string[];
  // Of a record in the bin: the one that it was merged into.
  merged_into?: LinkValue;
};

export interface StreamEvent {
  entity: string;
  id?: string;
  version?: number;
  fields?: string[];
  by?: AnyLink;
  change?: string;
  at?: string;
  many?: boolean;
}
