import { Button } from "@mantine/core";
import { IconChartBar, IconDownload, IconTable } from "@tabler/icons-react";
import { Link, useNavigate, useParams, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import { urlOf } from "@/api/client";
import { useMeta } from "@/api/meta";
import { isProblem } from "@/api/problem";
import { Chart, type ChartSeries } from "@/kit/chart/Chart";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { NotFound } from "@/kit/NotFound";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatDecimal, formatMoneyShort, formatPercent } from "@/text/format";
import { ReportParameters } from "./ReportParameters";
import { ReportTable } from "./ReportTable";
import { cellText, type ReportAnswer, type ReportParameter, reportsOf, useReport } from "./reportData";
import "./reports.css";

export default function ReportPage() {
  const text = useText();
  const navigate = useNavigate();
  const { name } = useParams({ strict: false }) as { name: string };
  const search = useSearch({ strict: false }) as Record<string, string>;
  const meta = useMeta();
  const report = reportsOf(meta.reports).find((candidate) => candidate.name === name);
  const parameters = Object.fromEntries(
    (report?.parameters ?? []).flatMap((one) =>
      search[one.name] ? [[one.name, search[one.name] ?? ""]] : [],
    ),
  );
  const answer = useReport(name, parameters);
  const [tableOnly, setTableOnly] = useState(false);
  if (!report) return <NotFound />;
  const data = answer.data;
  const missing = missingIn(report.parameters, parameters, answer.error);
  return (
    <>
      <header className="top-bar">
        <nav aria-label={text("nav.breadcrumb")} className="row hide-small">
          <Link to="/$entity" params={{ entity: "reports" }} className="quiet">
            {text("reports.title")}
          </Link>
          <span className="faint">/</span>
        </nav>
        <h1>{report.label}</h1>
        <span className="grow" />
        <Button
          variant="default"
          className="hide-small"
          leftSection={tableOnly ? <IconChartBar size={14} /> : <IconTable size={14} />}
          onClick={() => setTableOnly(!tableOnly)}
        >
          {text(tableOnly ? "reports.showChart" : "reports.showTable")}
        </Button>
        <Button
          component="a"
          variant="default"
          leftSection={<IconDownload size={14} />}
          href={urlOf(`/reports/${name}.csv`, parameters)}
          download
        >
          {text("reports.download")}
        </Button>
      </header>
      <div className="reports">
        <ReportParameters
          parameters={report.parameters}
          values={parameters}
          onChange={(key, value) =>
            void navigate({
              to: ".",
              search: (before: Record<string, string>) => ({ ...before, [key]: value || undefined }),
              replace: true,
            } as never)
          }
        />
        {missing && <EmptyState title={text("reports.choose", { name: missing.label })} />}
        {answer.error && !missing && <ErrorState error={answer.error} retry={() => void answer.refetch()} />}
        {!data && !answer.error && <SkeletonLines />}
        {data && data.rows.length === 0 && (
          <EmptyState title={text("reports.nothing")} text={text("reports.nothingText")} />
        )}
        {data && data.rows.length > 0 && !answer.error && (
          <>
            {!tableOnly && data.chart && (
              <section className="card report-chart">
                <ReportChart answer={data} workspaceCurrency={meta.workspace.currency} />
              </section>
            )}
            <ReportTable answer={data} currency={data.currency ?? meta.workspace.currency} />
          </>
        )}
      </div>
    </>
  );
}

// The parameter without which the report says nothing, when that is what the server misses.
function missingIn(
  parameters: ReportParameter[],
  values: Record<string, string>,
  error: unknown,
): ReportParameter | undefined {
  const named = isProblem(error) ? error.fields[0]?.field : undefined;
  return parameters.find(({ name }) => name === named && !values[name]);
}

function ReportChart({ answer, workspaceCurrency }: { answer: ReportAnswer; workspaceCurrency: string }) {
  const text = useText();
  const currency = answer.currency ?? workspaceCurrency;
  const { chart, columns, rows } = answer;
  const across = columns.find((column) => column.name === chart?.x) ?? columns[0];
  if (!chart || !across) return null;
  const series = chart.y.flatMap((name): ChartSeries[] => {
    const column = columns.find((candidate) => candidate.name === name);
    if (!column) return [];
    const isShare = column.type === "percent";
    return [
      {
        name: column.label,
        values: rows.map(({ cells }) => {
          const value = cells[name];
          return value === null || value === undefined ? null : Number(value);
        }),
        shape: chart.kind === "line" || (chart.kind === "pareto" && isShare) ? "line" : "bar",
        scale: isShare && chart.y.length > 1 ? "right" : "left",
        format: (value) => cellText(column, String(value), currency),
        short: (value) =>
          column.type === "money"
            ? formatMoneyShort(String(value), currency)
            : isShare
              ? formatPercent(String(value))
              : formatDecimal(String(value), 1),
      },
    ];
  });
  return (
    <Chart
      label={text("reports.chart", { name: answer.label })}
      categories={rows.map(({ cells }) => cellText(across, cells[across.name], currency))}
      // More than two amounts side by side are parts of one: what is owed, by age.
      stacked={series.length > 2 && series.every(({ shape, scale }) => shape === "bar" && scale === "left")}
      series={series}
    />
  );
}
