import { useQueryClient } from "@tanstack/react-query";
import { Outlet } from "@tanstack/react-router";
import { lazy, Suspense, useEffect, useState } from "react";
import { conflicts } from "@/api/conflict";
import { keys } from "@/api/keys";
import { useMeta } from "@/api/meta";
import { useStore } from "@/api/store";
import { followStream } from "@/api/stream";
import { PeopleEntities, WorkspaceCurrency } from "@/fields/contexts";
import { SkeletonLines } from "@/kit/Skeleton";
import { useCreateRequest } from "@/records/form/createState";
import { useText } from "@/text";
import { BottomNav } from "./BottomNav";
import { OfflineBar } from "./OfflineBar";
import { Sidebar } from "./Sidebar";
import { openShell, useShell } from "./shellState";
import { useGlobalShortcuts } from "./useGlobalShortcuts";

// Forms bring every field type along, which the first page may not need.
const ConflictDialog = lazy(() => import("@/records/ConflictDialog"));
const CreateDrawer = lazy(() => import("@/records/form/CreateDrawer"));
const Palette = lazy(() => import("./Palette"));
const ShortcutsHelp = lazy(() => import("./ShortcutsHelp"));

const personIcons = new Set(["user", "users", "address-book", "user-circle", "id"]);

export function Shell() {
  const text = useText();
  const meta = useMeta();
  const client = useQueryClient();
  const shell = useShell();
  const conflict = useStore(conflicts);
  const creating = useCreateRequest();
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
        <Suspense fallback={null}>
          {conflict && <ConflictDialog conflict={conflict} />}
          {creating && <CreateDrawer key={creating.entity} request={creating} />}
          {shell.palette && <Palette onClose={() => openShell({ palette: false })} />}
          {shell.help && <ShortcutsHelp onClose={() => openShell({ help: false })} />}
        </Suspense>
      </PeopleEntities>
    </WorkspaceCurrency>
  );
}
