import { useElementSize } from "@mantine/hooks";
import { scaleBand, scaleLinear } from "d3-scale";
import { line } from "d3-shape";
import { useState } from "react";
import { ChartTip } from "./ChartTip";
import "./chart.css";

export interface ChartSeries {
  name: string;
  values: (number | null)[];
  // Bars stand on the left scale; a line may have a scale of its own on the right.
  shape: "bar" | "line";
  scale?: "left" | "right";
  format: (value: number) => string;
  short: (value: number) => string;
}

export interface ChartProps {
  label: string;
  categories: string[];
  series: ChartSeries[];
  stacked?: boolean;
}

// Before the page is laid out.
const widthAtFirst = 960;
const narrowMax = 560;
// A label under the axis needs about so much.
const labelWidth = 66;
const letterWidth = 7;
const margin = { top: 14, right: 56, bottom: 34, left: 64 };
const tickCount = 5;

function topOf(series: ChartSeries[], count: number, stacked: boolean): number {
  const sums = Array.from({ length: count }, (_, index) => {
    const values = series.map((one) => one.values[index] ?? 0);
    return stacked ? values.reduce((total, value) => total + value, 0) : Math.max(0, ...values);
  });
  return Math.max(1e-9, ...sums);
}

// Bars, stacked bars and lines over categories, with what is pointed at in words.
export function Chart({ label, categories, series, stacked = false }: ChartProps) {
  const [pointed, setPointed] = useState<number | null>(null);
  // Drawn in true pixels: scaled down to a phone, the words would be too small to read.
  const { ref, width: measured } = useElementSize<HTMLDivElement>();
  const width = measured || widthAtFirst;
  const height = width < narrowMax ? 220 : 320;
  const onLeft = series.filter((one) => one.scale !== "right");
  const onRight = series.filter((one) => one.scale === "right");
  const bars = series.filter((one) => one.shape === "bar");
  const y = scaleLinear()
    .domain([0, topOf(onLeft, categories.length, stacked)])
    .nice(tickCount)
    .range([height - margin.bottom, margin.top]);
  // Amounts are longer in some languages than in others.
  const longest = Math.max(0, ...y.ticks(tickCount).map((tick) => onLeft[0]?.short(tick).length ?? 0));
  const room = {
    ...margin,
    left: Math.max(margin.left, longest * letterWidth + 12),
    // Only a second scale needs room on the right.
    right: onRight.length > 0 ? margin.right : margin.top,
  };
  const x = scaleBand<number>()
    .domain(categories.map((_, index) => index))
    .range([room.left, width - room.right])
    .padding(0.3);
  const right = scaleLinear()
    .domain([0, topOf(onRight, categories.length, false)])
    .nice(tickCount)
    .range([height - room.bottom, room.top]);
  const scaleOf = (one: ChartSeries) => (one.scale === "right" ? right : y);
  const centre = (index: number) => (x(index) ?? 0) + x.bandwidth() / 2;
  const step = Math.ceil(
    categories.length / Math.max(2, Math.floor((width - room.left - room.right) / labelWidth)),
  );
  const barWidth = stacked ? x.bandwidth() : x.bandwidth() / Math.max(1, bars.length);

  return (
    <figure className="chart">
      <Legend series={series} />
      <div className="chart-room" ref={ref}>
        <svg width={width} height={height} role="img" aria-label={label}>
          {y.ticks(tickCount).map((tick) => (
            <g key={tick}>
              <line className="chart-rule" x1={room.left} x2={width - room.right} y1={y(tick)} y2={y(tick)} />
              <text className="chart-tick" x={room.left - 8} y={y(tick) + 4} textAnchor="end">
                {onLeft[0]?.short(tick)}
              </text>
            </g>
          ))}
          {onRight[0] &&
            right.ticks(tickCount).map((tick) => (
              <text key={tick} className="chart-tick" x={width - room.right + 8} y={right(tick) + 4}>
                {onRight[0]?.short(tick)}
              </text>
            ))}
          {categories.map((category, index) => {
            let below = 0;
            return (
              // biome-ignore lint/suspicious/noArrayIndexKey: two categories may have one name
              <g key={index}>
                {bars.map((one, place) => {
                  const value = one.values[index] ?? 0;
                  const base = stacked ? below : 0;
                  if (stacked) below += value;
                  const barHeight = Math.max(0, y(base) - y(base + value));
                  return (
                    <rect
                      key={one.name}
                      className="chart-bar"
                      data-tone={series.indexOf(one)}
                      data-dim={(pointed !== null && pointed !== index) || undefined}
                      x={(x(index) ?? 0) + (stacked ? 0 : place * barWidth)}
                      y={y(base + value)}
                      width={Math.max(1, barWidth - 1)}
                      height={barHeight}
                      rx={2}
                    />
                  );
                })}
                {index % step === 0 && (
                  <text className="chart-tick" x={centre(index)} y={height - 12} textAnchor="middle">
                    {category.length > 14 ? `${category.slice(0, 13)}…` : category}
                  </text>
                )}
              </g>
            );
          })}
          {series
            .filter((one) => one.shape === "line")
            .map((one) => (
              <path
                key={one.name}
                className="chart-line"
                data-tone={series.indexOf(one)}
                d={
                  line<number | null>()
                    .defined((value) => value !== null)
                    .x((_, index) => centre(index))
                    .y((value) => scaleOf(one)(value ?? 0))(one.values) ?? ""
                }
              />
            ))}
          {series
            .filter((one) => one.shape === "line")
            .flatMap((one) =>
              one.values.map((value, index) =>
                value === null ? null : (
                  <circle
                    // biome-ignore lint/suspicious/noArrayIndexKey: points have no name but their place
                    key={`${one.name} ${index}`}
                    className="chart-point"
                    data-tone={series.indexOf(one)}
                    cx={centre(index)}
                    cy={scaleOf(one)(value)}
                    r={pointed === index ? 4.5 : 3}
                  />
                ),
              ),
            )}
          {categories.map((_, index) => (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: two categories may have one name
              key={index}
              className="chart-sense"
              x={(x(index) ?? 0) - (x.step() - x.bandwidth()) / 2}
              y={room.top}
              width={x.step()}
              height={height - room.top - room.bottom}
              onPointerEnter={() => setPointed(index)}
              onPointerLeave={() => setPointed(null)}
            />
          ))}
        </svg>
        {pointed !== null && (
          <ChartTip
            title={categories[pointed] ?? ""}
            at={centre(pointed) / width}
            lines={series.map((one, tone) => {
              const value = one.values[pointed];
              return {
                name: one.name,
                tone,
                value: value === null || value === undefined ? "—" : one.format(value),
              };
            })}
          />
        )}
      </div>
    </figure>
  );
}

function Legend({ series }: { series: ChartSeries[] }) {
  if (series.length < 2) return null;
  return (
    <figcaption className="chart-legend">
      {series.map((one, tone) => (
        <span key={one.name}>
          <i data-tone={tone} aria-hidden />
          {one.name}
        </span>
      ))}
    </figcaption>
  );
}
