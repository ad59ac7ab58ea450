import { useParams } from "@tanstack/react-router";
import { useEntity } from "@/api/meta";
import { NotFound } from "@/kit/NotFound";
import { moduleOf } from "@/modules";
import { RecordPage } from "@/records/page/RecordPage";

export default function EntityRecordPage() {
  const { entity: name, id } = useParams({ from: "/signed-in/$entity/$id" });
  const entity = useEntity(name);
  if (!entity) return <NotFound />;
  const Page = moduleOf(name)?.pages?.show ?? RecordPage;
  return <Page key={`${name}/${id}`} entity={entity} id={id} />;
}
