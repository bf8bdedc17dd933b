/** The tables of migration 0060 as TypeScript sees them: the rows of the causal map. */
import type { Control, MapEdge, MapNode } from '@secondstory/review/model/map'
import type { ColumnType } from 'kysely'

export interface MapTables {
  map_nodes: MapNodesTable
  map_edges: MapEdgesTable
}

interface Removable {
  removed_at: ColumnType<string | null, undefined, string | null>
  removal_id: ColumnType<string | null, undefined, string | null>
}

interface MapNodesTable extends Removable {
  id: string
  incident_id: string
  kind: MapNode['kind']
  statement: string
  control: ColumnType<Control | null, string | null, string | null>
  origin: MapNode['origin']
  is_point_of_no_return: boolean
  event_ids: string[]
  version: number
}

interface MapEdgesTable extends Removable {
  id: string
  incident_id: string
  from_id: string
  to_id: string
  kind: MapEdge['kind']
  because: string
  certainty: MapEdge['certainty']
  event_ids: string[]
  explanation: string
  rung: MapEdge['rung']
  version: number
}
