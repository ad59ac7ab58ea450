import { Button } from "@mantine/core";
import { fieldOf } from "@/api/meta";
import type { EntityMeta, FileValue } from "@/api/types";
import { ErrorState } from "@/kit/ErrorState";
import { SkeletonLines } from "@/kit/Skeleton";
import { isFillable } from "@/records/form/useRecordForm";
import { useText } from "@/text";
import { ColumnRow } from "./ColumnRow";
import { type ColumnMapping, type ImportMapping, suggestedMapping, usePreview } from "./importData";
import { PreviewRows } from "./PreviewRows";
import { SavedMappings } from "./SavedMappings";
import { Select } from "./Select";

interface MapColumnsProps {
  file: FileValue;
  entities: EntityMeta[];
  entity: string;
  mapping: ImportMapping | null;
  onEntity: (name: string) => void;
  onMapping: (mapping: ImportMapping) => void;
  onRun: (mapping: ImportMapping, dryRun: boolean) => void;
}

export function MapColumns(props: MapColumnsProps) {
  const { file, entities, onEntity, onMapping, onRun } = props;
  const text = useText();
  const entity = entities.find((candidate) => candidate.name === props.entity);
  const preview = usePreview(file.id, props.entity, props.mapping);
  if (preview.error) return <ErrorState error={preview.error} retry={() => void preview.refetch()} />;
  if (!preview.data || !entity) return <SkeletonLines />;
  const mapping = props.mapping ?? suggestedMapping(preview.data);
  const setColumn = (header: string, column: ColumnMapping | null) =>
    onMapping({ ...mapping, columns: { ...mapping.columns, [header]: column } });
  const mapped = Object.values(mapping.columns).flatMap((column) => (column ? [column.field] : []));
  const matchable = mapped.filter((name) => name === "id" || fieldOf(entity, name) !== undefined);
  const { encoding, delimiter } = preview.data.format;

  return (
    <div className="import-map">
      <div className="row import-head">
        <b className="truncate">{file.name}</b>
        <span className="faint">
          {text("imports.format", { encoding, delimiter: delimiter === "\t" ? "Tab" : delimiter })}
        </span>
        <span className="grow" />
        <Select
          label={text("imports.entity")}
          value={entity.name}
          options={entities.map(({ name, label }) => ({ value: name, label: label.many }))}
          onChange={onEntity}
        />
        <SavedMappings entity={entity.name} mapping={mapping} onLoad={onMapping} />
      </div>
      <section className="card">
        <table className="import-table">
          <caption className="unseen">{text("imports.columns")}</caption>
          <thead>
            <tr>
              <th scope="col">{text("imports.column")}</th>
              <th scope="col" className="hide-small">
                {text("imports.samples")}
              </th>
              <th scope="col">{text("imports.field")}</th>
            </tr>
          </thead>
          <tbody>
            {preview.data.columns.map(({ header, samples }) => (
              <ColumnRow
                key={header}
                header={header}
                samples={samples}
                fields={entity.fields.filter(isFillable)}
                column={mapping.columns[header] ?? null}
                onChange={(column) => setColumn(header, column)}
              />
            ))}
          </tbody>
        </table>
      </section>
      <section className="card import-match row">
        <b>{text("imports.existing")}</b>
        <Select
          label={text("imports.matchOn")}
          value={mapping.match?.[0] ?? ""}
          options={[
            { value: "", label: text("imports.matchNone") },
            ...matchable.map((name) => ({
              value: name,
              label: `${text("imports.matchOn")}: ${fieldOf(entity, name)?.label ?? text("imports.ownId")}`,
            })),
          ]}
          onChange={(name) => onMapping({ ...mapping, match: name ? [name] : undefined })}
        />
        {mapping.match && (
          <Select
            label={text("imports.onMatch")}
            value={mapping.on_match ?? "update"}
            options={[
              { value: "update", label: text("imports.update") },
              { value: "skip", label: text("imports.skip") },
              { value: "reject", label: text("imports.reject") },
            ]}
            onChange={(on_match) => onMapping({ ...mapping, on_match })}
          />
        )}
      </section>
      <PreviewRows preview={preview.data} mapping={mapping} onColumn={setColumn} />
      <footer className="import-foot">
        <Button variant="default" onClick={() => onRun(mapping, true)} disabled={mapped.length === 0}>
          {text("imports.trial")}
        </Button>
        <Button onClick={() => onRun(mapping, false)} disabled={mapped.length === 0}>
          {text("imports.run")}
        </Button>
      </footer>
    </div>
  );
}
