import { useParams } from "@tanstack/react-router";
import { useEntity } from "@/api/meta";
import { NotFound } from "@/kit/NotFound";
import { moduleOf } from "@/modules";
import { RecordList } from "@/records/list/RecordList";

export default function EntityListPage() {
  const { entity: name } = useParams({ from: "/signed-in/$entity" });
  const entity = useEntity(name);
  if (!entity) return <NotFound />;
  const Page = moduleOf(name)?.pages?.list ?? RecordList;
  // A new list begins afresh: selection, focus and scroll belong to the old one.
  return <Page key={name} entity={entity} />;
}
