import { Link } from "@tanstack/react-router";
import { fieldOf, titleOf } from "@/api/meta";
import { useRecord, useRecords } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar } from "@/kit/Avatar";
import { broughtRows } from "./RelatedTab";
import type { Related } from "./relations";

const shownMax = 6;

interface ShortListProps {
  entity: EntityMeta;
  record: RecordItem;
  related: Related;
}

// A few people beside the record, each with one line that says who he is.
export function ShortList({ entity, record, related }: ShortListProps) {
  const { relation, target, filter } = related;
  const listed = useRecords(
    target.name,
    { filter: filter ?? "", page_size: shownMax },
    { enabled: filter !== null },
  );
  const brought = useRecord(entity.name, record.id, { include: relation.name, enabled: filter === null });
  const rows = filter === null ? broughtRows(brought.data, relation.name) : (listed.data?.items ?? []);
  if (rows.length === 0) return null;
  const caption = (target.roles.card ?? target.roles.highlight ?? [])
    .flatMap((name) => fieldOf(target, name) ?? [])
    .find((field) => field.type === "text" && field.name !== target.roles.title);
  return (
    <section className="section" aria-label={relation.label}>
      <header className="row">
        <h2 className="grow">{relation.label}</h2>
      </header>
      <ul className="short-list">
        {rows.slice(0, shownMax).map((row) => {
          const name = titleOf(target, row);
          return (
            <li key={row.id} className="row">
              <Avatar name={name} size={28} />
              <span className="grow short-words">
                <Link
                  to="/$entity/$id"
                  params={{ entity: target.name, id: row.id }}
                  className="truncate reach"
                >
                  <bdi>{name}</bdi>
                </Link>
                {caption && !isEmpty(row[caption.name]) && (
                  <span className="faint truncate">
                    {fieldTypeOf(caption).text(row[caption.name], caption, row)}
                  </span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}
