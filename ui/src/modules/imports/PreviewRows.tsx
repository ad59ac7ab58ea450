import { useText } from "@/text";
import type { ColumnMapping, ImportMapping, ImportPreview, RowFault } from "./importData";

interface PreviewRowsProps {
  preview: ImportPreview;
  mapping: ImportMapping;
  onColumn: (header: string, column: ColumnMapping) => void;
}

const shownMax = 12;

// The first rows as they would be taken, the faulty ones on top, each fault with a field to mend it.
export function PreviewRows({ preview, mapping, onColumn }: PreviewRowsProps) {
  const text = useText();
  const faulty = preview.rows.filter((row) => row.faults.length > 0);
  const shown = [...faulty, ...preview.rows.filter((row) => row.faults.length === 0)].slice(0, shownMax);
  const taken = preview.columns.filter(({ header }) => mapping.columns[header]);
  const place = new Map(preview.columns.map(({ header }, index) => [header, index]));
  return (
    <section>
      <h2 className="import-heading">{text("imports.preview")}</h2>
      <p role="status" className={faulty.length > 0 ? "overdue" : "quiet"}>
        {faulty.length > 0
          ? text("imports.previewFaults", { count: faulty.length, total: preview.rows.length })
          : text("imports.previewOk", { count: preview.rows.length })}
      </p>
      {/* A wide table scrolls, so the keyboard must reach it too. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must take the focus */}
      <section className="card import-scroll" tabIndex={0} aria-label={text("imports.preview")}>
        <table className="import-table">
          <thead>
            <tr>
              <th scope="col">{text("imports.line")}</th>
              {taken.map(({ header }) => (
                <th scope="col" key={header}>
                  {header}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {shown.map((row) => (
              <tr key={row.line}>
                <th scope="row" className="num faint">
                  {row.line}
                </th>
                {taken.map(({ header }) => (
                  <PreviewCell
                    key={header}
                    value={row.values[place.get(header) ?? -1] ?? ""}
                    fault={row.faults.find((fault) => fault.header === header)}
                    column={mapping.columns[header] ?? null}
                    onColumn={(column) => onColumn(header, column)}
                  />
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </section>
  );
}

interface PreviewCellProps {
  value: string;
  fault: RowFault | undefined;
  column: ColumnMapping | null;
  onColumn: (column: ColumnMapping) => void;
}

function PreviewCell({ value, fault, column, onColumn }: PreviewCellProps) {
  const text = useText();
  if (!fault || !column) return <td className="truncate">{value}</td>;
  const settle = (typed: string) => {
    if (typed !== "") onColumn({ ...column, values: { ...column.values, [value]: typed } });
  };
  return (
    <td className="import-fault">
      <bdi>{value}</bdi>
      <small>{fault.message}</small>
      <input
        className="import-input"
        aria-label={text("imports.fixTo", { value })}
        placeholder={text("imports.fix")}
        onBlur={(event) => settle(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Enter" && settle(event.currentTarget.value)}
      />
    </td>
  );
}
