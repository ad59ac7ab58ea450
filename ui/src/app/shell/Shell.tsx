import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { keys } from "@/api/keys";
import { useMeta } from "@/api/meta";
import { followStream } from "@/api/stream";
import { PeopleEntities } from "@/fields/link/people";
import { WorkspaceCurrency } from "@/fields/money";
import { SkeletonLines } from "@/kit/Skeleton";
import { ConflictDialog } from "@/records/ConflictDialog";
import { CreateDrawer } from "@/records/form/CreateDrawer";
import { useText } from "@/text";
import { BottomNav } from "./BottomNav";
import { OfflineBar } from "./OfflineBar";
import { Sidebar } from "./Sidebar";
import { openShell, useShell } from "./shellState";
import { useGlobalShortcuts } from "./useGlobalShortcuts";

const Palette = lazy(() => import("./Palette"));
const ShortcutsHelp = lazy(() => import("./ShortcutsHelp"));

const personIcons = new Set(["user", "users", "address-book", "user-circle", "id"]);

export function Shell() {
  const text = useText();
  const meta = useMeta();
  const client = useQueryClient();
  const shell = useShell();
  useGlobalShortcuts();
  useEffect(() => followStream(client, () => client.setQueryData(keys.session, null)), [client]);
  const [people] = useState(
    () =>
      new Set(
        meta.entities.filter((entity) => personIcons.has(entity.icon ?? "")).map((entity) => entity.name),
      ),
  );

  return (
    <WorkspaceCurrency value={meta.workspace.currency}>
      <PeopleEntities value={people}>
        <div className="app" data-folded={shell.folded || undefined}>
          <a className="skip-link" href="#main">
            {text("nav.skip")}
          </a>
          <Sidebar />
          <main className="main" id="main" tabIndex={-1}>
            <OfflineBar />
            <Suspense fallback={<SkeletonLines />}>
              <Outlet />
            </Suspense>
          </main>
          <BottomNav />
        </div>
        <ConflictDialog />
        <CreateDrawer />
        <Suspense fallback={null}>
          {shell.palette && <Palette onClose={() => openShell({ palette: false })} />}
          {shell.help && <ShortcutsHelp onClose={() => openShell({ help: false })} />}
        </Suspense>
      </PeopleEntities>
    </WorkspaceCurrency>
  );
}
