import { Button } from "@mantine/core";
import { IconPrinter } from "@tabler/icons-react";
import { useQuery } from "@tanstack/react-query";
import { Link, useSearch } from "@tanstack/react-router";
import { send } from "@/api/client";
import { fieldOf, titleOf, useEntity } from "@/api/meta";
import type { RecordItem } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { ErrorState } from "@/kit/ErrorState";
import { NotFound } from "@/kit/NotFound";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatDay } from "@/text/format";
import "./brief.css";

interface Brief {
  account: RecordItem;
  activity?: RecordItem;
  made_at: string;
  [part: string]: unknown;
}

// The parts of a brief in the order in which one reads them, with the fields of each.
const parts = [
  {
    name: "people",
    entity: "positions",
    fields: ["contact", "title", "buying_role", "attitude", "last_contact_at"],
  },
  { name: "nuances", entity: "nuances", fields: ["text", "kind", "importance", "contact"] },
  { name: "deals", entity: "deals", fields: ["name", "stage", "amount", "closes_on", "next_step"] },
  { name: "planned", entity: "activities", fields: ["planned_on", "kind", "subject", "place", "owner"] },
  { name: "talks", entity: "activities", fields: ["completed_at", "kind", "subject", "outcome"] },
  { name: "notes", entity: "notes", fields: ["text", "owner"] },
  { name: "offers", entity: "offers", fields: ["number", "name", "total", "valid_until"] },
  { name: "contracts", entity: "contracts", fields: ["number", "name", "amount", "ends_on"] },
  { name: "orders", entity: "orders", fields: ["title", "total", "promised_on", "delivered_percent"] },
  { name: "invoices", entity: "invoices", fields: ["number", "open_amount", "due_on"] },
] as const;

const facts = [
  "segment",
  "tier",
  "status",
  "industry",
  "owner",
  "phone",
  "email",
  "website",
  "legal_address",
];
const money = ["open_deal_amount", "receivable_amount", "last_contact_at", "next_step", "next_step_on"];
const visit = ["kind", "starts_at", "due_on", "place", "purpose", "owner", "agenda"];

// One page about a client, to be read or printed before one goes there.
export default function BriefPage() {
  const text = useText();
  const { of = "accounts", id } = useSearch({ strict: false }) as { of?: string; id?: string };
  const { data, error, refetch } = useQuery({
    queryKey: ["brief", of, id],
    queryFn: async ({ signal }) =>
      (await send<{ brief: Brief }>(`/${of}/${id}/prepare_brief`, { method: "POST", body: {}, signal })).data
        .brief,
    enabled: id !== undefined,
  });
  const accounts = useEntity("accounts");
  if (!id || !accounts) return <NotFound />;
  if (error) return <ErrorState isPage error={error} retry={() => void refetch()} />;
  if (!data) return <SkeletonLines count={12} />;
  return (
    <article className="brief">
      <header className="row">
        <div className="grow">
          <h1>
            <Link to="/$entity/$id" params={{ entity: "accounts", id: data.account.id }}>
              <bdi>{titleOf(accounts, data.account)}</bdi>
            </Link>
          </h1>
          <p className="faint">{text("brief.made", { day: formatDay(data.made_at.slice(0, 10)) })}</p>
        </div>
        <Button
          className="no-print"
          variant="default"
          leftSection={<IconPrinter size={15} />}
          onClick={() => window.print()}
        >
          {text("brief.print")}
        </Button>
      </header>
      <FactList entity="accounts" record={data.account} names={[...facts, ...money]} />
      {data.activity && (
        <section>
          <h2>{titleOf(undefined, { id: "", title: data.activity.subject })}</h2>
          <FactList entity="activities" record={data.activity} names={visit} />
        </section>
      )}
      {parts.map((part) => (
        <BriefPart key={part.name} {...part} rows={data[part.name]} />
      ))}
    </article>
  );
}

function FactList({
  entity,
  record,
  names,
}: {
  entity: string;
  record: RecordItem;
  names: readonly string[];
}) {
  const meta = useEntity(entity);
  if (!meta) return null;
  const shown = names
    .flatMap((name) => fieldOf(meta, name) ?? [])
    .filter((field) => !isEmpty(record[field.name]));
  return (
    <dl className="brief-facts">
      {shown.map((field) => {
        const { View } = fieldTypeOf(field);
        return (
          <div key={field.name}>
            <dt>{field.label}</dt>
            <dd>
              <View value={record[field.name]} field={field} record={record} />
            </dd>
          </div>
        );
      })}
    </dl>
  );
}

interface BriefPartProps {
  name: (typeof parts)[number]["name"];
  entity: string;
  fields: readonly string[];
  rows: unknown;
}

function BriefPart({ name, entity, fields, rows }: BriefPartProps) {
  const text = useText();
  const meta = useEntity(entity);
  const records = Array.isArray(rows) ? (rows as RecordItem[]) : [];
  if (!meta || records.length === 0) return null;
  // A column in which nothing is said takes the room of those in which something is.
  const shown = fields
    .flatMap((field) => fieldOf(meta, field) ?? [])
    .filter((field) => records.some((record) => !isEmpty(record[field.name])));
  return (
    <section>
      <h2>{text(`brief.${name}`)}</h2>
      <table>
        <thead>
          <tr>
            {shown.map((field) => (
              <th key={field.name} scope="col">
                {field.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {records.map((record) => (
            <tr key={record.id}>
              {shown.map((field) => {
                const { View } = fieldTypeOf(field);
                return (
                  <td key={field.name}>
                    {!isEmpty(record[field.name]) && (
                      <View value={record[field.name]} field={field} record={record} />
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
