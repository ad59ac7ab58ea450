import { useState } from "react";
import { useEntity } from "@/api/meta";
import type { FieldMeta } from "@/api/types";
import { choiceKey } from "@/fields/choice/options";
import { Picker } from "@/kit/picker/Picker";
import { PickerField } from "@/kit/picker/PickerField";
import { useText } from "@/text";
import type { ColumnMapping } from "./importData";
import { Select } from "./Select";

interface ColumnRowProps {
  header: string;
  samples: string[];
  fields: FieldMeta[];
  column: ColumnMapping | null;
  onChange: (column: ColumnMapping | null) => void;
}

export function ColumnRow({ header, samples, fields, column, onChange }: ColumnRowProps) {
  const text = useText();
  const field = fields.find((candidate) => candidate.name === column?.field);
  const label = text("imports.fieldOf", { column: header });
  const isLinkField = field?.type === "link" || field?.type === "links";
  const options = [
    { value: "id", label: text("imports.ownId") },
    ...fields.map((candidate) => ({ value: candidate.name, label: candidate.label })),
  ];
  return (
    <tr data-ignored={!column || undefined}>
      <th scope="row">
        <bdi>{header}</bdi>
      </th>
      <td className="hide-small quiet truncate import-samples">{samples.join(", ")}</td>
      <td>
        <div className="import-column">
          <PickerField
            label={label}
            place="form"
            view={
              <>
                <span className="unseen">{label}</span>
                <span className={column ? "truncate" : "truncate faint"}>
                  {column
                    ? (field?.label ?? options.find((o) => o.value === column.field)?.label ?? column.field)
                    : text("imports.ignore")}
                </span>
              </>
            }
          >
            {(close) => (
              <Picker
                label={label}
                options={options}
                selected={column ? [column.field] : []}
                onToggle={(name) => {
                  const next = fields.find((candidate) => candidate.name === name);
                  onChange(next?.type === "link" ? { field: name, missing: "empty" } : { field: name });
                  close();
                }}
                onClear={() => {
                  onChange(null);
                  close();
                }}
              />
            )}
          </PickerField>
          {column && field && isLinkField && (
            <LinkRule header={header} field={field} column={column} onChange={onChange} />
          )}
          {column && field?.choices && samples.length > 0 && (
            <Translations field={field} samples={samples} column={column} onChange={onChange} />
          )}
        </div>
      </td>
    </tr>
  );
}

interface RuleProps {
  header: string;
  field: FieldMeta;
  column: ColumnMapping;
  onChange: (column: ColumnMapping) => void;
}

// How a name in the file finds its record, and what happens when there is none.
function LinkRule({ header, field, column, onChange }: RuleProps) {
  const text = useText();
  const target = useEntity(field.entity ?? "");
  const searchable = (target?.fields ?? []).filter((candidate) =>
    ["text", "email", "phone", "whole"].includes(candidate.type),
  );
  const match = Array.isArray(column.match) ? column.match[0] : column.match;
  return (
    <div className="row import-rule">
      <Select
        label={text("imports.matchByOf", { column: header })}
        value={match ?? target?.roles.title ?? "name"}
        options={[
          ...searchable.map(({ name, label }) => ({
            value: name,
            label: `${text("imports.matchBy")}: ${label}`,
          })),
          { value: "id", label: `${text("imports.matchBy")}: ${text("imports.ownId")}` },
        ]}
        onChange={(name) => onChange({ ...column, match: name })}
      />
      <Select
        label={text("imports.missingOf", { column: header })}
        value={column.missing ?? "reject"}
        options={[
          { value: "create", label: `${text("imports.missing")}: ${text("imports.create")}` },
          { value: "empty", label: `${text("imports.missing")}: ${text("imports.leaveEmpty")}` },
          { value: "reject", label: `${text("imports.missing")}: ${text("imports.reject")}` },
        ]}
        onChange={(missing) => onChange({ ...column, missing })}
      />
    </div>
  );
}

interface TranslationsProps {
  field: FieldMeta;
  samples: string[];
  column: ColumnMapping;
  onChange: (column: ColumnMapping) => void;
}

// What the file calls one thing and the CRM another.
function Translations({ field, samples, column, onChange }: TranslationsProps) {
  const text = useText();
  const [open, setOpen] = useState(column.values !== undefined);
  const words = [...new Set([...samples, ...Object.keys(column.values ?? {})])];
  if (!open) {
    return (
      <button type="button" className="plain import-more" onClick={() => setOpen(true)}>
        {text("imports.translate")}
      </button>
    );
  }
  return (
    <div className="import-words">
      {words.map((word) => (
        <div key={word} className="row">
          <bdi className="truncate grow">{word}</bdi>
          <Select
            label={text("imports.translateTo", { value: word })}
            value={column.values?.[word] ?? ""}
            options={[
              { value: "", label: text("imports.asIs") },
              ...(field.choices ?? []).map((choice) => ({
                value: choice.key ?? choiceKey(choice),
                label: choice.label,
              })),
            ]}
            onChange={(value) => {
              const { [word]: _gone, ...rest } = column.values ?? {};
              onChange({ ...column, values: value ? { ...rest, [word]: value } : rest });
            }}
          />
        </div>
      ))}
    </div>
  );
}
