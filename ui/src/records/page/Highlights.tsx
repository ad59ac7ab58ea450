import { useContext } from "react";
import { fieldOf, titleOf } from "@/api/meta";
import type { EntityMeta, RecordItem } from "@/api/types";
import { PeopleEntities } from "@/fields/contexts";
import { isEmpty } from "@/fields/fieldType";
import { fieldTypeOf } from "@/fields/registry";
import { Avatar, Monogram } from "@/kit/Avatar";
import { isLate } from "@/records/late";
import { useText } from "@/text";

interface HighlightsProps {
  entity: EntityMeta;
  record: RecordItem;
  // Without the big title, where a heading stands above already.
  compact?: boolean;
}

// Who or what this is, and the few facts that matter most: used on the page and in the preview.
export function Highlights({ entity, record, compact = false }: HighlightsProps) {
  const text = useText();
  const people = useContext(PeopleEntities);
  const title = titleOf(entity, record);
  const Picture = people.has(entity.name) ? Avatar : Monogram;
  const status = entity.roles.status ? fieldOf(entity, entity.roles.status) : undefined;
  const facts = (entity.roles.highlight ?? [])
    .filter((name) => name !== entity.roles.title && name !== entity.roles.status)
    .flatMap((name) => fieldOf(entity, name) ?? []);
  const StatusView = status && fieldTypeOf(status).View;
  return (
    <section
      className="highlights"
      aria-label={text("record.highlights")}
      data-compact={compact || undefined}
    >
      <div className="highlight-head">
        <Picture name={title} size={compact ? 32 : 44} />
        <div className="highlight-title">
          <bdi>{title}</bdi>
          {status && StatusView && !isEmpty(record[status.name]) && (
            <StatusView value={record[status.name]} field={status} record={record} />
          )}
        </div>
      </div>
      {facts.length > 0 && (
        <dl className="facts" data-three={facts.length % 3 === 0 || undefined}>
          {facts.map((field) => {
            const { View } = fieldTypeOf(field);
            const value = record[field.name];
            return (
              <div key={field.name}>
                <dt>{field.label}</dt>
                <dd>
                  {isEmpty(value) ? (
                    <span className="faint">—</span>
                  ) : (
                    <View value={value} field={field} record={record} late={isLate(entity, field, record)} />
                  )}
                </dd>
              </div>
            );
          })}
        </dl>
      )}
    </section>
  );
}
