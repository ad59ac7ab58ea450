import base from "./base.en";
import commerce from "./en/commerce";
import imports from "./en/imports";
import reports from "./en/reports";
import roles from "./en/roles";
import schema from "./en/schema";
import settings from "./en/settings";

// Every word that the page says by itself. Labels of entities, fields and choices come with the meta.
const en = { ...base, commerce, imports, reports, roles, schema, settings };

export type Texts = typeof en;

export default en;
