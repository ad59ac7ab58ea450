import { Button } from "@mantine/core";
import { IconChevronRight, IconPlus } from "@tabler/icons-react";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { useEntities, useEntity } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { iconOf } from "@/kit/icons";
import { Pill } from "@/kit/Pill";
import { toastError } from "@/kit/toast";
import { isEveryday } from "@/records/everyday";
import { currentLanguage, useText } from "@/text";
import { wordsIn } from "./fieldDraft";
import { ObjectDialog } from "./ObjectDialog";
import { ObjectFields } from "./ObjectFields";
import { useObjectDefinitions, useSchema } from "./useSchema";
import "./schema.css";

// What the workspace keeps: kinds of records, and the fields of each.
export function SchemaSection() {
  const { object } = useSearch({ strict: false }) as Record<string, string | undefined>;
  const entity = useEntity(object ?? "");
  return entity ? <ObjectFields key={entity.name} entity={entity} /> : <Objects />;
}

function Objects() {
  const text = useText();
  const navigate = useNavigate();
  const entities = useEntities().filter((entity) => entity.module !== "platform");
  const [adding, setAdding] = useState(false);
  const parts = [
    { name: "everyday", entities: entities.filter(isEveryday) },
    { name: "supporting", entities: entities.filter((entity) => !isEveryday(entity)) },
  ] as const;
  return (
    <>
      <p className="quiet settings-lead">{text("schema.lead")}</p>
      <Button leftSection={<IconPlus size={14} />} onClick={() => setAdding(true)}>
        {text("schema.newObject")}
      </Button>
      {parts.map((part) => (
        <section key={part.name} className="card">
          <h3 className="settings-heading">{text(`schema.part.${part.name}`)}</h3>
          <ul className="settings-rows">
            {part.entities.map((entity) => (
              <ObjectRow key={entity.name} entity={entity} />
            ))}
          </ul>
        </section>
      ))}
      <RetiredObjects />
      {adding && (
        <ObjectDialog
          onClose={() => setAdding(false)}
          onMade={(object) =>
            void navigate({
              to: "/$entity",
              params: { entity: "settings" },
              search: { section: "schema", object },
            })
          }
        />
      )}
    </>
  );
}

function RetiredObjects() {
  const text = useText();
  const schema = useSchema();
  const retired = useObjectDefinitions().data?.items.filter((object) => object.retired) ?? [];
  if (retired.length === 0) return null;
  return (
    <section className="card">
      <h3 className="settings-heading">{text("schema.retiredObjects")}</h3>
      <ul className="settings-rows">
        {retired.map((object) => (
          <li key={object.name}>
            <span className="grow">{wordsIn(object.label.many, currentLanguage())}</span>
            <Button
              variant="default"
              size="compact-xs"
              onClick={() => void schema.restoreObject(object.name).catch(toastError)}
            >
              {text("schema.restore")}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function ObjectRow({ entity }: { entity: EntityMeta }) {
  const text = useText();
  const Icon = iconOf(entity.icon);
  const own = entity.fields.filter((field) => field.custom).length;
  return (
    <li className="settings-door">
      <Icon size={17} stroke={1.7} className="faint" aria-hidden />
      <span className="grow">
        <Link
          className="settings-door-link"
          to="/$entity"
          params={{ entity: "settings" }}
          search={{ section: "schema", object: entity.name }}
        >
          {entity.label.many}
        </Link>
      </span>
      {entity.custom && (
        <Pill colour="violet" dot={false}>
          {text("schema.custom")}
        </Pill>
      )}
      <span className="faint num settings-count">
        {own > 0
          ? text("schema.ownCount", { count: own })
          : text("schema.fieldCount", { count: entity.fields.length })}
      </span>
      <IconChevronRight size={15} className="faint" aria-hidden />
    </li>
  );
}
