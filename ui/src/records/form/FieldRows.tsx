import { useId } from "react";
import type { FieldMeta, RecordValues } from "@/api/types";
import { fieldTypeOf } from "@/fields/registry";
import type { RecordForm } from "./useRecordForm";

interface FieldRowsProps {
  fields: FieldMeta[];
  form: RecordForm;
  context?: RecordValues;
}

// Labels and inputs, one below the other.
export function FieldRows({ fields, form, context }: FieldRowsProps) {
  return (
    <div className="field-rows">
      {fields.map((field, index) => (
        <FieldRow key={field.name} field={field} form={form} context={context} autoFocus={index === 0} />
      ))}
    </div>
  );
}

function FieldRow({
  field,
  form,
  context,
  autoFocus,
}: {
  field: FieldMeta;
  form: RecordForm;
  context?: RecordValues;
  autoFocus: boolean;
}) {
  const id = useId();
  const { Input } = fieldTypeOf(field);
  const fault = form.faults[field.name];
  return (
    <div className="field-row">
      <label htmlFor={id} id={`${id}-label`}>
        {field.label}
        {field.required && field.default === undefined && (
          <span className="required" aria-hidden>
            {" *"}
          </span>
        )}
      </label>
      <Input
        id={id}
        place="form"
        field={field}
        label={field.label}
        value={form.values[field.name]}
        record={{ ...context, ...form.values }}
        onChange={(value) => form.set(field, value)}
        onFault={(message) => form.setFault(field, message)}
        invalid={fault !== undefined}
        autoFocus={autoFocus}
      />
      {fault && (
        <p role="alert" className="field-fault">
          {fault}
        </p>
      )}
      {field.help && !fault && <p className="field-help">{field.help}</p>}
    </div>
  );
}
