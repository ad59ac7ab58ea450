import { Link } from "@tanstack/react-router";
import { useText } from "@/text";
import { cellText, type ReportAnswer, type ReportColumn } from "./reportData";

const numeric = new Set(["money", "whole", "number", "percent"]);

function sideOf(column: ReportColumn): "end" | undefined {
  return numeric.has(column.type) ? "end" : undefined;
}

// The numbers themselves; the first cell of a row leads to the records behind it.
export function ReportTable({ answer, currency }: { answer: ReportAnswer; currency: string }) {
  const text = useText();
  const { columns, rows, totals } = answer;
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus
    <section className="card report-scroll" tabIndex={0} aria-label={answer.label}>
      <table className="report-table">
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column.name} scope="col" data-side={sideOf(column)}>
                {column.label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: rows of a report have no name but their place
            <tr key={index}>
              {columns.map((column, place) => {
                const shown = cellText(column, row.cells[column.name], currency);
                if (place > 0) {
                  return (
                    <td key={column.name} className="num" data-side={sideOf(column)}>
                      {shown}
                    </td>
                  );
                }
                return (
                  <th key={column.name} scope="row">
                    {row.filter === null ? (
                      <bdi>{shown}</bdi>
                    ) : (
                      <Link
                        className="reach"
                        to="/$entity"
                        params={{ entity: row.entity }}
                        search={{ filter: row.filter }}
                        title={text("reports.openRows", { name: shown })}
                      >
                        <bdi>{shown}</bdi>
                      </Link>
                    )}
                  </th>
                );
              })}
            </tr>
          ))}
        </tbody>
        {totals && (
          <tfoot>
            <tr>
              {columns.map((column, place) => {
                const total = totals[column.name];
                return (
                  <td key={column.name} className="num" data-side={sideOf(column)}>
                    {place === 0
                      ? text("reports.total")
                      : total !== undefined && total !== null
                        ? cellText(column, total, currency)
                        : ""}
                  </td>
                );
              })}
            </tr>
          </tfoot>
        )}
      </table>
    </section>
  );
}
