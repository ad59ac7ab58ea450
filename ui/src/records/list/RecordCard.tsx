import { Link } from "@tanstack/react-router";
import { useContext } from "react";
import { fieldOf, titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem } from "@/api/types";
import { PeopleEntities } from "@/fields/contexts";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar, Monogram } from "@/kit/Avatar";
import { isLate } from "../late";

const factsMax = 3;

// A row of the list on a narrow screen: the title, the state, and the facts of the card.
export function RecordCard({ entity, record }: { entity: EntityMeta; record: RecordItem }) {
  const people = useContext(PeopleEntities);
  const { roles } = entity;
  const title = titleOf(entity, record);
  const Picture = people.has(entity.name) ? Avatar : Monogram;
  const names = [...(roles.card ?? roles.highlight ?? [])].filter(
    (name) => name !== roles.title && name !== roles.status,
  );
  const facts = names
    .flatMap((name) => fieldOf(entity, name) ?? [])
    .filter((field) => !isEmpty(record[field.name]))
    .slice(0, factsMax);
  const status = roles.status ? fieldOf(entity, roles.status) : undefined;
  const StatusView = status && fieldTypeOf(status).View;
  return (
    <Link to="/$entity/$id" params={{ entity: entity.name, id: record.id }} className="record-card">
      <span className="row">
        <Picture name={title} size={22} />
        <bdi className="grow truncate record-card-title">{title}</bdi>
        {status && StatusView && !isEmpty(record[status.name]) && (
          <StatusView value={record[status.name]} field={status} record={record} />
        )}
      </span>
      <span className="record-card-facts">
        {facts.map((field) => {
          const type = fieldTypeOf(field);
          // A link inside a link is no link: the text of the value does.
          const plain =
            field.type === "link" || field.type === "email" || field.type === "phone" || field.type === "url";
          return (
            <span key={field.name} className="truncate">
              {plain ? (
                <bdi>{type.text(record[field.name], field, record)}</bdi>
              ) : (
                <type.View
                  value={record[field.name]}
                  field={field}
                  record={record}
                  late={isLate(entity, field, record)}
                />
              )}
            </span>
          );
        })}
      </span>
    </Link>
  );
}
