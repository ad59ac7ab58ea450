import { NativeSelect } from "@mantine/core";
import type { FieldMeta } from "@/api/types";
import { type Condition, needsValue, type OperatorName, takesMany } from "@/fields/filter/condition";
import { fieldTypeOf } from "@/fields/registry";
import { PickerField } from "@/kit/picker/PickerField";
import { useText } from "@/text";
import { LiteralTexts } from "./ConditionText";
import { operatorKey, operatorsOf } from "./filterFields";

interface ConditionEditorProps {
  field: FieldMeta;
  condition: Condition;
  onChange: (condition: Condition) => void;
  // In one line among others, where lists open over it.
  inLine?: boolean;
}

// The operator and the value of one condition.
export function ConditionEditor({ field, condition, onChange, inLine = false }: ConditionEditorProps) {
  const text = useText();
  const { Filter, filterIsList } = fieldTypeOf(field);
  const choose = (operator: OperatorName) => {
    const values = takesMany(operator) ? condition.values : condition.values.slice(0, 1);
    onChange({ ...condition, operator, values: needsValue(operator) ? values : [] });
  };
  const value = (
    <Filter
      field={field}
      operator={condition.operator}
      values={condition.values}
      onChange={(values) => onChange({ ...condition, values })}
    />
  );
  return (
    <div className="condition-editor">
      <NativeSelect
        size="xs"
        aria-label={`${field.label}: ${text("filter.operator")}`}
        value={condition.operator}
        onChange={(event) => choose(event.currentTarget.value as OperatorName)}
        data={operatorsOf(field).map((operator) => ({
          value: operator,
          label: text(operatorKey(field, operator)),
        }))}
      />
      {needsValue(condition.operator) &&
        (inLine && filterIsList && condition.operator !== "contains" ? (
          <PickerField
            place="form"
            view={
              <span className="truncate">
                <LiteralTexts field={field} literals={condition.values} />
              </span>
            }
            label={`${field.label}: ${text("filter.value")}`}
          >
            {() => value}
          </PickerField>
        ) : (
          value
        ))}
    </div>
  );
}
