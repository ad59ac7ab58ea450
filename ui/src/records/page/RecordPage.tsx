import { Navigate } from "@tanstack/react-router";
import { type ReactNode, useContext } from "react";
import { useEntities } from "@/api/meta";
import { isProblem } from "@/api/problem";
import { useRecord } from "@/api/records";
import type { EntityMeta, RecordItem } from "@/api/types";
import { PeopleEntities } from "@/fields/contexts";
import { ErrorState } from "@/kit/ErrorState";
import { NotFound } from "@/kit/NotFound";
import { SkeletonLines } from "@/kit/Skeleton";
import { relatedOf } from "@/records/related/relations";
import { ShortList } from "@/records/related/ShortList";
import { StagePath } from "@/records/stage/StagePath";
import { useText } from "@/text";
import { Highlights } from "./Highlights";
import "./record.css";
import { type OwnTab, RecordTabs } from "./RecordTabs";
import { RecordTopBar } from "./RecordTopBar";
import { Sections } from "./Sections";
import { useRememberRecord } from "./useRememberRecord";

interface RecordPageProps {
  entity: EntityMeta;
  id: string;
}

// The page of any record; pages of modules put their own boxes at its side.
export function RecordPage({ entity, id }: RecordPageProps) {
  return (
    <RecordFrame
      entity={entity}
      id={id}
      aside={(record) => <PeopleLists entity={entity} record={record} />}
    />
  );
}

interface RecordFrameProps extends RecordPageProps {
  // Boxes between the first facts and the rest of them.
  aside?: (record: RecordItem) => ReactNode;
  // What the page is about, above its tabs.
  main?: (record: RecordItem) => ReactNode;
  // Tabs of its own.
  tabs?: (record: RecordItem) => OwnTab[];
  // The relations that one looks at first, in this order.
  relatedFirst?: string[];
  // Relations that the page shows in a better way than as a tab.
  relatedElsewhere?: string[];
}

export function RecordFrame(props: RecordFrameProps) {
  const { entity, id, aside, main, tabs, relatedFirst, relatedElsewhere } = props;
  const text = useText();
  const { data: record, error, refetch } = useRecord(entity.name, id);
  useRememberRecord(entity, record);
  if (isProblem(error) && error.body.merged_into) {
    return (
      <Navigate to="/$entity/$id" params={{ entity: entity.name, id: error.body.merged_into.id }} replace />
    );
  }
  if (isProblem(error) && error.status === 404) return <NotFound />;
  if (error) return <ErrorState isPage error={error} retry={() => void refetch()} />;
  const facts = record && <Sections entity={entity} record={record} between={aside?.(record)} />;
  return (
    <>
      <RecordTopBar entity={entity} id={id} record={record} />
      {record ? (
        <div className="record-page">
          <div className="record-main">
            <Highlights entity={entity} record={record} />
            <StagePath entity={entity} record={record} />
            {main?.(record)}
            <RecordTabs
              entity={entity}
              record={record}
              facts={facts}
              own={tabs?.(record)}
              relatedFirst={relatedFirst}
              relatedElsewhere={relatedElsewhere}
            />
          </div>
          <aside className="record-side hide-small" aria-label={text("record.details")}>
            {facts}
          </aside>
        </div>
      ) : (
        <SkeletonLines count={10} />
      )}
    </>
  );
}

function PeopleLists({ entity, record }: { entity: EntityMeta; record: RecordItem }) {
  const people = useContext(PeopleEntities);
  const lists = relatedOf(entity, useEntities(), record.id).filter(({ target }) => people.has(target.name));
  return lists.map((related) => (
    <ShortList key={related.relation.name} entity={entity} record={record} related={related} />
  ));
}
