import { IconChevronDown, IconChevronRight, IconSearch } from "@tabler/icons-react";
import { useState } from "react";
import { useEntities } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { iconOf } from "@/kit/icons";
import { isEveryday } from "@/records/everyday";
import { useText } from "@/text";
import { GrantDetails } from "./GrantDetails";
import { type Cells, hasRow, isNamed, levelKey, levelOf, others, verbs, withCell } from "./grants";
import { LevelCell, LevelSign } from "./LevelCell";

export interface GrantMatrixProps {
  before: Cells;
  cells: Cells;
  readOnly: boolean;
  onChange: (cells: Cells) => void;
}

// Every kind of record down, what one can do with it across.
export function GrantMatrix(props: GrantMatrixProps) {
  const text = useText();
  const entities = useEntities();
  const [search, setSearch] = useState("");
  const needle = search.trim().toLowerCase();
  const rows = entities.filter(
    (entity) => hasRow(entity, props.cells) && entity.label.many.toLowerCase().includes(needle),
  );
  const parts = [
    { name: "everyday", rows: rows.filter(isEveryday) },
    { name: "supporting", rows: rows.filter((entity) => !isEveryday(entity)) },
  ] as const;
  return (
    <div className="card grants">
      <div className="grants-head">
        <label className="row grants-search">
          <IconSearch size={14} aria-hidden className="faint" />
          <input
            type="search"
            placeholder={text("roles.find")}
            aria-label={text("roles.find")}
            value={search}
            onChange={(event) => setSearch(event.currentTarget.value)}
          />
        </label>
        <ul className="grants-legend" aria-label={text("roles.legend")}>
          {(["none", "own", "team", "subtree", "all"] as const).map((level) => (
            <li key={level} title={text(`roles.levelHelp.${level}`)}>
              <LevelSign level={level} />
              {text(`roles.level.${level}`)}
            </li>
          ))}
        </ul>
      </div>
      <div className="grants-scroll">
        <table>
          <thead>
            <tr>
              <th scope="col">{text("roles.records")}</th>
              {verbs.map((verb) => (
                <th key={verb} scope="col">
                  {text(`roles.verb.${verb}`)}
                </th>
              ))}
            </tr>
          </thead>
          {parts.map(
            (part) =>
              part.rows.length > 0 && (
                <tbody key={part.name}>
                  <tr className="grants-part">
                    <th scope="rowgroup" colSpan={verbs.length + 1}>
                      {text(`roles.part.${part.name}`)}
                    </th>
                  </tr>
                  {part.rows.map((entity) => (
                    <GrantRow key={entity.name} {...props} entity={entity} />
                  ))}
                </tbody>
              ),
          )}
          <tbody>
            <tr className="grants-part">
              <th scope="rowgroup" colSpan={verbs.length + 1}>
                {text("roles.part.others")}
              </th>
            </tr>
            <GrantRow {...props} entity={null} />
          </tbody>
        </table>
      </div>
    </div>
  );
}

function GrantRow({
  entity,
  before,
  cells,
  readOnly,
  onChange,
}: GrantMatrixProps & { entity: EntityMeta | null }) {
  const text = useText();
  const [open, setOpen] = useState(false);
  const name = entity?.name ?? others;
  const label = entity?.label.many ?? text("roles.others");
  const Icon = iconOf(entity?.icon);
  const inherited = entity !== null && !isNamed(cells, name);
  const Chevron = open ? IconChevronDown : IconChevronRight;
  return (
    <>
      <tr>
        <th scope="row">
          {entity ? (
            <button
              type="button"
              className="plain row grants-name"
              aria-expanded={open}
              onClick={() => setOpen(!open)}
            >
              <Chevron size={14} className="faint" aria-hidden />
              <Icon size={16} stroke={1.7} aria-hidden />
              <span className="truncate">{label}</span>
              {inherited && (
                <span className="grants-follows" title={text("roles.follows")}>
                  {text("roles.asOthers")}
                </span>
              )}
            </button>
          ) : (
            <span className="row grants-name">
              <span className="truncate">{label}</span>
            </span>
          )}
        </th>
        {verbs.map((verb) => {
          const level = levelOf(cells, name, verb);
          return (
            <td key={verb}>
              <LevelCell
                label={`${label}: ${text(`roles.verb.${verb}`)}`}
                level={level}
                inherited={inherited}
                changed={level !== levelOf(before, name, verb)}
                readOnly={readOnly}
                onChange={(next) => onChange(withCell(cells, name, levelKey(name, verb), next))}
              />
            </td>
          );
        })}
      </tr>
      {open && entity && (
        <tr className="grants-details">
          <td colSpan={verbs.length + 1}>
            <GrantDetails
              entity={entity}
              before={before}
              cells={cells}
              readOnly={readOnly}
              onChange={onChange}
            />
          </td>
        </tr>
      )}
    </>
  );
}
