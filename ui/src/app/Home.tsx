import { Navigate } from "@tanstack/react-router";
import { useEntities } from "@/api/meta";
import { ownPages } from "@/modules";

// The first page of the sidebar.
export default function Home() {
  const entities = useEntities();
  const [first] = ownPages.filter((page) => page.menu?.place === "top");
  const entity = entities[0]?.name ?? "accounts";
  if (first) return <Navigate to={first.path} replace />;
  return <Navigate to="/$entity" params={{ entity }} replace />;
}
