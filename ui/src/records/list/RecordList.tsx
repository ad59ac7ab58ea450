import { Button, TextInput } from "@mantine/core";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { IconFileImport, IconPlus, IconSearch } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { allowed } from "@/api/meta";
import type { EntityMeta } from "@/api/types";
import { EmptyState } from "@/kit/EmptyState";
import { ErrorState } from "@/kit/ErrorState";
import { iconOf } from "@/kit/icons";
import { SkeletonLines } from "@/kit/Skeleton";
import { useText } from "@/text";
import { formatCount } from "@/text/format";
import { FilterBar } from "../filter/FilterBar";
import { openCreate } from "../form/createState";
import { RecordPeek } from "../page/RecordPeek";
import { DisplayMenu } from "../view/DisplayMenu";
import { SaveView } from "../view/SaveView";
import { type ListView, useListState } from "../view/useListState";
import { ViewTabs } from "../view/ViewTabs";
import { BulkToolbar } from "./BulkToolbar";
import "./list.css";
import { RecordGrid } from "./RecordGrid";
import { type ListLayout, listQuery, useListLayout } from "./useListItems";
import { useSelection } from "./useSelection";

// Dragging and its columns are for those who open a board.
const Board = lazy(() => import("../board/Board"));

const searchDelayMs = 200;

// Any list of records: views, filter, sheet, selection, preview. It knows no entity.
export function RecordList({ entity }: { entity: EntityMeta }) {
  const list = useListState(entity);
  const query = listQuery(entity, list.state);
  const isBoard = list.view?.kind === "board";
  const layout = useListLayout(entity, query, isBoard ? null : list.state.groupBy);
  const selection = useSelection();
  const narrow = useMediaQuery("(max-width: 760px)", undefined, { getInitialValueInEffect: false }) ?? false;
  return (
    <>
      <ListTopBar entity={entity} list={list} total={layout.total} />
      <div className="list-bar">
        <ViewTabs entity={entity} list={list} />
        <div className="list-tools">
          <FilterBar
            entity={entity}
            filter={list.state.filter}
            onChange={(filter) => list.change({ filter })}
          />
          {!isBoard && <DisplayMenu entity={entity} list={list} />}
          <SaveView entity={entity} list={list} />
        </div>
      </div>
      <div className="list-body">
        <ListBody entity={entity} list={list} layout={layout}>
          {isBoard ? (
            <Suspense fallback={<SkeletonLines />}>
              <Board key={list.view?.id} entity={entity} state={list.state} groupBy={list.state.groupBy} />
            </Suspense>
          ) : (
            <RecordGrid
              // Another filter or order is another list: it begins at its top.
              key={`${query.filter} ${query.q} ${query.order_by} ${list.state.groupBy}`}
              entity={entity}
              list={list}
              query={query}
              layout={layout}
              selection={selection}
              narrow={narrow}
            />
          )}
        </ListBody>
        {list.peek && <RecordPeek entity={entity} id={list.peek} onClose={() => list.setPeek(null)} />}
      </div>
      {(selection.ids.size > 0 || selection.all) && (
        <BulkToolbar entity={entity} selection={selection} query={query} total={layout.total ?? 0} />
      )}
    </>
  );
}

function ListTopBar({
  entity,
  list,
  total,
}: {
  entity: EntityMeta;
  list: ListView;
  total: number | undefined;
}) {
  const text = useText();
  return (
    <header className="top-bar">
      <h1>{entity.label.many}</h1>
      <span className="faint num" role="status">
        {total !== undefined && text("count.records", { count: total, formatted: formatCount(total) })}
      </span>
      <span className="grow" />
      <ListSearch key={list.view?.id} entity={entity} list={list} />
      {allowed(entity, "create") && (
        <Button
          leftSection={<IconPlus size={14} />}
          onClick={() => openCreate({ entity: entity.name })}
          aria-keyshortcuts="N"
        >
          {text("common.create")}
        </Button>
      )}
    </header>
  );
}

function ListSearch({ list }: { entity: EntityMeta; list: ListView }) {
  const text = useText();
  const [draft, setDraft] = useState(list.state.q);
  const search = useDebouncedCallback((q: string) => list.change({ q }), searchDelayMs);
  return (
    <TextInput
      className="hide-small list-search"
      size="xs"
      type="search"
      value={draft}
      leftSection={<IconSearch size={13} />}
      placeholder={text("view.searchIn")}
      aria-label={text("view.searchIn")}
      onChange={(event) => {
        setDraft(event.currentTarget.value);
        search(event.currentTarget.value);
      }}
    />
  );
}

interface ListBodyProps {
  entity: EntityMeta;
  list: ListView;
  layout: ListLayout;
  children: React.ReactNode;
}

// An error, nothing at all, nothing that fits, or the rows.
function ListBody({ entity, list, layout, children }: ListBodyProps) {
  const text = useText();
  if (layout.error) return <ErrorState error={layout.error} retry={layout.retry} />;
  if (layout.total !== 0) return children;
  const Icon = iconOf(entity.icon);
  if (list.state.filter !== "" || list.state.q !== "") {
    return (
      <EmptyState
        icon={<IconSearch size={20} />}
        title={text("empty.filtered")}
        text={text("empty.filteredText")}
      >
        <Button variant="default" onClick={() => list.change({ filter: "", q: "" })}>
          {text("empty.clearFilter")}
        </Button>
      </EmptyState>
    );
  }
  return (
    <EmptyState
      icon={<Icon size={20} />}
      title={text("empty.none", { name: entity.label.many.toLowerCase() })}
      text={text(allowed(entity, "create") ? "empty.noneText" : "empty.noneYet")}
    >
      {allowed(entity, "create") && (
        <>
          <Button leftSection={<IconPlus size={14} />} onClick={() => openCreate({ entity: entity.name })}>
            {text("empty.addFirst", { name: entity.label.one.toLowerCase() })}
          </Button>
          <Link to="/$entity/$id" params={{ entity: "import", id: entity.name }}>
            <Button variant="default" component="span" leftSection={<IconFileImport size={14} />}>
              {text("empty.import")}
            </Button>
          </Link>
        </>
      )}
    </EmptyState>
  );
}
