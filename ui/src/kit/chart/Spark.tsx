import { area, line } from "d3-shape";

interface SparkProps {
  values: number[];
  // What the line says, for those who do not see it.
  label: string;
}

const width = 96;
const height = 32;

// A line without axes: the direction at a glance.
export function Spark({ values, label }: SparkProps) {
  const top = Math.max(...values, 1);
  const x = (index: number) => 2 + (index / Math.max(1, values.length - 1)) * (width - 6);
  const y = (value: number) => height - 3 - (value / top) * (height - 8);
  const stroke = line<number>((_, index) => x(index), y)(values) ?? "";
  const fill = area<number>()
    .x((_, index) => x(index))
    .y0(height)
    .y1(y)(values);
  return (
    <svg className="spark" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
      <path d={fill ?? ""} className="spark-area" />
      <path d={stroke} className="spark-line" />
      <circle
        cx={x(values.length - 1)}
        cy={y(values[values.length - 1] ?? 0)}
        r={2.5}
        className="spark-end"
      />
    </svg>
  );
}
