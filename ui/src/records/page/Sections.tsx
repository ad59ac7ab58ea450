import { Fragment, type ReactNode, useState } from "react";
import { fieldOf } from "@/api/meta";
import type { EntityMeta, FieldMeta, RecordItem } from "@/api/types";
import { isEmpty } from "@/fields/fieldType";
import { useText } from "@/text";
import { InlineField } from "./InlineField";

interface SectionsProps {
  entity: EntityMeta;
  record: RecordItem;
  // Boxes that stand after the first section.
  between?: ReactNode;
}

interface Section {
  name: string;
  label: string;
  fields: FieldMeta[];
}

// The sections of the layout, then what no section names, so that a new custom field is never lost.
function sectionsOf(entity: EntityMeta, aboutLabel: string, restLabel: string): Section[] {
  const parts = entity.layouts?.record ?? [];
  const sections = parts.flatMap((part) =>
    "section" in part
      ? [
          {
            name: part.section,
            label: part.label,
            // What is worked out for programs is nothing to read.
            fields: part.fields
              .flatMap((name) => fieldOf(entity, name) ?? [])
              .filter((field) => field.type !== "json" || !field.read_only),
          },
        ]
      : [],
  );
  const named = new Set(sections.flatMap((section) => section.fields.map((field) => field.name)));
  const rest = entity.fields.filter((field) => !named.has(field.name) && field.type !== "json");
  if (rest.length > 0) {
    sections.push({ name: "rest", label: sections.length > 0 ? restLabel : aboutLabel, fields: rest });
  }
  return sections;
}

export function Sections({ entity, record, between }: SectionsProps) {
  const text = useText();
  const sections = sectionsOf(entity, text("record.about"), text("record.details"));
  return (
    <div className="sections">
      {sections.map((section, index) => (
        <Fragment key={section.name}>
          <SectionFields section={section} entity={entity} record={record} />
          {index === 0 && between}
        </Fragment>
      ))}
    </div>
  );
}

function SectionFields({ section, entity, record }: SectionsProps & { section: Section }) {
  const text = useText();
  const [showEmpty, setShowEmpty] = useState(true);
  const empty = section.fields.filter((field) => isEmpty(record[field.name]));
  const shown = showEmpty ? section.fields : section.fields.filter((field) => !empty.includes(field));
  return (
    <section className="section" aria-label={section.label}>
      <header className="row">
        <h2 className="grow">{section.label}</h2>
        {empty.length > 1 && (
          <button type="button" className="plain faint small" onClick={() => setShowEmpty(!showEmpty)}>
            {showEmpty ? text("record.hideEmpty") : text("record.showEmpty", { count: empty.length })}
          </button>
        )}
      </header>
      <dl className="fields">
        {shown.map((field) => (
          <div key={field.name}>
            <dt title={field.help ?? undefined}>{field.label}</dt>
            <dd>
              <InlineField entity={entity} record={record} field={field} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
