interface ChartTipProps {
  title: string;
  // From 0 at the left end to 1 at the right one.
  at: number;
  lines: { name: string; tone: number; value: string }[];
}

// What is pointed at, in words. The table says the same to those who cannot point.
export function ChartTip({ title, at, lines }: ChartTipProps) {
  const isRight = at > 0.6;
  return (
    <div
      className="chart-tip"
      aria-hidden
      style={isRight ? { right: `${(1 - at) * 100 + 2}%` } : { left: `${at * 100 + 2}%` }}
    >
      <b>{title}</b>
      {lines.map((entry) => (
        <span key={entry.name}>
          <i data-tone={entry.tone} />
          {entry.name}
          <b className="num">{entry.value}</b>
        </span>
      ))}
    </div>
  );
}
