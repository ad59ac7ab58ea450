import base from "./base.ru";
import commerce from "./ru/commerce";
import imports from "./ru/imports";
import reports from "./ru/reports";
import roles from "./ru/roles";
import schema from "./ru/schema";
import settings from "./ru/settings";

// Only tests and tools read all of it at once; the page takes what it needs (text/index.ts).
const ru = { ...base, commerce, imports, reports, roles, schema, settings };

export default ru;
