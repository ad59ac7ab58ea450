import type { ReactNode } from "react";

interface EmptyStateProps {
  icon?: ReactNode;
  title: string;
  text?: string;
  // The heading of a page that has no other.
  isPage?: boolean;
  // One filled button and at most one quiet one.
  children?: ReactNode;
}

export function EmptyState({ icon, title, text, isPage = false, children }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className="empty-state">
      {icon && <span className="empty-icon">{icon}</span>}
      <Heading>{title}</Heading>
      {text && <p>{text}</p>}
      {children && <div className="row">{children}</div>}
    </div>
  );
}
