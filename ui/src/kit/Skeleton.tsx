interface SkeletonProps {
  // Per cent of the room there is.
  width?: number;
}

export function Skeleton({ width = 60 }: SkeletonProps) {
  return <i className="skeleton" aria-hidden style={{ width: `${width}%` }} />;
}

export function SkeletonLines({ count = 6 }: { count?: number }) {
  return (
    <div className="skeleton-lines" aria-hidden>
      {Array.from({ length: count }, (_, index) => (
        <Skeleton key={index} width={35 + ((index * 37) % 50)} />
      ))}
    </div>
  );
}
