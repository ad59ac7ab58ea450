import { TextInput } from "@mantine/core";
import { useId } from "react";
import { useRecords } from "@/api/records";
import type { FieldMeta } from "@/api/types";
import { LinkTitle } from "@/fields/link/LinkFilter";
import { LinkSearch } from "@/fields/link/LinkInput";
import { PickerField } from "@/kit/picker/PickerField";
import { Segments } from "@/kit/Segments";
import { useText } from "@/text";
import type { ReportParameter } from "./reportData";

interface ReportParametersProps {
  parameters: ReportParameter[];
  values: Record<string, string>;
  onChange: (name: string, value: string) => void;
}

export function ReportParameters({ parameters, values, onChange }: ReportParametersProps) {
  return (
    <div className="report-parameters">
      {parameters.map((parameter) => (
        <Parameter
          key={parameter.name}
          parameter={parameter}
          value={values[parameter.name] ?? parameter.default ?? ""}
          onChange={(value) => onChange(parameter.name, value)}
        />
      ))}
    </div>
  );
}

interface ParameterProps {
  parameter: ReportParameter;
  value: string;
  onChange: (value: string) => void;
}

const buckets = ["month", "quarter", "year", "owner", "department", "account", "product"] as const;

// What a parameter that is a link points to.
const targets: Record<string, string> = { account: "accounts", product: "products" };

function Parameter({ parameter, value, onChange }: ParameterProps) {
  const text = useText();
  if (parameter.kind === "period")
    return <Period value={value} label={parameter.label} onChange={onChange} />;
  if (parameter.kind === "link" && targets[parameter.name])
    return (
      <RecordChoice
        target={targets[parameter.name] ?? ""}
        value={value}
        label={parameter.label}
        onChange={onChange}
      />
    );
  if (parameter.kind === "link")
    return <PipelineChoice value={value} label={parameter.label} onChange={onChange} />;
  if (parameter.choices) {
    return (
      <Segments
        label={parameter.label}
        value={value}
        options={parameter.choices.map((choice) => {
          const known = buckets.find((bucket) => bucket === choice);
          return { value: choice, label: known ? text(`reports.by.${known}`) : choice };
        })}
        onChange={onChange}
      />
    );
  }
  return (
    <TextInput
      key={value}
      size="xs"
      w={110}
      label={parameter.label}
      defaultValue={value}
      inputMode={parameter.kind === "whole" ? "numeric" : undefined}
      onBlur={(event) => event.currentTarget.value !== value && onChange(event.currentTarget.value)}
      onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
    />
  );
}

interface ChoiceProps {
  value: string;
  label: string;
  onChange: (value: string) => void;
}

function Period({ value, label, onChange }: ChoiceProps) {
  const text = useText();
  const now = new Date();
  const year = now.getFullYear();
  const quarter = Math.floor(now.getMonth() / 3) + 1;
  const before = quarter === 1 ? `${year - 1}-Q4` : `${year}-Q${quarter - 1}`;
  const usual = [
    { value: "", label: text("reports.thisYear") },
    { value: String(year - 1), label: text("reports.lastYear") },
    { value: `${year}-Q${quarter}`, label: text("reports.thisQuarter") },
    { value: before, label: text("reports.lastQuarter") },
    { value: `${year}-${String(now.getMonth() + 1).padStart(2, "0")}`, label: text("reports.thisMonth") },
  ];
  return (
    <div className="row report-period">
      <Segments label={label} value={value} options={usual} onChange={onChange} />
      <TextInput
        key={value}
        size="xs"
        w={150}
        aria-label={text("reports.ownPeriod")}
        placeholder="2026-Q1..2026-Q4"
        defaultValue={usual.some((one) => one.value === value) ? "" : value}
        onBlur={(event) => event.currentTarget.value && onChange(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && event.currentTarget.blur()}
      />
    </div>
  );
}

function PipelineChoice({ value, label, onChange }: ChoiceProps) {
  const text = useText();
  const pipelines = useRecords("pipelines", { fields: "name", page_size: 50 }).data?.items ?? [];
  if (pipelines.length < 2) return null;
  return (
    <select
      className="report-select"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{text("reports.default")}</option>
      {pipelines.map((pipeline) => (
        <option key={pipeline.id} value={pipeline.id}>
          {String(pipeline.name)}
        </option>
      ))}
    </select>
  );
}

function RecordChoice({ target, value, label, onChange }: ChoiceProps & { target: string }) {
  const id = useId();
  const field: FieldMeta = { name: target, type: "link", label, entity: target };
  return (
    <div className="report-record">
      <span id={`${id}-label`}>{label}</span>
      <PickerField
        id={id}
        label={label}
        place="form"
        view={value === "" ? null : <LinkTitle field={field} id={value} />}
      >
        {(close) => (
          <LinkSearch
            field={field}
            selected={[]}
            onToggle={(link) => {
              close();
              onChange(link.id);
            }}
          />
        )}
      </PickerField>
    </div>
  );
}
